/// A cost that no whole-number allocation meeting the targets can go below.
///
/// ```
/// B = Σ_h min_n [c_h n + s_h z_h(n)] - Σ_j λ_j        over whole n within the limits
/// ```
/// For any λ >= 0, since `Σ_j λ_j (r_j - 1)` is at most 0 where targets are met. At the multipliers of the continuous optimum
/// it is at least the continuous cost.
struct LagrangianBound: Sendable {
  let problem: RelativeVariances
  /// s_h.
  let weights: [Double]
  /// The n at which each stratum's term is least.
  let sizes: [Double]
  let value: Double

  init(for problem: RelativeVariances, multipliers: [Double]) {
    let weights = problem.combined(multipliers)
    let sizes = weights.enumerated().map { h, weight in
      let real = (max(weight, 0) / problem.unitCosts[h]).squareRoot()
      let below = min(max(real.rounded(.down), problem.wholeMinimum(of: h)), problem.limits[h].upperBound)
      let above = min(below + 1, problem.limits[h].upperBound)
      let terms = [below, above].map { problem.unitCosts[h] * $0 + weight * problem.reciprocalExcess($0, in: h) }
      return terms[0] <= terms[1] ? below : above
    }
    (self.problem, self.weights, self.sizes) = (problem, weights, sizes)
    let sum = sizes.enumerated().reduce(0) {
      $0 + problem.unitCosts[$1.offset] * $1.element
        + weights[$1.offset] * problem.reciprocalExcess($1.element, in: $1.offset)
    }
    value = multipliers.reduce(sum, -)
  }

  /// What a stratum's term exceeds its least by.
  func penalty(of n: Double, in h: Int) -> Double {
    let excess = problem.reciprocalExcess(n, in: h) - problem.reciprocalExcess(sizes[h], in: h)
    return max(problem.unitCosts[h] * (n - sizes[h]) + weights[h] * excess, 0)
  }
}
