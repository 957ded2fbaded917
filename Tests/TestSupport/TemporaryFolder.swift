import Glibc

/// A folder of a test's own, deleted with all that is in it when the value is no longer kept.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() {
    var template = Array((Fixtures.temporaryFolder + "/trade-impact-test-XXXXXX").utf8CString)
    precondition(mkdtemp(&template) != nil, "no folder in \(Fixtures.temporaryFolder)")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// The path of a name in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  public func makeFolder(_ name: String) { mkdir(file(name), 0o777) }

  public func remove(_ name: String) { unlink(file(name)) }

  /// - Returns: The path of the file.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8], isExecutable: Bool = false) -> String {
    let stream = fopen(file(name), "w")
    precondition(stream != nil && fwrite(bytes, 1, bytes.count, stream) == bytes.count && fclose(stream) == 0, name)
    if isExecutable { chmod(file(name), 0o700) }
    return file(name)
  }

  @discardableResult
  public func write(_ name: String, _ text: String, isExecutable: Bool = false) -> String {
    write(name, Array(text.utf8), isExecutable: isExecutable)
  }

  /// nil where there is no such file.
  public func read(_ name: String) -> String? {
    (try? Fixtures.bytes(file(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Everything below the folder, hidden names and empty folders included, in byte order of each level.
  public var names: [String] { Self.entries(path).flatMap { Self.names($0, in: path) } }

  private static func names(_ entry: Entry, in folder: String) -> [String] {
    guard entry.isFolder else { return [entry.name] }
    let inner = folder + "/" + entry.name
    return [entry.name] + entries(inner).flatMap { names($0, in: inner) }.map { entry.name + "/" + $0 }
  }

  /// All files below a folder, by path, with their bytes.
  public static func contents(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for entry in entries(folder) {
      let path = folder + "/" + entry.name
      if entry.isFolder {
        for (inner, bytes) in try contents(path) { files[entry.name + "/" + inner] = bytes }
      } else {
        files[entry.name] = try Fixtures.bytes(path)
      }
    }
    return files
  }

  private static func remove(_ folder: String) {
    for entry in entries(folder) {
      let path = folder + "/" + entry.name
      if entry.isFolder { remove(path) } else { unlink(path) }
    }
    rmdir(folder)
  }

  private struct Entry {
    let name: String
    let isFolder: Bool
  }

  private static func entries(_ folder: String) -> [Entry] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." {
        entries.append(Entry(name: name, isFolder: entry.pointee.d_type == UInt8(DT_DIR)))
      }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
