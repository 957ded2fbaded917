import LinearAlgebra

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

  /// Where an iteration is: λ, the factors it gives, and how far sums are from totals.
  struct State {
    let coefficients: [Double]
    let g: [Double]
    let slope: [Double]
    /// `t - Σ D g x`, p values.
    let shortfall: [Double]
  }

  func state(_ coefficients: [Double]) -> State {
    var u = auxiliaries.times(coefficients)
    if let variance { for k in u.indices { u[k] /= variance[k] } }
    let (g, slope) = distance.factors(u, bounds)
    let sums = auxiliaries.transposeTimes(product(weights, g))
    return State(coefficients: coefficients, g: g, slope: slope, shortfall: zip(totals, sums).map { $0 - $1 })
  }

  /// `Σ D F' x x' / σ²`: minus the derivative of the shortfall with respect to λ.
  func derivative(slope: [Double]?) -> Matrix {
    var v = weights
    if let slope { v = product(v, slope) }
    if let variance { for k in v.indices { v[k] /= variance[k] } }
    return auxiliaries.crossProduct(weights: v)
  }

  /// `max(abs(t_j), Σ D abs(x_j))`: what the error of a total is compared with.
  func scales() -> [Double] {
    zip(totals, auxiliaries.absoluteSums(weights)).map { max($0.magnitude, $1) }
  }

  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var result = a
    for k in result.indices { result[k] *= b[k] }
    return result
  }
}

/// The factor of the derivative at λ = 0, once it is sure that the terms are independent.
struct IndependentTerms {
  let factor: GramFactor
  let gramDiagonal: [Double]

  /// - Throws: ``WeightingError/collinearTerms(_:)``; ``WeightingError/unreachableTotal(term:total:lower:upper:)`` for a
  ///   term that is zero in the whole sample and has another total. One with total zero is left out.
  init(_ equations: CalibrationEquations) throws(WeightingError) {
    let gram = equations.derivative(slope: nil)
    (factor, gramDiagonal) = (GramFactor(gram), gram.diagonal)
    let names = equations.auxiliaries.names
    for j in factor.empty where equations.totals[j] != 0 {
      throw .unreachableTotal(term: names[j], total: equations.totals[j], lower: 0, upper: 0)
    }
    guard factor.dependent.isEmpty else {
      throw .collinearTerms(factor.dependences(gramDiagonal, names: names, totals: equations.totals))
    }
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
