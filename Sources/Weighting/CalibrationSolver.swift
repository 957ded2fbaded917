import LinearAlgebra

/// Solves the equations of calibration.
///
/// The equations are those of the minimum of a convex function of λ. Newton's method goes down its gradient; a step that
/// overshoots the minimum along its direction is halved until it does not. Where so many factors lie at their bounds that
/// the derivative is singular, a small multiple of its value at λ = 0 is added.
struct CalibrationSolver {
  let equations: CalibrationEquations
  let tolerance: Double
  let maximumIterations: Int
  private let independent: IndependentTerms
  private let scales: [Double]

  /// An error at which iteration may end where rounding allows no better one.
  private static let roundingLimit = 1e-9

  init(
    _ equations: CalibrationEquations, _ independent: IndependentTerms, tolerance: Double, maximumIterations: Int
  ) {
    (self.equations, self.independent) = (equations, independent)
    (self.tolerance, self.maximumIterations) = (tolerance, maximumIterations)
    scales = equations.scales()
  }

  /// g by entity.
  func factors() throws(WeightingError) -> [Double] {
    let isClosedForm =
      equations.distance == .linear && equations.bounds.common.map { $0 == (-.infinity, .infinity) } ?? false
    return isClosedForm ? try closedForm() : try iterated()
  }

  /// `λ = (Σ D x x'/σ²)⁻¹ (t - Σ D x)`, with a correction for the rounding of the first solution.
  private func closedForm() throws(WeightingError) -> [Double] {
    var state = equations.state([Double](repeating: 0, count: equations.totals.count), hasDerivative: false)
    for _ in 0..<2 {
      let step = independent.factor.solve(state.shortfall)
      state = equations.state(zip(state.coefficients, step).map { $0 + $1 }, hasDerivative: false)
    }
    guard error(of: state) <= max(tolerance, Self.roundingLimit) else {
      throw CalibrationDiagnosis(equations).reason(last: state, scales: scales, iterations: 2)
    }
    return equations.factors(at: state.coefficients)
  }

  private func iterated() throws(WeightingError) -> [Double] {
    var state = equations.state([Double](repeating: 0, count: equations.totals.count))
    var best = (state: state, error: error(of: state))
    var (iteration, stalled) = (0, 0)
    while best.error > tolerance && iteration < maximumIterations && stalled < 3 {
      if iteration >= 10 && CalibrationDiagnosis(equations).isRefuted(by: state.coefficients) { break }
      iteration += 1
      guard let next = advanced(state) else {
        stalled = 3
        break
      }
      state = next
      let error = error(of: state)
      // The error of totals need not fall while λ is far off; near the solution a rise is rounding.
      stalled = best.error <= Self.roundingLimit && error >= best.error ? stalled + 1 : 0
      if error < best.error { best = (state, error) }
    }
    let isSolved = best.error <= tolerance || (stalled == 3 && best.error <= Self.roundingLimit)
    guard isSolved else {
      throw CalibrationDiagnosis(equations).reason(last: state, scales: scales, iterations: iteration)
    }
    return equations.factors(at: best.state.coefficients)
  }

  private func error(of state: CalibrationEquations.State) -> Double {
    independent.factor.kept.reduce(0) { max($0, state.shortfall[$1].magnitude / scales[$1]) }
  }

  private func advanced(_ state: CalibrationEquations.State) -> CalibrationEquations.State? {
    let direction = newtonFactor(state).solve(state.shortfall)
    let decrease = dot(direction, state.shortfall)
    guard decrease > 0, decrease.isFinite else { return nil }
    var fraction = 1.0
    while fraction > 1e-18 {
      let next = equations.state(zip(state.coefficients, direction).map { $0 + fraction * $1 })
      let remaining = dot(direction, next.shortfall)
      if remaining.isFinite && remaining >= -0.1 * decrease { return next }
      fraction /= 2
    }
    return nil
  }

  private func newtonFactor(_ state: CalibrationEquations.State) -> GramFactor {
    var derivative = equations.derivative(at: state)
    let factor = GramFactor(derivative, reference: independent.gramDiagonal)
    guard factor.kept.count < independent.factor.kept.count else { return factor }
    for j in independent.factor.kept { derivative[j, j] += 1e-6 * independent.gramDiagonal[j] }
    return GramFactor(derivative)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.indices.reduce(0) { $0 + a[$1] * b[$1] }
  }
}
