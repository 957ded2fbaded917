/// Costs that cannot be computed from what was given.
public enum RegulatoryCostError: Error, Hashable, Sendable {
  /// `item` is the cost item at fault, where there is one.
  case parameter(String, item: String?, value: Double, expected: String)
  case noYears
}

extension RegulatoryCostError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let name, let item, let value, let expected):
      "\(name)\(item.map { " of \($0)" } ?? "") is \(value); give \(expected)"
    case .noYears: "a stream of costs has no periods: give the amount of one or more"
    }
  }
}

extension Double {
  func require(
    _ name: String, of item: String? = nil, _ expected: String, _ holds: (Double) -> Bool
  ) throws(RegulatoryCostError) {
    guard isFinite, holds(self) else { throw .parameter(name, item: item, value: self, expected: expected) }
  }
}
