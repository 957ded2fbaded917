import Glibc
import LinearAlgebra

/// Poisson sampling given its sample size: the fixed-size design of maximum entropy with given inclusion probabilities.
///
/// ```
/// p(s) ∝ exp Σ_{k ∈ s} λ_k      abs(s) = n        π_k(λ) = π_k        ∂π_k/∂λ_l = π_kl - π_k π_l
/// ```
/// The λ maximize a concave function, so Newton's method with halved steps finds them from anywhere; it starts from
/// log(π_k / (1 - π_k)), which is right for large samples.
/// > Source: Chen, Dempster and Liu (1994), Biometrika 81, 457-469. Compared with `UPMEpik2frompikw` of R sampling 2.9, whose
/// > iteration stops at 1e-6; here the inclusion probabilities agree to 1e-12.
struct ConditionalPoisson {
  /// π_kl, N × N, zero on the diagonal.
  let pairs: Matrix
  /// `λ_k`, up to a common constant.
  let canonicalParameters: [Double]

  /// Rounding in sums over N units; beyond it steps no longer help.
  private static let tolerance = 1e-12
  private static let iterations = 50

  /// - Precondition: strictly between 0 and 1, with a whole sum.
  init(inclusionProbabilities given: [Double]) throws(SamplingPlanError) {
    let sum = given.reduce(0, +)
    // Probabilities that add up to 2.9999998 are those of no design of three units; scaled they are.
    let target = given.map { $0 * sum.rounded() / sum }
    let size = Int(sum.rounded())
    var state = State(parameters: target.map { log($0 / (1 - $0)) }, target: target, size: size)
    for _ in 0..<Self.iterations where state.residual > Self.tolerance / 10 {
      guard let next = try Self.improved(state, target: target, size: size) else { break }
      state = next
    }
    guard state.residual <= Self.tolerance else { throw .canonicalWeightsNotFound(residual: state.residual) }
    canonicalParameters = state.parameters
    pairs = Matrix(columnMajor: state.weights.pairs, rows: given.count, columns: given.count)
  }

  /// Parameters with the inclusion probabilities they give.
  private struct State {
    let parameters: [Double]
    let weights: SelectionWeights
    let probabilities: [Double]
    /// The largest relative difference from the probabilities wanted, those added to a floor that stands for the rounding
    /// of their sum: it is n only to n units in the last place, and no design comes nearer than that.
    let residual: Double

    init(parameters: [Double], target: [Double], size: Int) {
      self.parameters = parameters
      weights = SelectionWeights(parameters.map(SelectableUnit.init(logOdds:)), size: size, marking: false)
      probabilities = weights.singles
      let floor = Double(size) * .ulpOfOne / tolerance
      let residual = zip(probabilities, target).reduce(0) { max($0, abs($1.0 - $1.1) / ($1.1 + floor)) }
      // Weights out of range give 0/0: as far off as can be.
      self.residual = residual.isFinite && probabilities.allSatisfy(\.isFinite) ? residual : .infinity
    }
  }

  /// The first of Newton's step and its halves that comes nearer; nil where none does.
  private static func improved(_ state: State, target: [Double], size: Int) throws(SamplingPlanError) -> State? {
    guard let step = newtonStep(from: state, target: target) else {
      throw .canonicalWeightsNotFound(residual: state.residual)
    }
    for halvings in 0..<30 {
      let factor = scalbn(1.0, -Int32(halvings))
      let parameters = zip(state.parameters, step).map { $0 + factor * $1 }
      let next = State(parameters: parameters, target: target, size: size)
      if next.residual < state.residual { return next }
    }
    return nil
  }

  /// Solves `C δ = π - π(λ)` with the covariance matrix C of the sample indicators.
  ///
  /// C is singular along the constant vector, for n is fixed. Scaled to unit diagonal, that direction u is given an
  /// eigenvalue of 1; the right-hand side has no part in it.
  private static func newtonStep(from state: State, target: [Double]) -> [Double]? {
    let pi = state.probabilities
    let joint = state.weights.pairs
    let roots = pi.map { ($0 * (1 - $0)).squareRoot() }
    let sumOfSquares = roots.reduce(0) { $0 + $1 * $1 }
    let scaled = Matrix(rows: pi.count, columns: pi.count) { k, l in
      let covariance = k == l ? pi[k] * (1 - pi[k]) : joint[k + l * pi.count] - pi[k] * pi[l]
      return covariance / (roots[k] * roots[l]) + roots[k] * roots[l] / sumOfSquares
    }
    let gap = pi.indices.map { (target[$0] - pi[$0]) / roots[$0] }
    guard let solution = try? Cholesky(scaled).solve(gap) else { return nil }
    return zip(solution, roots).map { $0 / $1 }
  }
}
