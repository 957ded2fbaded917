import ExtendedPrecision

/// Whole numbers of units and the relative variances that they give, kept exact while units come and go.
struct UnitLedger: Sendable {
  let problem: RelativeVariances
  /// n_h.
  private(set) var sizes: [Double]
  /// r_j.
  private(set) var ratios: [Double]
  private var sums: ExactSumTable

  /// - Precondition: sizes are whole numbers of at least 1.
  init(of problem: RelativeVariances, sizes: [Double]) {
    (self.problem, self.sizes) = (problem, sizes)
    let sums = problem.exactSums(at: sizes)
    self.sums = sums
    ratios = (0..<problem.targetCount).map { sums[$0].value }
  }

  var meetsEveryTarget: Bool { ratios.allSatisfy { $0 <= 1 } }
  var largestRatio: Double { ratios.reduce(0, max) }
  var cost: Double { problem.cost(of: sizes) }

  /// l_h of whole units; nothing is known of a stratum without any, so it is at least 1.
  func minimum(of h: Int) -> Double { problem.wholeMinimum(of: h) }
  func maximum(of h: Int) -> Double { problem.limits[h].upperBound }

  mutating func add(_ units: Double, to h: Int) {
    exchangeTerms(of: h, from: sizes[h], to: sizes[h] + units)
    sizes[h] += units
    for j in ratios.indices where problem.coefficients[j, h] > 0 { ratios[j] = sums[j].value }
  }

  /// Whether every target is met with one unit less of stratum h.
  mutating func isSpare(_ h: Int) -> Bool {
    guard sizes[h] > minimum(of: h) else { return false }
    let growth = problem.reciprocalExcess(sizes[h] - 1, in: h) - problem.reciprocalExcess(sizes[h], in: h)
    var nearest = 0.0
    for j in ratios.indices {
      nearest = max(nearest, ratios[j] + problem.coefficients[j, h] * growth)
      if nearest > 1 + 1e-9 { return false }
    }
    return nearest < 1 - 1e-9 || isExactlySpare(h)
  }

  /// Where rounding could decide, the sums of the sizes themselves do.
  private mutating func isExactlySpare(_ h: Int) -> Bool {
    exchangeTerms(of: h, from: sizes[h], to: sizes[h] - 1)
    let isMet = ratios.indices.allSatisfy { sums[$0].value <= 1 }
    exchangeTerms(of: h, from: sizes[h] - 1, to: sizes[h])
    return isMet
  }

  private mutating func exchangeTerms(of h: Int, from old: Double, to new: Double) {
    let (before, after) = (problem.reciprocalExcess(old, in: h), problem.reciprocalExcess(new, in: h))
    for j in ratios.indices where problem.coefficients[j, h] > 0 {
      sums.add(-problem.coefficients[j, h] * before, to: j)
      sums.add(problem.coefficients[j, h] * after, to: j)
    }
  }
}

extension UnitLedger {
  /// Removes units until none can go, the strata in this order.
  ///
  /// A unit that cannot go now cannot go later either, since every removal raises the variances: one pass leaves a minimal
  /// allocation.
  mutating func removeSpareUnits(in order: [Int]) {
    for h in order {
      while isSpare(h) { add(-1, to: h) }
    }
  }
}

extension RelativeVariances {
  func wholeMinimum(of h: Int) -> Double { max(limits[h].lowerBound.rounded(.up), 1) }
}
