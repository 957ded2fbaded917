import Documents

/// A folder whose tables and findings `check` compares.
struct GoldenFolder {
  typealias Contents = [(path: String, bytes: [UInt8])]

  private static let tables = "tables"
  static let findings = "findings.csv"
  private static let settings = "check.yml"

  let path: String
  /// Of the compared files, relative to the folder.
  let files: [String]

  /// - Throws: ``GoldenError`` where there is no such folder, or it cannot be read.
  init(_ path: String) throws(GoldenError) {
    guard FileSystem.kind(path) == .folder else { throw .notAFolder(path: path) }
    self.path = path
    files = try Self.reading { () throws(FileSystem.Failure) in try Self.compared(in: path) }
  }

  private static func compared(in path: String) throws(FileSystem.Failure) -> [String] {
    let hasTables = FileSystem.kind("\(path)/\(tables)") == .folder
    let names = hasTables ? try FileSystem.names(in: "\(path)/\(tables)") : []
    let hasFindings = FileSystem.kind("\(path)/\(findings)") == .file
    return (hasFindings ? [findings] : []) + names.filter { $0.hasSuffix(".csv") }.map { "\(tables)/\($0)" }
  }

  /// The table or the findings in one of the files; nil where the folder lacks it.
  func read(_ file: String) throws(GoldenError) -> GoldenTable? {
    guard files.contains(file) else { return nil }
    let path = "\(path)/\(file)"
    return file == Self.findings ? try GoldenTable(findingsFile: path) : try GoldenTable(tableFile: path)
  }

  /// The tolerance that the folder asks for in `check.yml`.
  func tolerance() throws(GoldenError) -> GoldenTolerance {
    let file = "\(path)/\(Self.settings)"
    guard FileSystem.kind(file) == .file else { return GoldenTolerance() }
    let bytes = try Self.reading { () throws(FileSystem.Failure) in try FileSystem.read(file) }
    do throws(DocumentError) {
      return try GoldenTolerance(yaml: bytes, file: file)
    } catch {
      throw .settings(error)
    }
  }

  /// The check sums of the tables; nil where the folder has none, because no update has written them yet.
  func seal() throws(GoldenError) -> GoldenSeal? {
    let file = "\(path)/\(GoldenSeal.file)"
    guard FileSystem.kind(file) == .file else { return nil }
    return try GoldenSeal(file: file)
  }

  private static func reading<Value>(_ body: () throws(FileSystem.Failure) -> Value) throws(GoldenError) -> Value {
    do throws(FileSystem.Failure) {
      return try body()
    } catch {
      throw .unreadable(path: error.path, reason: error.reason)
    }
  }
}

// MARK: Update

extension GoldenFolder {
  /// A folder that is not there yet.
  init(newAt path: String) { (self.path, files) = (path, []) }

  /// The compared files with their bytes, and the check sums of their cells.
  func contents() throws(GoldenError) -> Contents {
    var tables: [GoldenTable] = []
    for file in files where file != Self.findings {
      if let table = try read(file) { tables.append(table) }
    }
    return try contents(of: files) + [(path: GoldenSeal.file, bytes: Array(GoldenSeal.text(tables).utf8))]
  }

  /// Files that `check` does not compare: its settings, a note.
  func others() throws(GoldenError) -> Contents {
    guard FileSystem.kind(path) == .folder else { return [] }
    let all = try Self.reading { () throws(FileSystem.Failure) in try FileSystem.files(below: path) }
    return try contents(of: all.filter { !files.contains($0) && $0 != GoldenSeal.file })
  }

  private func contents(of names: [String]) throws(GoldenError) -> Contents {
    try names.map { name throws(GoldenError) in
      let bytes = try Self.reading { () throws(FileSystem.Failure) in try FileSystem.read("\(path)/\(name)") }
      return (path: name, bytes: bytes)
    }
  }

  /// Puts these files in place of what the folder holds, or creates it in a folder that exists.
  func replace(with files: Contents) throws(GoldenError) {
    do throws(OutputError) {
      let target = if let present = FileSystem.resolved(path) { present } else { try OutputPlace.new(path) }
      try FolderReplacement(files: files).replacing(target)
    } catch {
      throw .output(error)
    }
  }
}
