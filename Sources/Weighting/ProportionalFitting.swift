/// Iterative proportional fitting of cell weights to margins.
struct ProportionalFitting {
  let margins: [Margin]
  /// The level of each cell, by margin.
  let groups: [Auxiliaries.LevelGroup]
  let weights: [Double]

  /// The factor by which each cell is multiplied.
  func factors(tolerance: Double, maximumIterations: Int) throws(WeightingError) -> [Double] {
    var factors = [Double](repeating: 1, count: weights.count)
    var (previous, iteration, stalled, checkpoint) = (Double.infinity, 0, 0, Double.infinity)
    while iteration < maximumIterations {
      let error = sweep(&factors)
      iteration += 1
      if error <= tolerance { return factors }
      // Margins that no weights meet leave a cycle, whose error is constant: nothing is gained by waiting for its end.
      if iteration % 500 == 0 {
        if error > 0.99 * checkpoint { break }
        checkpoint = error
      }
      // A round cannot do better than rounding: the error stops falling and stays.
      stalled = error < previous ? 0 : stalled + 1
      if stalled > 2 && error <= 1e3 * .ulpOfOne { return factors }
      previous = min(previous, error)
    }
    throw worst(factors, iterations: iteration)
  }

  /// One round over the margins. Returns the largest relative error that a margin had before its turn, in rounds after
  /// the first the error that the margins before it gave it.
  private func sweep(_ factors: inout [Double]) -> Double {
    var error = 0.0
    for (margin, group) in zip(margins, groups) {
      let sums = levelSums(of: group, factors)
      var ratios = [Double](repeating: 1, count: sums.count)
      for level in sums.indices where sums[level] > 0 {
        ratios[level] = (margin.counts[level] ?? 0) / sums[level]
        error = max(error, (1 - 1 / ratios[level]).magnitude)
      }
      for (cell, level) in group.levels.enumerated() where level >= 0 { factors[cell] *= ratios[Int(level)] }
    }
    return error
  }

  private func levelSums(of group: Auxiliaries.LevelGroup, _ factors: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: group.terms.count)
    for (cell, level) in group.levels.enumerated() where level >= 0 {
      sums[Int(level)] += weights[cell] * factors[cell]
    }
    return sums
  }

  private func worst(_ factors: [Double], iterations: Int) -> WeightingError {
    var (worst, result) = (-1.0, WeightingError.allWeightsZero)
    for (margin, group) in zip(margins, groups) {
      for (level, sum) in levelSums(of: group, factors).enumerated() {
        guard let count = margin.counts[level], count > 0 else { continue }
        let error = (sum / count - 1).magnitude
        guard !(error <= worst) else { continue }
        worst = error
        result = .rakingNotConverged(
          margin: margin.name, level: margin.factor.levels[level], count: count, attained: sum, iterations: iterations)
      }
    }
    return result
  }
}
