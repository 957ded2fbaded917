import Glibc

/// Results go here.
enum StandardOutput {
  /// - Throws: ``CommandFailure`` with code 5 where the stream is closed or full.
  static func writeResult(_ text: String) throws(CommandFailure) {
    guard write(text) else {
      throw CommandFailure(code: .outputNotWritten, message: "standard output cannot be written")
    }
  }

  @discardableResult
  static func write(_ text: String) -> Bool { writeAll(text, to: STDOUT_FILENO) }
}

/// Errors and progress go here.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ line: String) { _ = writeAll(line + "\n", to: STDERR_FILENO) }
}

private func writeAll(_ text: String, to descriptor: Int32) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while let start = rest.baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    return true
  }
}
