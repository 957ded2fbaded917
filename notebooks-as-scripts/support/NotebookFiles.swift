import Glibc

/// A file that cannot be read or written.
public struct FileFailure: Error { public let path: String }

/// The bytes of a small file.
public func readBytes(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "r") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
}

public func writeBytes(_ bytes: [UInt8], to path: String) throws {
  guard let file = fopen(path, "w") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw FileFailure(path: path) }
}

/// Passes the path of a file with the given bytes that lasts as long as the body runs.
public func withTemporaryFile<R>(_ bytes: [UInt8], _ body: (String) throws -> R) throws -> R {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(folder)/trade-impact-notebook-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  guard descriptor >= 0 else { throw FileFailure(path: folder) }
  close(descriptor)
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { unlink(path) }
  try writeBytes(bytes, to: path)
  return try body(path)
}
