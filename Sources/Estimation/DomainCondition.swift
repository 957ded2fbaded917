/// A condition on one column; a domain is the rows that meet all of its conditions.
///
/// A row whose value is missing meets no condition.
public enum DomainCondition: Sendable, Hashable {
  /// The column's number compared with one number, or for `isIn` with several.
  case number(column: String, Comparison, [Double])
  /// The column's level is one of the levels, or, where `negated`, none of them.
  case level(column: String, isOneOf: [String], negated: Bool)

  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
  }

  public var column: String {
    switch self {
    case .number(let column, _, _), .level(let column, _, _): column
    }
  }
}

extension DomainCondition {
  /// Unsets the rows that do not meet the condition.
  /// - Parameters:
  ///   - numbers: n values of a column; NaN is missing.
  ///   - factor: n codes of a column, -1 for missing, and their levels.
  func restrict(
    _ holds: inout [Bool], numbers: (String) -> [Double], factor: (String) -> (codes: [Int32], levels: [String])
  ) {
    switch self {
    case .number(let name, let comparison, let operands):
      let values = numbers(name)
      for row in holds.indices where !comparison.holds(values[row], operands) { holds[row] = false }
    case .level(let name, let wanted, let negated):
      let (codes, levels) = factor(name)
      let names = Set(wanted.map { Array($0.utf8) })
      let chosen = levels.map { names.contains(Array($0.utf8)) != negated }
      for row in holds.indices where codes[row] < 0 || !chosen[Int(codes[row])] { holds[row] = false }
    }
  }

  /// What must be present in a row for the condition to be decided.
  var measure: Measure {
    switch self {
    case .number(let column, _, _): .number(column)
    case .level(let column, _, _): .category(column)
    }
  }
}

extension DomainCondition.Comparison {
  func holds(_ value: Double, _ operands: [Double]) -> Bool {
    switch self {
    case .equal, .isIn: operands.contains(value)
    case .notEqual: !value.isNaN && value != operands[0]
    case .less: value < operands[0]
    case .lessOrEqual: value <= operands[0]
    case .greater: value > operands[0]
    case .greaterOrEqual: value >= operands[0]
    }
  }
}
