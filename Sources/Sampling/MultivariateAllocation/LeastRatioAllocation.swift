import RandomStreams

/// The most precise sample for a budget: the largest ratio of a coefficient of variation to its target is least.
public struct LeastRatioAllocation: Sendable, Hashable {
  /// The real-valued optimum; its multipliers are those of all targets times ``factor``.
  public let continuous: ContinuousAllocation
  /// Whole n_h within the budget. ``PlannedSizes/largestRatio`` is at least ``factor``.
  public let integer: PlannedSizes

  /// The least factor by which all targets together can be multiplied; above 1 where the budget does not reach them.
  public var factor: Double { continuous.plan.largestRatio }
}

extension PrecisionRequirements {
  /// Spends a budget so that the target missed by most is missed by least.
  ///
  /// - Parameters:
  ///   - budget: In the unit of the costs; where all units cost 1 it is the sample size n.
  ///   - searchSteps: As for ``leastCostAllocation(searchSteps:)``; 0 leaves the search out.
  /// - Throws: ``MultivariateAllocationError/budgetBelowMinima(budget:needed:)``; every stratum gets at least one unit.
  /// - Complexity: Some ten solutions for given targets.
  public func leastRatioAllocation(
    budget: Double, searchSteps: Int = 200_000
  ) throws(MultivariateAllocationError) -> LeastRatioAllocation {
    guard budget > 0, budget.isFinite else { throw .budgetNotPositive(budget) }
    let problem = RelativeVariances(of: self)
    let needed = problem.cost(of: problem.wholeMinima)
    guard needed <= budget * (1 + 1e-12) else { throw .budgetBelowMinima(budget: budget, needed: needed) }
    let continuous = try FactorSearch(requirements: self, budget: budget).allocation()
    let exchange = RatioExchange(budget: budget, weights: problem.combined(continuous.multipliers))
    let search = LeastRatioSearch(requirements: self, budget: budget, searchSteps: searchSteps)
    let integer = try search.improved(exchange.improved(wholeStart(continuous, of: problem, budget: budget)))
    return LeastRatioAllocation(
      continuous: continuous, integer: PlannedSizes(of: self, sampleSizes: integer.sizes))
  }
}

extension PrecisionRequirements {
  /// As far along the greedy path as the budget reaches; without multipliers, the sizes that no target decides.
  private func wholeStart(
    _ continuous: ContinuousAllocation, of problem: RelativeVariances, budget: Double
  ) -> UnitLedger {
    guard continuous.multipliers.contains(where: { $0 > 0 }) else {
      let sizes = zip(continuous.plan.sampleSizes, problem.wholeMinima).map { max($0.rounded(.down), $1) }
      return UnitLedger(of: problem, sizes: sizes)
    }
    return GreedyPath(for: problem, multipliers: continuous.multipliers).last(within: budget)
  }
}

/// The common factor of all targets at which the least cost is the budget.
///
/// Newton's method in logarithms, `d log C / d log ρ = -2 Σ_j λ_j / C`, within a bracket: without limits the cost is nearly a
/// power of ρ, so that few steps are needed.
struct FactorSearch: Sendable {
  let requirements: PrecisionRequirements
  let budget: Double

  private static let maximumSteps = 200
  private static let tolerance = 1e-12

  func allocation() throws(MultivariateAllocationError) -> ContinuousAllocation {
    let problem = RelativeVariances(of: requirements)
    let smallest = problem.largestFactor(at: problem.largestSizes)
    let largest = problem.largestFactor(at: problem.wholeMinima)
    if largest == 0 { return .unpriced(problem.wholeMinima, of: requirements) }
    if problem.cost(of: problem.largestSizes) <= budget {
      return .unpriced(problem.largestSizes, of: requirements)
    }
    if smallest > 0 {
      // Rounding must not make the smallest factor unreachable.
      let finest = try requirements.continuousAllocation(factor: smallest * (1 + 1e-14))
      if finest.plan.cost <= budget { return finest }
    }
    return try root(between: smallest, and: largest)
  }

  private func root(
    between smallest: Double, and largest: Double
  ) throws(MultivariateAllocationError) -> ContinuousAllocation {
    var (low, high, factor) = (smallest, largest, smallest < 1 && 1 < largest ? 1 : (smallest + largest) / 2)
    for _ in 0..<Self.maximumSteps {
      let found = try requirements.continuousAllocation(factor: factor)
      let excess = found.plan.cost / budget - 1
      if abs(excess) <= Self.tolerance || high - low <= 1e-15 * high { return found }
      if excess > 0 { low = factor } else { high = factor }
      factor = next(after: factor, cost: found.plan.cost, price: found.multipliers.reduce(0, +), low: low, high: high)
    }
    return try requirements.continuousAllocation(factor: high)
  }

  private func next(after factor: Double, cost: Double, price: Double, low: Double, high: Double) -> Double {
    let step = logarithm(cost / budget) * cost / (2 * price)
    // Half or double at most: farther away other limits bind. Without a price the step is not a number.
    let newton = factor * (abs(step) <= 1 ? exponential(step) : step > 0 ? 2.5 : 0.4)
    return price > 0 && newton > low && newton < high ? newton : (low + high) / 2
  }
}

extension ContinuousAllocation {
  /// Sizes that no target decides.
  static func unpriced(_ sizes: [Double], of requirements: PrecisionRequirements) -> ContinuousAllocation {
    let none = requirements.targets.map { _ in 0.0 }
    return ContinuousAllocation(
      plan: PlannedSizes(of: requirements, sampleSizes: sizes), multipliers: none, residual: .zero,
      binding: none.map { _ in false })
  }
}

extension RelativeVariances {
  var wholeMinima: [Double] { limits.indices.map { wholeMinimum(of: $0) } }

  /// The least factor at which these sizes meet all targets.
  func largestFactor(at sizes: [Double]) -> Double { exactValues(at: sizes).reduce(0, max).squareRoot() }
}
