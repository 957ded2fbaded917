import Glibc

enum TemporaryFile {
  struct WriteError: Error { let path: String }

  static func write(_ bytes: [UInt8], _ path: String) throws {
    guard let file = fopen(path, "w") else { throw WriteError(path: path) }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw WriteError(path: path) }
  }

  static func remove(_ path: String) { unlink(path) }
}
