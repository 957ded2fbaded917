import Reporting

extension Study {
  /// Reads a study file and the files of definitions that it names.
  /// - Throws: ``StudyError`` with file, line and column.
  public init(contentsOf path: String) throws(StudyError) {
    try self.init(yaml: try Self.bytes(of: path), path: path, reading: Self.bytes)
  }

  static func bytes(of path: String) throws(StudyError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch {
      throw StudyError(message: "\(path): the file cannot be read: \(error.reason); check the path")
    }
  }
}
