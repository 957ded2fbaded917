import Glibc

/// The files in a zip archive, such as a workbook or a Word document, read with `unzip`.
public final class ZipArchive {
  private let path: String
  private let scratch: ScratchFile?

  /// - Parameter path: Of the archive.
  public init(path: String) { (self.path, scratch) = (path, nil) }

  /// An archive in memory, in a file that is there as long as the value.
  public init(_ bytes: [UInt8]) throws {
    let file = ScratchFile(bytes)
    (path, scratch) = (file.path, file)
  }

  /// Names of the files, in the order of the archive.
  public func names() throws -> [String] {
    try run("unzip -Z1 '\(path)'").split(separator: "\n").map(String.init)
  }

  public func text(_ name: String) throws -> String { try run("unzip -p '\(path)' '\(name)'") }

  private func run(_ command: String) throws -> String {
    guard let stream = popen(command, "r") else { throw Fixtures.Unreadable(path: path) }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    guard pclose(stream) == 0 else { throw Fixtures.Unreadable(path: "\(path): \(command)") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
