import Glibc

/// A folder for the files of one test, deleted with it.
final class TemporaryFiles {
  let path: String
  private var files: [String] = []

  init() throws {
    var template = Array("/tmp/figures-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  struct Failure: Error {}

  /// - Returns: The path of the file.
  func write(_ name: String, _ text: String, isExecutable: Bool = false) -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_CREAT | O_WRONLY | O_TRUNC, isExecutable ? 0o700 : 0o600)
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    files.append(file)
    return file
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(path)
  }
}
