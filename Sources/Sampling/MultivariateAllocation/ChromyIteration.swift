import LinearAlgebra

/// Chromy's iteration for the multipliers, which nears an optimum fast and reaches it slowly.
///
/// ```
/// λ_j ← λ_j (Σ_h b_jh / n_h)²        b_jh = a_jh / (1 + Σ_k a_jk / N_k)        n_h = √(Σ_j λ_j a_jh / c_h) within limits
/// ```
/// Here it only supplies the start of ``InteriorPointSolver``: a target that does not bind loses its multiplier no faster than
/// geometrically.
/// > Source: Chromy (1987), Proceedings of the Survey Research Methods Section, ASA, 194-199; Bethel (1989), Survey
/// > Methodology 15, 47-57. Unlike theirs the multipliers are not normalized, because limits on n_h fix their scale.
struct ChromyIteration: Sendable {
  let problem: RelativeVariances
  /// `1 + Σ_h a_jh / N_h`, J numbers.
  private let bounds: [Double]

  init(for problem: RelativeVariances) {
    self.problem = problem
    bounds = problem.bounds
  }

  /// Multipliers after some steps, from the solution of each target by itself, `√λ_j = Σ_h √(c_h a_jh) / bound_j`.
  func multipliers(steps: Int) -> [Double] {
    let roots = problem.unitCosts.map { $0.squareRoot() }
    var multipliers = bounds.indices.map { j in
      let sum = problem.varying.reduce(0) { $0 + roots[$1] * problem.coefficients[j, $1].squareRoot() } / bounds[j]
      return sum * sum / Double(bounds.count)
    }
    for _ in 0..<steps { multipliers = next(multipliers) }
    return multipliers
  }

  /// One step.
  func next(_ multipliers: [Double]) -> [Double] {
    let sizes = problem.sizes(forMultipliers: multipliers)
    let sums = problem.coefficients * sizes.map { $0 > 0 ? 1 / $0 : 0 }
    return multipliers.indices.map { j in
      let ratio = sums[j] / bounds[j]
      return multipliers[j] * ratio * ratio
    }
  }
}
