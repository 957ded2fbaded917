/// The allocations that grow from the minima by the unit with the largest gain for its cost.
///
/// ```
/// gain of the unit after n:  s_h / (n (n + 1)) / c_h        s_h = Σ_j λ_j a_jh
/// ```
/// With one target and equal costs each of them has the least variance of its size. With more, the λ_j of the continuous
/// optimum weigh the targets.
/// > Source: Wright (2012), The American Statistician 66, 217-224, algorithm III.
struct GreedyPath: Sendable {
  let problem: RelativeVariances
  /// s_h / c_h.
  private let weights: [Double]

  init(for problem: RelativeVariances, multipliers: [Double]) {
    self.problem = problem
    // The multiplier of a single target would only round the gains.
    let combined = problem.combined(problem.targetCount == 1 ? [1] : multipliers)
    weights = zip(combined, problem.unitCosts).map(/)
  }

  /// The first allocation on the path that meets every target; nil where that costs more than the limit.
  ///
  /// A target without multiplier is not on the path's way: it may be met only at the end, or never.
  func firstMeetingTargets(costLimit: Double) -> UnitLedger? {
    let start = lastPrefix { problem.values(at: $0).contains { $0 > 1 + 1e-9 } }
    var ledger = UnitLedger(of: problem, sizes: start)
    while !ledger.meetsEveryTarget {
      guard let h = next(after: ledger.sizes, affordable: costLimit * (1 + 1e-12) - ledger.cost) else { return nil }
      ledger.add(1, to: h)
    }
    return ledger
  }

  /// The path as far as a budget reaches; then the next units that it still pays for.
  func last(within budget: Double) -> UnitLedger {
    var ledger = UnitLedger(of: problem, sizes: lastPrefix { problem.cost(of: $0) < budget })
    while let h = next(after: ledger.sizes, affordable: budget - ledger.cost + 1e-12 * budget) { ledger.add(1, to: h) }
    return ledger
  }

  private func gain(_ h: Int, after n: Double) -> Double { weights[h] / (n * (n + 1)) }

  /// The stratum of the next unit; of equal gains the first.
  private func next(after sizes: [Double], affordable: Double) -> Int? {
    var best: (stratum: Int, gain: Double)?
    for h in problem.varying where sizes[h] < problem.limits[h].upperBound && problem.unitCosts[h] <= affordable {
      let gain = gain(h, after: sizes[h])
      if gain > best?.gain ?? 0 { best = (h, gain) }
    }
    return best?.stratum
  }

  /// All units with a gain above a threshold, for the smallest threshold at which the condition holds; the minima where it
  /// never does.
  private func lastPrefix(where holds: ([Double]) -> Bool) -> [Double] {
    let minima = problem.limits.indices.map { problem.wholeMinimum(of: $0) }
    let gains = problem.varying.map { gain($0, after: minima[$0]) }
    guard var high = gains.max(), high > 0 else { return minima }
    var low = problem.varying.reduce(high) { least, h in
      weights[h] > 0 ? min(least, gain(h, after: problem.limits[h].upperBound)) : least
    }
    while high / low > 1 + 1e-12 {
      let middle = high.squareRoot() * low.squareRoot()
      if holds(sizes(above: middle, minima: minima)) { high = middle } else { low = middle }
    }
    return sizes(above: high, minima: minima)
  }

  private func sizes(above threshold: Double, minima: [Double]) -> [Double] {
    minima.enumerated().map { h, minimum in
      let maximum = problem.limits[h].upperBound
      let root = ((1 + (1 + 4 * weights[h] / threshold).squareRoot()) / 2).rounded(.down)
      var n = min(max(root, minimum), maximum)
      while n < maximum && gain(h, after: n) > threshold { n += 1 }
      while n > minimum && gain(h, after: n - 1) <= threshold { n -= 1 }
      return n
    }
  }
}
