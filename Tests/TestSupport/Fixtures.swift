import Glibc

/// Files under `Tests/Fixtures`.
public enum Fixtures {
  public struct Unreadable: Error {
    public let path: String

    public init(path: String) { self.path = path }
  }

  /// The package's folder, and in it that of the fixtures.
  public static let package = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  public static let folder = package + "/Tests/Fixtures"

  public static func bytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
