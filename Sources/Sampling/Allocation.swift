/// A sample divided among the strata of a frame, and how precise the stratified total will be.
///
/// ```
/// V(Ŷ) = Σ_h N_h (N_h - n_h) S_h² / n_h
/// ```
/// > Source: Cochran (1977), theorem 5.3.
public struct Allocation: Sendable, Hashable {
  public let strata: StratumSummary
  /// n_h, H numbers in the order of the strata; whole only where the method makes them so.
  public let sampleSizes: [Double]

  /// - Precondition: one sample size a stratum.
  public init(of strata: StratumSummary, sampleSizes: [Double]) {
    precondition(sampleSizes.count == strata.count, "one sample size a stratum")
    self.strata = strata
    self.sampleSizes = sampleSizes
  }

  /// n = Σ n_h.
  public var sampleSize: Double { sampleSizes.reduce(0, +) }

  /// Strata of which every unit is taken.
  public var takesAll: [Bool] { zip(sampleSizes, strata.populationSizes).map { $0 >= $1 } }

  /// n_h / N_h, the inclusion probability of a unit of stratum h.
  public var samplingFractions: [Double] { zip(sampleSizes, strata.populationSizes).map { $0 / $1 } }

  /// V(Ŷ) in the unit of y squared; nil where a stratum that varies has no unit, or one has more than there are.
  public var varianceOfTotal: Double? {
    var sum = 0.0
    for h in sampleSizes.indices {
      let (n, size, deviation) = (sampleSizes[h], strata.populationSizes[h], strata.standardDeviations[h])
      guard n <= size, n > 0 || deviation == 0 else { return nil }
      if deviation > 0 { sum += size * (size - n) * deviation * deviation / n }
    }
    return sum
  }

  /// √V(Ŷ) / abs(Y); nil also where the total is 0.
  public var coefficientOfVariationOfTotal: Double? {
    guard let varianceOfTotal, strata.total != 0 else { return nil }
    return varianceOfTotal.squareRoot() / abs(strata.total)
  }

  /// Σ c_h n_h, in the unit of the H costs of a unit.
  public func cost(unitCosts: [Double]) throws(SamplingPlanError) -> Double {
    zip(try strata.checkedCosts(unitCosts), sampleSizes).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension StratumSummary {
  /// Divides n units by a rule; the n_h are real numbers.
  ///
  /// - Parameters:
  ///   - rule: The share of each stratum.
  ///   - sampleSize: n, positive.
  ///   - limits: `.none` for the bare formula, `.takeAll` to stop at N_h and divide the rest anew.
  /// - Throws: ``SamplingPlanError`` where the limits leave no room, or a stratum cannot be used by the rule.
  public func allocation(
    _ rule: AllocationRule, sampleSize: Double, within limits: AllocationLimits = .takeAll
  ) throws(SamplingPlanError) -> Allocation {
    let prices = [Double](repeating: 1, count: count)
    return try divide(sampleSize, by: rule, prices: prices, within: limits)
  }

  /// Spends a budget C so that the variance of the total is least: `n_h = C (N_h S_h / √c_h) / Σ N_h S_h √c_h`.
  ///
  /// - Parameters:
  ///   - budget: C, in the unit of the costs, without what does not depend on the sample.
  ///   - unitCosts: c_h, H positive costs of a unit.
  ///   - limits: As for a sample size.
  /// > Source: Cochran (1977), equations (5.23) and (5.24).
  public func allocation(
    budget: Double, unitCosts: [Double], within limits: AllocationLimits = .takeAll
  ) throws(SamplingPlanError) -> Allocation {
    let prices = try checkedCosts(unitCosts)
    return try divide(budget, by: .costOptimal(unitCosts: prices), prices: prices, within: limits)
  }

  private func divide(
    _ amount: Double, by rule: AllocationRule, prices: [Double], within limits: AllocationLimits
  ) throws(SamplingPlanError) -> Allocation {
    guard amount > 0, amount.isFinite else { throw .sampleSizeNotPositive(amount) }
    let division = BoundedShares(
      shares: try rule.shares(of: self), prices: prices, limits: try limits.resolved(for: self))
    return Allocation(of: self, sampleSizes: try division.divide(amount))
  }
}
