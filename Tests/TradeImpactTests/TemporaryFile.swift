import Glibc
import Microdata
import TestSupport

/// A file with the given text that lasts as long as the value is kept.
final class TemporaryFile: Sendable {
  let path: String

  init(_ text: String) {
    var template = Array((Fixtures.temporaryFolder + "/trade-impact-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    let bytes = Array(text.utf8)
    precondition(descriptor >= 0 && write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { unlink(path) }

  var name: String { String(path.split(separator: "/").last!) }

  func csv() throws -> CSVFile { try CSVFile(path: path) }
}
