import Documents
import Estimation

/// Reads names of columns and conditions on them, and says where one is used as what it is not.
struct ConditionDecoder {
  let data: DataDescription
  /// Whether the data file has a column; conditions of a design are checked with its other columns.
  var hasColumn: (String) -> Bool = { _ in true }

  // MARK: Columns

  /// A column used as a number.
  func number(_ name: String, _ node: DocumentNode) throws(Refusal) -> String {
    try exists(name, node)
    guard data.type(of: name) != .text else {
      throw .badInput(
        "not_a_number",
        "\(node.location): column \(name) is declared a string and used as a number; list it under categorical or declare it "
          + "a number")
    }
    return name
  }

  /// A column used as a factor.
  func factor(_ name: String, _ node: DocumentNode) throws(Refusal) -> String {
    try exists(name, node)
    guard data.derivation(of: name) == nil else {
      throw .badInput("not_a_factor", "\(node.location): \(name) is a derived number and has no levels; use a column")
    }
    return name
  }

  private func exists(_ name: String, _ node: DocumentNode) throws(Refusal) {
    guard data.derivation(of: name) != nil || hasColumn(name) else {
      throw .badInput(
        "unknown_variable", "\(node.location): the data have no column \(name); see the header of \(data.file)")
    }
  }

  // MARK: Domains

  /// One condition, or a list of conditions that all hold.
  func conditions(_ node: DocumentNode) throws -> [DomainCondition] {
    guard case .sequence(let nodes) = node.value else { return [try condition(node)] }
    return try nodes.map(condition)
  }

  private func condition(_ node: DocumentNode) throws -> DomainCondition {
    let keyed = try KeyedDocument(node, known: ["variable", "op", "value"])
    let name = try keyed.required("variable").string()
    let comparison = try keyed.required("op").choice(of: DomainCondition.Comparison.self)
    let value = try keyed.required("value")
    let values: [DocumentNode] = if case .sequence(let list) = value.value { list } else { [value] }
    guard comparison == .isIn || values.count == 1 else { throw value.invalid(expected: "one value, or op in") }
    let isNumeric = values.allSatisfy { if case .number = $0.value { true } else { false } }
    if isNumeric, data.type(of: name) != .text {
      return .number(column: try number(name, node), comparison, try values.map { value in try value.double() })
    }
    guard [.equal, .notEqual, .isIn].contains(comparison) else {
      throw value.invalid(expected: "a number after \(comparison.rawValue): text has no order; use ==, != or in")
    }
    return .level(
      column: try factor(name, node), isOneOf: try values.map { value in try value.text() },
      negated: comparison == .notEqual)
  }
}
