import Documents
import Microdata

/// Why a folder of published tables cannot be audited, and the way out.
public enum AuditError: Error, Sendable {
  case unreadable(path: String, reason: String)
  case noNumbers(folder: String)
  /// Text that is not CSV, with its line.
  case malformed(MicrodataError)
  case relations(DocumentError)
  /// A column `value` that holds no number.
  case notANumber(file: String, line: Int, value: String)
  case missingColumn(file: String, column: String)
  case claim(file: String, line: Int, column: String, value: String, expected: String)
}

extension AuditError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason); check the path"
    case .noNumbers(let folder):
      "\(folder): no CSV file in the folder has the columns id, value and unit; give a folder of published tables"
    case .malformed(let error): error.description
    case .relations(let error): error.description
    case .notANumber(let file, let line, let value):
      "\(file):\(line): value is '\(value)'; write digits with at most one point, or leave it empty and write "
        + "missing under qualifier"
    case .missingColumn(let file, let column): "\(file): the column '\(column)' is missing; add it"
    case .claim(let file, let line, let column, let value, let expected):
      "\(file):\(line): \(column) is '\(value)'; \(expected)"
    }
  }
}
