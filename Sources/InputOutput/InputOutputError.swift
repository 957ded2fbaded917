import LinearAlgebra

/// An input-output table that cannot be used, with the sector that shows it.
public enum InputOutputError: Error, Hashable, Sendable {
  case shapesDiffer(what: String, expected: Int, found: Int)
  case notFinite(sector: String, what: String)
  case outputNotPositive(sector: String, output: Double)
  /// Row sum plus final demand less output.
  case unbalanced(sector: String, gap: Double, output: Double)
  /// A leading minor of I - A that contains the sector as its last is not positive.
  case notProductive(sector: String, pivot: Double, inputShare: Double)
  case negativeInput(seller: String, buyer: String)
  case importsExceedFlow(seller: String, buyer: String, imports: Double, flow: Double)
  case shareOutside(sector: String, what: String, value: Double)
  case notPositive(what: String, value: Double)
  case linearAlgebra(LinearAlgebraError)
}

extension InputOutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .shapesDiffer(let what, let expected, let found):
      "\(what): \(found) entries for \(expected) sectors; give one a sector"
    case .notFinite(let sector, let what): "sector \(sector): \(what) is not a finite number"
    case .outputNotPositive(let sector, let output):
      "sector \(sector) has output \(output) and transactions: output is positive; merge the sector with another"
    case .unbalanced(let sector, let gap, let output):
      "sector \(sector): sales and final demand differ from its output of \(output) by \(gap); correct the row, or raise the "
        + "balance tolerance where the table is rounded"
    case .notProductive(let sector, let pivot, let inputShare):
      "the table is not productive (Hawkins and Simon's condition fails at sector \(sector), pivot \(pivot)): its inputs "
        + "are \(inputShare) of its output; check its column"
    case .negativeInput(let seller, let buyer):
      "sector \(buyer) has a negative input from \(seller): move by-products to the output side"
    case .importsExceedFlow(let seller, let buyer, let imports, let flow):
      "imports of \(imports) from \(seller) to \(buyer) exceed the flow of \(flow): flows include imports"
    case .shareOutside(let sector, let what, let value):
      "sector \(sector): \(what) is \(value); it lies between 0 and 1"
    case .notPositive(let what, let value): "\(what) is \(value): it is positive"
    case .linearAlgebra(let error): error.description
    }
  }
}
