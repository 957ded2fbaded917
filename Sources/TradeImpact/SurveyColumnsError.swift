/// A survey file or plan that does not have what an estimate needs; nothing has been read yet.
public enum SurveyColumnsError: Error, Hashable, Sendable {
  /// `fileName` is what the column would be called in the file.
  case missing(name: String, fileName: String, nearest: String?)
  case unitNotDeclared(amount: String)
  case notANumber(String)
  case notAFactor(String)
  /// Columns `loss_<market>_<cause>` hold amounts by cause, which are not read.
  case amountsByCause(fileName: String)
}

extension SurveyColumnsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let name, let fileName, let nearest):
      "the survey has no column \(fileName)" + (name.hasSameBytes(as: fileName) ? "" : " (\(name))")
        + (nearest.map { "; did you mean \($0)? Map it under 'columns': {\(name): \($0)}" } ?? "; add it")
    case .unitNotDeclared(let amount):
      "the unit of \(amount) is not declared; write it under 'units': 元, 万元, 亿元 or {USD: rate}"
    case .notANumber(let name):
      "\(name) is a classification and not a number; ask for it as a factor"
    case .notAFactor(let name):
      "\(name) is an amount and not a classification; ask for it as a number"
    case .amountsByCause(let fileName):
      "the survey has the column \(fileName), and amounts by market and cause are not read yet; leave the column out to divide "
        + "each firm's loss equally over its causes"
    }
  }
}
