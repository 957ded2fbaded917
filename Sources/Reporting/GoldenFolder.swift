import Documents

/// The files of a folder that `check` compares, read into memory.
struct GoldenFolder {
  static let tables = "tables/"
  static let findings = "findings.csv"
  static let settings = "check.yml"

  /// Relative path and bytes, in byte order of the paths.
  let files: [(path: String, bytes: [UInt8])]

  /// - Throws: ``GoldenError`` where there is no such folder or a file cannot be read.
  init(_ path: String) throws(GoldenError) {
    guard FileSystem.kind(path) == .folder else { throw .notAFolder(path: path) }
    do throws(FileSystem.Failure) {
      files = try Self.compared(in: path).map { name throws(FileSystem.Failure) in
        (path: name, bytes: try FileSystem.read("\(path)/\(name)"))
      }
    } catch {
      throw .unreadable(path: error.path, reason: error.reason)
    }
  }

  private static func compared(in path: String) throws(FileSystem.Failure) -> [String] {
    let hasTables = FileSystem.kind("\(path)/tables") == .folder
    let tables = hasTables ? try FileSystem.names(in: "\(path)/tables").filter { $0.hasSuffix(".csv") } : []
    let hasFindings = FileSystem.kind("\(path)/\(findings)") == .file
    return (hasFindings ? [findings] : []) + tables.map { Self.tables + $0 }
  }

  subscript(file: String) -> [UInt8]? { files.first { $0.path == file }?.bytes }

  /// The tolerance that the folder asks for.
  static func tolerance(of path: String) throws(GoldenError) -> GoldenTolerance {
    let file = "\(path)/\(settings)"
    guard FileSystem.kind(file) == .file else { return GoldenTolerance() }
    do {
      return try GoldenTolerance(yaml: FileSystem.read(file), file: file)
    } catch let error as DocumentError {
      throw .settings(error)
    } catch {
      throw .unreadable(path: file, reason: "\(error)")
    }
  }
}

// MARK: Update

extension GoldenFolder {
  static let empty = GoldenFolder(files: [])

  private init(files: [(path: String, bytes: [UInt8])]) { self.files = files }

  /// Files of a golden folder that `check` does not compare: its settings, a note.
  static func others(in path: String) throws(GoldenError) -> [(path: String, bytes: [UInt8])] {
    do throws(FileSystem.Failure) {
      let compared = Set(try compared(in: path))
      return try FileSystem.files(below: path).filter { !compared.contains($0) }.map {
        name throws(FileSystem.Failure) in (path: name, bytes: try FileSystem.read("\(path)/\(name)"))
      }
    } catch {
      throw .unreadable(path: error.path, reason: error.reason)
    }
  }

  /// - Parameter path: A folder, or nothing, in a folder that exists.
  static func replace(_ path: String, with files: [(path: String, bytes: [UInt8])]) throws(GoldenError) {
    do throws(OutputError) {
      let target = if let present = FileSystem.resolved(path) { present } else { try OutputPlace.new(path) }
      try FolderReplacement(files: files).replacing(target)
    } catch {
      throw .output(error)
    }
  }
}
