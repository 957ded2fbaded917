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

  /// The folders of `Tests/Fixtures/cases`, sorted.
  public static let caseNames: [String] = {
    guard let folder = opendir(folder + "/cases") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.first?.isNumber == true { names.append(name) }
    }
    return names.sorted()
  }()

  /// Where temporary files of tests go: `TMPDIR`, or the system's own folder.
  public static let temporaryFolder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir

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
