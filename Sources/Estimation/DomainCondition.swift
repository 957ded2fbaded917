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
