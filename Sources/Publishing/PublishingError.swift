/// Why a document that another program makes was not made.
public enum PublishingError: Error, Hashable, Sendable {
  case missingProgram(output: String, names: [String], package: String)
  /// The program ended with an error, or without the file; with what it said last.
  case failed(program: String, reason: String)
  /// What the system refused.
  case system(action: String, path: String, reason: String)
}

extension PublishingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingProgram(let output, let names, let package):
      "\(output): the program \(names.joined(separator: " or ")) is not installed; run ./bootstrap --documents or apt-get install "
        + "\(package), or leave \(output) out of the outputs of the study file"
    case .failed(let program, let reason):
      "\(program): \(reason); earlier results are unchanged"
    case .system(let action, let path, let reason):
      "\(path): cannot \(action): \(reason); earlier results are unchanged"
    }
  }
}
