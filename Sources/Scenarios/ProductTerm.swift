/// A product of quantities: known factors, uncertain inputs and numbers of firms.
///
/// ```
/// constant · Π inputs · Π (1 - complement) · firms_k
/// ```
struct ProductTerm: Sendable {
  private(set) var constant = 1.0
  /// Places of inputs, each with the size of its unit.
  private var inputs: [(place: Int, factor: Double)] = []
  private var complements: [(place: Int, factor: Double)] = []
  /// nil where the product is the same for all firms.
  private(set) var firms: [Double]?

  /// The part of the product that firms share, at values of the inputs.
  func shared(_ values: UnsafeBufferPointer<Double>) -> Double {
    var product = constant
    for (place, factor) in inputs { product *= values[place] * factor }
    for (place, factor) in complements { product *= 1 - values[place] * factor }
    return product
  }

  func multiplied(by quantity: Quantity, _ compiler: TermCompiler) -> ProductTerm {
    var term = self
    switch compiler.source(of: quantity) {
    case .constant(let value): term.constant *= value
    case .input(let place, let factor): term.inputs.append((place, factor))
    case .firms(let values): term.multiply(values)
    }
    return term
  }

  /// Times 1 less the quantity.
  func multiplied(byComplementOf quantity: Quantity, _ compiler: TermCompiler) -> ProductTerm {
    var term = self
    switch compiler.source(of: quantity) {
    case .constant(let value): term.constant *= 1 - value
    case .input(let place, let factor): term.complements.append((place, factor))
    case .firms(let values): term.multiply(values.map { 1 - $0 })
    }
    return term
  }

  private mutating func multiply(_ values: [Double]) {
    firms = firms.map { zip($0, values).map(*) } ?? values
  }
}

/// Where the value of a quantity comes from.
struct TermCompiler {
  enum Source {
    /// In base units.
    case constant(Double)
    /// The place of the input, in its own unit, and the size of the unit.
    case input(Int, Double)
    /// In base units, one a firm.
    case firms([Double])
  }
  let inputs: [Quantity]
  let firms: FirmValues

  func source(of quantity: Quantity) -> Source {
    if let values = firms[quantity] { return .firms(values) }
    if let place = inputs.firstIndex(where: { $0.name == quantity.name }) { return .input(place, quantity.factor) }
    return .constant(quantity.distribution!.mean * quantity.factor)
  }

  func term(_ quantity: Quantity) -> ProductTerm { ProductTerm().multiplied(by: quantity, self) }
}
