import LinearAlgebra

/// Trade or elasticities from which no response can be computed.
public enum TradeEquilibriumError: Error, Hashable, Sendable {
  /// `place` names the source, region or pair, where there is one.
  case parameter(String, place: String?, value: Double, expected: String)
  case shapesDiffer(what: String, expected: Int, found: Int)
  case noTrade(region: String, as: String)
  /// The linear formula takes more from a source than it sells.
  case moreThanAllImports(source: String, imports: Double, change: Double)
  case linearAlgebra(LinearAlgebraError)
}

extension TradeEquilibriumError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let name, let place, let value, let expected):
      "\(name)\(place.map { " of \($0)" } ?? "") is \(value); give \(expected)"
    case .shapesDiffer(let what, let expected, let found): "\(what): \(found) values where \(expected) are needed"
    case .noTrade(let region, let role): "\(region) has no trade as \(role): take it out, or give what it sells at home"
    case .moreThanAllImports(let source, let imports, let change):
      "imports from \(source) are \(imports) and would change by \(change): the change is too large for a linear formula;"
        + " use a constant-elasticity response"
    case .linearAlgebra(let error): error.description
    }
  }
}

extension Double {
  func require(
    _ name: String, of place: String? = nil, _ expected: String, _ holds: (Double) -> Bool
  ) throws(TradeEquilibriumError) {
    guard holds(self), !isNaN else { throw .parameter(name, place: place, value: self, expected: expected) }
  }
}

extension Array {
  func requireCount(_ expected: Int, _ what: String) throws(TradeEquilibriumError) {
    guard count == expected else { throw .shapesDiffer(what: what, expected: expected, found: count) }
  }
}
