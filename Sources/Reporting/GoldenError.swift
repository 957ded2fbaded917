import Documents
import Microdata

/// Why two folders cannot be compared.
public enum GoldenError: Error, Hashable, Sendable {
  case notAFolder(path: String)
  /// The golden folder has neither tables nor findings.
  case nothingToCompare(path: String)
  /// Text that is not CSV, with its line.
  case malformed(MicrodataError)
  /// CSV that is no table and no list of findings of this program.
  case wrongContent(file: String, line: Int, problem: String)
  case settings(DocumentError)
  case unreadable(path: String, reason: String)
  /// The golden folder could not be updated.
  case output(OutputError)
}

extension GoldenError {
  /// The exit code of a command that ends with this error: bad input, or output that cannot be written.
  public var exitCode: Int32 {
    if case .output = self { OutputError.exitCode } else { 3 }
  }
}

extension GoldenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAFolder(let path): "\(path): there is no such folder; check the path"
    case .nothingToCompare(let path):
      "\(path): the folder has neither tables/*.csv nor findings.csv; give an output folder of report, or update the golden one"
    case .malformed(let error): error.description
    case .wrongContent(let file, let line, let problem): "\(file):\(line): \(problem); write the file anew with report"
    case .settings(let error): error.description
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason); check the path"
    case .output(let error): error.description
    }
  }
}
