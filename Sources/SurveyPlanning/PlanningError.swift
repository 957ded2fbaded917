import Documents
import Estimation
import Microdata
import Sampling
import Studies
import TradeImpact

/// Why a sample cannot be planned or drawn: one sentence with file, line, value and the way out.
public struct PlanningError: Error, Hashable, Sendable {
  public let message: String
  /// False where the input is sound and the plan does not exist: targets that no sample meets.
  public let isBadInput: Bool

  public init(message: String, isBadInput: Bool = true) {
    self.message = message
    self.isBadInput = isBadInput
  }

  /// Wraps the errors of the parts, whose sentences are complete.
  init(_ error: any Error) {
    switch error {
    case let error as PlanningError: self = error
    case let error as StudyError: self.init(message: error.message, isBadInput: error.isBadInput)
    case let error as MultivariateAllocationError:
      self.init(message: error.description, isBadInput: !error.isUnreachable)
    case let error as CustomStringConvertible: self.init(message: error.description)
    default: self.init(message: "\(error)")
    }
  }
}

extension PlanningError {
  /// A sample that cannot be divided as the plan says: with the line of the target that is not reached, or of the allocation.
  init(_ error: any Error, allocating file: PlanFile, _ numbers: [PlannedNumber]) {
    let plain = PlanningError(error)
    var place = file.division.location
    if case .targetUnreachable(let name, _, _, _) = error as? MultivariateAllocationError {
      place = numbers.first { $0.name == name }?.location ?? place
    }
    self.init(message: "\(place.file):\(place.line): \(plain.message)", isBadInput: plain.isBadInput)
  }
}

extension MultivariateAllocationError {
  /// Whether the frame and the targets are sound, and no sample meets them.
  fileprivate var isUnreachable: Bool {
    if case .targetUnreachable = self { true } else { false }
  }
}
