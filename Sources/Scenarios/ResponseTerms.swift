/// The response of firms as products of quantities.
struct ResponseTerms: Sendable {
  private enum Margin: Sendable {
    case none
    /// One margin of all firms, known or an input.
    case shared(ProductTerm)
    case distributed(MarginTable)
  }
  /// Pass-through, elasticity, order loss, redirected: nothing where a part is not modelled.
  private let terms: [[ProductTerm]]
  private let margin: Margin

  init(_ response: FirmResponse, _ compiler: TermCompiler) {
    terms = [response.passThrough, response.demandElasticity, response.orderLoss, response.redirected].map { quantity in
      quantity.map { [compiler.term($0)] } ?? []
    }
    margin =
      response.margin.map { quantity in
        quantity.variation == .firms ? .distributed(MarginTable(quantity)) : .shared(compiler.term(quantity))
      } ?? .none
  }

  func parameters(_ values: UnsafeBufferPointer<Double>) -> [FirmParameter] {
    terms.map { FirmParameter($0, values) }
  }

  func exit(_ values: UnsafeBufferPointer<Double>) -> ExitRule {
    switch margin {
    case .none: .never
    case .shared(let term): .below(margin: term.shared(values))
    case .distributed(let table): .distributed(table)
    }
  }
}
