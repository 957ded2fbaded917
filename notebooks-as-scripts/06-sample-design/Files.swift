import Glibc

struct FileFailure: Error { let path: String }

/// The bytes of a small file.
func readBytes(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "r") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
}

func writeBytes(_ bytes: [UInt8], to path: String) throws {
  guard let file = fopen(path, "w") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw FileFailure(path: path) }
}

/// Passes the path of a file with the given bytes that lasts as long as the body runs.
func withTemporaryFile<R>(_ bytes: [UInt8], _ body: (String) throws -> R) throws -> R {
  var template = Array("/tmp/trade-impact-notebook-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  guard descriptor >= 0 else { throw FileFailure(path: "/tmp") }
  close(descriptor)
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { unlink(path) }
  try writeBytes(bytes, to: path)
  return try body(path)
}
