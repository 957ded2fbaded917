import Studies

/// Reads a study file and the files of definitions that it names.
enum StudyInput {
  static func study(_ path: String) throws(StudyError) -> Study {
    try Study(yaml: try read(path), path: path, reading: read)
  }

  private static func read(_ path: String) throws(StudyError) -> [UInt8] {
    do throws(CommandFailure) { return try Files.read(path) } catch { throw StudyError(message: error.message) }
  }
}
