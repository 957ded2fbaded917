import LinearAlgebra
import Microdata

/// The equations of calibration for one set of weights: find λ with `Σ_e D_e F(x_e'λ / σ²_e) x_e = t`.
///
/// Entities e are rows, or the units or cells that rows have been gathered to.
struct CalibrationEquations: Sendable {
  let auxiliaries: Auxiliaries
  /// p totals.
  let totals: [Double]
  /// D, one an entity, not negative.
  let weights: [Double]
  /// σ², one an entity; nil: 1.
  let variance: [Double]?
  let distance: CalibrationDistance
  let bounds: EntityBounds

  /// Where an iteration is: λ, how far sums are from totals, and how that changes with λ.
  struct State {
    let coefficients: [Double]
    /// `t - Σ D g x`, p values.
    let shortfall: [Double]
    /// Sums of `D F' / σ²`, of which ``derivative(at:)`` is made.
    fileprivate let slopes: CellSums?
  }

  /// The sums at λ, in one pass over the entities.
  /// - Parameter hasDerivative: Whether it is asked for afterwards.
  func state(_ coefficients: [Double], hasDerivative: Bool = true) -> State {
    let line = CellLine(auxiliaries, coefficients)
    let sums = auxiliaries.cellSums(hasDerivative ? [.first, .second] : [.first]) { run, out in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: run.count) { unused in
        let (g, slope) = (out[0], hasDerivative ? out[1] : unused.baseAddress!)
        factors(line, run, g, slope)
        for k in 0..<run.count { g[k] *= weights[run.lowerBound + k] }
        guard hasDerivative else { return }
        for k in 0..<run.count { slope[k] *= weights[run.lowerBound + k] }
        if let variance { for k in 0..<run.count { slope[k] /= variance[run.lowerBound + k] } }
      }
    }
    let shortfall = zip(totals, auxiliaries.transposeTimes(sums[0])).map { $0 - $1 }
    return State(coefficients: coefficients, shortfall: shortfall, slopes: hasDerivative ? sums[1] : nil)
  }

  /// g by entity.
  func factors(at coefficients: [Double]) -> [Double] {
    let line = CellLine(auxiliaries, coefficients)
    return RowChunks(count: weights.count).values(threads: auxiliaries.threads) { run, out in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: run.count) { slope in
        factors(line, run, out, slope.baseAddress!)
      }
    }
  }

  /// `g = F(x'λ / σ²)` and F' of a run of entities.
  private func factors(
    _ line: CellLine, _ run: Range<Int>, _ g: UnsafeMutablePointer<Double>, _ slope: UnsafeMutablePointer<Double>
  ) {
    line.write(run, to: g)
    if let variance { for k in 0..<run.count { g[k] /= variance[run.lowerBound + k] } }
    distance.factors(run, of: g, slope: slope, bounds)
  }

  /// `Σ D F' x x' / σ²`: minus the derivative of the shortfall with respect to λ.
  func derivative(at state: State) -> Matrix {
    guard let slopes = state.slopes else { preconditionFailure("the state was made without its derivative") }
    return auxiliaries.crossProduct(slopes)
  }

  /// The same where no factor is at a bound, as at λ = 0.
  var unboundedDerivative: Matrix {
    var v = weights
    if let variance { for k in v.indices { v[k] /= variance[k] } }
    return auxiliaries.crossProduct(weights: v)
  }

  /// `max(abs(t_j), Σ D abs(x_j))`: what the error of a total is compared with.
  func scales() -> [Double] {
    zip(totals, auxiliaries.absoluteSums(weights)).map { max($0.magnitude, $1) }
  }
}

/// The factor of the derivative at λ = 0, once it is sure that the terms are independent.
struct IndependentTerms {
  let factor: GramFactor
  let gramDiagonal: [Double]

  /// - Throws: ``WeightingError/collinearTerms(_:)``; ``WeightingError/unreachableTotal(term:total:lower:upper:)`` for a
  ///   term that is zero in the whole sample and has another total. One with total zero is left out.
  /// - Parameter allowsImplied: Terms that follow from others are left out where the totals agree.
  init(_ equations: CalibrationEquations, allowsImplied: Bool) throws(WeightingError) {
    let gram = equations.unboundedDerivative
    (factor, gramDiagonal) = (GramFactor(gram), gram.diagonal)
    let names = equations.auxiliaries.names
    for j in factor.empty where equations.totals[j] != 0 {
      throw .unreachableTotal(term: names[j], total: equations.totals[j], lower: 0, upper: 0)
    }
    guard !factor.dependent.isEmpty else { return }
    let dependences = factor.dependences(gramDiagonal, names: names, totals: equations.totals)
    guard allowsImplied, dependences.allSatisfy(\.agrees) else { throw .collinearTerms(dependences) }
  }
}

extension GramFactor {
  /// The dependent columns as combinations of others, in the caller's words.
  func dependences(_ diagonal: [Double], names: [String], totals: [Double]?) -> [TermDependence] {
    dependent.indices.map { place in
      let column = dependent[place]
      // Rounding leaves traces of columns that take no part; an amount of 1e-6 of the column's size is one.
      let parts = combination(ofDependent: place).filter {
        $0.coefficient.magnitude * diagonal[$0.column].squareRoot() > 1e-6 * diagonal[column].squareRoot()
      }
      return TermDependence(
        term: names[column],
        combination: parts.map { .init(term: names[$0.column], coefficient: $0.coefficient) },
        total: totals?[column],
        impliedTotal: totals.map { totals in parts.reduce(0) { $0 + $1.coefficient * totals[$1.column] } })
    }
  }
}
