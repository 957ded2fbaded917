import Glibc

extension FileSystem {
  /// A new folder that nobody else can read, in `TMPDIR` or `/tmp`, for what other programs and libraries write; the caller
  /// removes it.
  package static func makeTemporaryFolder() throws(Failure) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/trade-impact-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("create a temporary folder", parent) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
