/// A term of a model: a variable, or the product of several.
public struct ModelTerm: Sendable, Hashable {
  public let variables: [ModelVariable]

  public init(_ variables: ModelVariable...) { self.init(productOf: variables) }

  /// - Precondition: At least one variable.
  public init(productOf variables: [ModelVariable]) {
    precondition(!variables.isEmpty, "a term without variables; the intercept is no term")
    self.variables = variables
  }

  /// `x`, `x:z`
  public var name: String { variables.map(\.name).joined(separator: ":") }

  /// Whether this is the term's name; a product has it in any order of its variables.
  func isNamed(_ other: String) -> Bool {
    if name.isSameText(as: other) { return true }
    let own = variables.map(\.name).sorted()
    return own.count > 1 && own == other.split(separator: ":").map(String.init).sorted()
  }

  /// The products of the variables' columns, those of the first variable changing fastest.
  func columns(term: Int) -> [ModelColumn] {
    variables.reduce([ModelColumn(term: term)]) { columns, variable in
      variable.parts.flatMap { part in columns.map { $0.multiplied(by: part) } }
    }
  }
}

extension ModelVariable {
  /// One for a number, one for every level of a factor but the reference.
  fileprivate var parts: [(label: String, part: ModelColumn.Part)] {
    switch values {
    case .numeric(let values): [(name, .number(values))]
    case .factor(let codes, let levels, let reference):
      levels.indices.filter { $0 != reference }.map {
        ("\(name)=\(levels[$0])", .indicator(codes: codes, level: Int32($0)))
      }
    }
  }
}

extension ModelColumn {
  fileprivate func multiplied(by factor: (label: String, part: Part)) -> ModelColumn {
    ModelColumn(
      label: parts.isEmpty ? factor.label : "\(label):\(factor.label)", term: term, parts: parts + [factor.part])
  }
}
