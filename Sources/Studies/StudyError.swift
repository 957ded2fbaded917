import Documents
import Estimation
import Microdata
import Sampling
import TradeImpact

/// Why a study cannot be carried out: one sentence with file, line, value and the way out.
public struct StudyError: Error, Hashable, Sendable {
  public let message: String
  /// False where the input is sound and the number does not exist.
  public let isBadInput: Bool

  public init(message: String, isBadInput: Bool = true) {
    self.message = message
    self.isBadInput = isBadInput
  }

  static func notBuilt(key: String, at location: SourceLocation) -> StudyError {
    StudyError(message: "\(location): the key '\(key)' belongs to a part that is not built yet; remove it")
  }

  /// Wraps the errors of the parts, whose sentences are complete.
  package init(_ error: any Error) {
    switch error {
    case let error as StudyError: self = error
    case let error as DocumentError: self.init(message: error.description)
    case let error as MicrodataError: self.init(message: error.description)
    case let error as SurveyRecordError: self.init(message: error.description)
    case let error as SurveyColumnsError: self.init(message: error.description)
    case let error as ExportTotalsError: self.init(message: error.description)
    case let error as ClassificationsError: self.init(message: error.description)
    case let error as DesignError: self.init(message: error.description)
    case let error as EstimationError: self.init(message: error.description, isBadInput: error.isBadInput)
    default: self.init(message: "\(error)")
    }
  }
}

extension EstimationError {
  fileprivate var isBadInput: Bool {
    if case .overflow = self { false } else { true }
  }
}
