import Glibc

/// A file that is there while a test runs.
final class TemporaryFile {
  let path: String

  init(_ bytes: some Collection<UInt8>) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/trade-impact-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    precondition(descriptor >= 0, "no temporary file")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bytes = Array(bytes)
    precondition(write(descriptor, bytes, bytes.count) == bytes.count, "the temporary file is not written")
    close(descriptor)
  }

  convenience init(_ text: String) { self.init(Array(text.utf8)) }

  deinit { unlink(path) }
}
