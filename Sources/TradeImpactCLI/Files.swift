import Glibc
import Reporting

/// Whole files in and out of the command.
enum Files {
  /// - Throws: ``CommandFailure`` with code 3.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    do throws(FileSystem.Failure) { return try FileSystem.read(path) } catch {
      throw CommandFailure(
        code: .badInput, message: "\(path): the file cannot be read: \(error.reason); check the path")
    }
  }

  /// Writes to a file, or to standard output where none is named.
  /// - Throws: ``CommandFailure`` with code 5.
  static func writeResult(_ text: String, to path: String?) throws(CommandFailure) {
    guard let path else { return try StandardOutput.writeResult(text) }
    try write(text, to: path)
  }

  /// Writes beside the target and moves into place, so that a failure leaves an earlier file as it was.
  /// - Throws: ``CommandFailure`` with code 5.
  static func write(_ text: String, to path: String) throws(CommandFailure) { try write(Array(text.utf8), to: path) }

  /// Writes beside the target and moves into place.
  /// - Throws: ``CommandFailure`` with code 5.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    let temporary = path + ".part\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw unwritable(path) }
    let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed, rename(temporary, path) == 0 else {
      let failure = unwritable(path)
      unlink(temporary)
      throw failure
    }
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  private static func unwritable(_ path: String) -> CommandFailure {
    let reason = String(cString: strerror(errno))
    return CommandFailure(
      code: .outputNotWritten, message: "\(path): cannot be written: \(reason); the folder above it must exist")
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether two paths name one file, links and all.
  static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
