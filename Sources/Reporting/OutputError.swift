/// Why an output folder was not written. The folder that was there before is as it was.
public enum OutputError: Error, Hashable, Sendable {
  case missingParent(path: String)
  case notAFolder(path: String)
  /// A folder with content and without a manifest of this program.
  case notOurs(path: String)
  /// A file in an output folder that its manifest does not list, so that replacing the folder would lose it.
  case foreignFile(path: String, file: String)
  /// What the system refused, and the reason it gave.
  case system(action: String, path: String, reason: String)
}

extension OutputError {
  /// The exit code of a command that ends with this error.
  public static let exitCode: Int32 = 5
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingParent(let path):
      "\(path): the folder above it does not exist; create it, or choose another place"
    case .notAFolder(let path):
      "\(path): this is a file; choose the name of a folder"
    case .notOurs(let path):
      "\(path): the folder has content and no manifest.json of trade-impact, so it is not replaced; "
        + "choose an empty or a new folder"
    case .foreignFile(let path, let file):
      "\(path): the folder holds \(file), which trade-impact did not write and replacing the folder would delete; "
        + "move the file away, or choose another folder"
    case .system(let action, let path, let reason):
      "\(path): cannot \(action): \(reason); earlier results are unchanged"
    }
  }
}
