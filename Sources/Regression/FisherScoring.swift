import LinearAlgebra

/// The iteration `β ← β + (X'WX)⁻¹ X'Ws`.
///
/// Every step solves for a change from scores at the present coefficients, so that rounding in the factor slows the last
/// steps and leaves the result alone.
/// > Source: McCullagh and Nelder (1989), section 2.5; the decrement: Boyd and Vandenberghe (2004), section 9.5.
struct FisherScoring: Sendable {
  let model: GeneralizedLinearModel
  let weights: [Double]
  let threads: Int
  private let used: WeightedRows

  init(model: GeneralizedLinearModel, weights: [Double], threads: Int) {
    (self.model, self.weights, self.threads) = (model, weights, threads)
    used = WeightedRows(model.matrix.rows, weights)
  }

  /// Of the centered columns.
  struct Solution: Sendable {
    let coefficients: [Double]
    let information: Cholesky
    let deviance: Double
    let iterations: Int
  }

  private struct State {
    /// nil at the outcomes.
    var coefficients: [Double]?
    var equations: WorkingEquations
    /// step'X'WX step, the square of the step in standard errors.
    var decrement = Double.infinity
    var largestDecrement = 0.0
  }

  private static let iterationLimit = 100
  private static let tolerance = 1e-10
  /// Newton's steps square their error; by then it is gone, unless there is no finite estimate.
  private static let quickIterations = 8

  func solve(from start: [Double]?) throws(RegressionError) -> Solution {
    var state = try firstState(start)
    var step: [Double] = []
    for iteration in 1...Self.iterationLimit {
      let factor = try factored(state, after: step, iteration)
      step = factor.solve(state.equations.score)
      let decrement = zip(step, state.equations.score).reduce(0) { $0 + $1.0 * $1.1 }
      if iteration > Self.quickIterations && decrement > 1e-3 * state.decrement {
        try requireNoSeparation(along: step, iteration)
      }
      if let here = state.coefficients, isNegligible(decrement, state) {
        return Solution(
          coefficients: zip(here, step).map(+), information: factor, deviance: state.equations.deviance,
          iterations: iteration)
      }
      state.decrement = decrement
      state.largestDecrement = max(state.largestDecrement, decrement)
      state = try advanced(state, step, iteration)
    }
    throw .notConverged(iterations: Self.iterationLimit, change: changeInErrors(state))
  }

  // MARK: Start

  private func firstState(_ start: [Double]?) throws(RegressionError) -> State {
    if let start {
      let centered = model.matrix.centered(start)
      let equations = equations(at: .coefficients(centered))
      if equations.deviance.isFinite { return State(coefficients: centered, equations: equations) }
    }
    let equations = equations(at: .outcomes)
    if equations.deviance.isFinite { return State(equations: equations) }
    return try meanState()
  }

  /// The model in which all means are equal, a point in every range.
  private func meanState() throws(RegressionError) -> State {
    var coefficients = [Double](repeating: 0, count: model.matrix.columnCount)
    coefficients[0] = model.link.predictor(mean(model.outcome)) - (model.offset.map(mean) ?? 0)
    let equations = equations(at: .coefficients(coefficients))
    guard model.matrix.hasIntercept && equations.deviance.isFinite else { throw .noStart(model.link) }
    return State(coefficients: coefficients, equations: equations)
  }

  private func mean(_ values: [Double]) -> Double {
    model.matrix.rows.reduce(0) { $0 + (weights[$1] == 0 ? 0 : weights[$1] * values[$1]) } / used.size
  }

  // MARK: Steps

  private func advanced(_ state: State, _ step: [Double], _ iteration: Int) throws(RegressionError) -> State {
    let slack = 1e-9 * state.equations.deviance.magnitude + 1e-15 * state.largestDecrement
    var fraction = 1.0
    for _ in 0..<30 {
      let candidate = (state.coefficients.map { zip($0, step).map { $0 + fraction * $1 } }) ?? step
      let equations = equations(at: .coefficients(candidate))
      var next = state
      (next.coefficients, next.equations) = (candidate, equations)
      if state.coefficients == nil { return equations.deviance.isFinite ? next : try meanState() }
      if equations.deviance <= state.equations.deviance + slack { return next }
      fraction /= 2
    }
    throw .notConverged(iterations: iteration, change: changeInErrors(state))
  }

  /// Below the tolerance, or as small as rounding lets it become.
  private func isNegligible(_ decrement: Double, _ state: State) -> Bool {
    decrement <= Self.tolerance * Self.tolerance * unitDecrement(state)
      || decrement >= 0.9 * state.decrement && decrement <= 1e-14 * state.largestDecrement
  }

  /// The decrement of a step of one standard error: mean weight times dispersion.
  private func unitDecrement(_ state: State) -> Double {
    model.family.hasFreeDispersion ? state.equations.deviance / Double(used.count) : used.meanWeight
  }

  private func changeInErrors(_ state: State) -> Double {
    (state.decrement / unitDecrement(state)).magnitude.squareRoot()
  }

  /// The information's factor. At the start a column without its own part is aliased; later it has lost its weight.
  private func factored(
    _ state: State, after step: [Double], _ iteration: Int
  ) throws(RegressionError) -> Cholesky {
    let columns = InformationColumns(state.equations.information, model.matrix)
    if let factor = columns.factor { return factor }
    guard iteration > 1 else { throw .aliasedTerms(columns.dependent.map { model.matrix.labels[$0] }) }
    try requireNoSeparation(along: step, iteration)
    throw .notConverged(iterations: iteration, change: changeInErrors(state))
  }
}
