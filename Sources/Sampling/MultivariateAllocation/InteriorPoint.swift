/// Slacks of inequalities and their multipliers: positive both, and their products go to zero together.
struct ComplementaryPair: Sendable {
  var slacks: [Double]
  var duals: [Double]

  var products: [Double] { zip(slacks, duals).map(*) }

  /// The largest step that keeps both positive.
  func largestStep(along change: ComplementaryPair) -> Double {
    min(Self.largestStep(slacks, change.slacks), Self.largestStep(duals, change.duals))
  }

  func moved(by step: Double, along change: ComplementaryPair) -> ComplementaryPair {
    ComplementaryPair(
      slacks: zip(slacks, change.slacks).map { $0 + step * $1 },
      duals: zip(duals, change.duals).map { $0 + step * $1 })
  }

  private static func largestStep(_ values: [Double], _ changes: [Double]) -> Double {
    zip(values, changes).reduce(.infinity) { $1.1 < 0 ? min($0, -$1.0 / $1.1) : $0 }
  }
}

/// By how much the products of three pairs are too large.
struct ExcessProducts: Sendable {
  let lower: [Double]
  let upper: [Double]
  let targets: [Double]
}

/// An iterate of ``InteriorPointSolver``: the pairs of `τ >= 0`, of `τ <= 1` and of the targets.
struct InteriorPoint: Sendable {
  var lower: ComplementaryPair
  var upper: ComplementaryPair
  var targets: ComplementaryPair

  var position: [Double] { lower.slacks }

  /// Mean product of slack and multiplier.
  var meanProduct: Double {
    let products = lower.products + upper.products + targets.products
    return products.reduce(0, +) / Double(max(products.count, 1))
  }

  func largestStep(along change: InteriorPoint) -> Double {
    min(
      lower.largestStep(along: change.lower), upper.largestStep(along: change.upper),
      targets.largestStep(along: change.targets))
  }

  func moved(by step: Double, along change: InteriorPoint) -> InteriorPoint {
    InteriorPoint(
      lower: lower.moved(by: step, along: change.lower), upper: upper.moved(by: step, along: change.upper),
      targets: targets.moved(by: step, along: change.targets))
  }

  /// For each pair the product of slack and multiplier less what it shall be, with the second-order term of a trial step.
  func excessProducts(over target: Double, trial: InteriorPoint?) -> ExcessProducts {
    func excess(_ pair: ComplementaryPair, _ trial: ComplementaryPair?) -> [Double] {
      let first = pair.products.map { $0 - target }
      guard let trial else { return first }
      return zip(first, trial.products).map(+)
    }
    return ExcessProducts(
      lower: excess(lower, trial?.lower), upper: excess(upper, trial?.upper),
      targets: excess(targets, trial?.targets))
  }
}
