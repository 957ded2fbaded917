/// The cheapest sample that meets every target: in real numbers, and in whole units.
public struct LeastCostAllocation: Sendable, Hashable {
  public let continuous: ContinuousAllocation
  /// Whole n_h. Every target is met, and one unit less anywhere above the minima misses one.
  public let integer: PlannedSizes
  /// No whole-number allocation that meets the targets costs less; at least the continuous cost.
  public let costLowerBound: Double

  /// What `integer` costs above the bound: it is at most this far from the optimum, and is one where this is 0.
  public var costGap: Double { max(integer.cost - costLowerBound, 0) }
}

extension PrecisionRequirements {
  /// The allocation of least cost that meets every target.
  ///
  /// The whole numbers start from the greedy path and from the continuous optimum rounded up; spare units are removed, units
  /// exchanged, and where that is quick all allocations that could be cheaper are searched. With one target and equal costs
  /// the result is Wright's optimum, the first in order of the strata.
  /// - Parameter searchSteps: Partial allocations that the search may look at; 0 leaves it out.
  /// - Throws: ``MultivariateAllocationError`` naming the target that even the maxima miss.
  public func leastCostAllocation(searchSteps: Int = 200_000) throws(MultivariateAllocationError) -> LeastCostAllocation
  {
    let continuous = try continuousAllocation()
    let solver = IntegerSolver(
      problem: RelativeVariances(of: self).withoutForcedSizes, continuous: continuous, searchSteps: searchSteps)
    let (ledger, bound) = solver.solution
    return LeastCostAllocation(
      continuous: continuous, integer: PlannedSizes(of: self, sampleSizes: ledger.sizes), costLowerBound: bound)
  }
}

/// Whole numbers near a continuous optimum.
struct IntegerSolver: Sendable {
  let problem: RelativeVariances
  let continuous: ContinuousAllocation
  let searchSteps: Int

  /// An allocation from which no unit can be removed, and a cost that none goes below.
  var solution: (ledger: UnitLedger, costLowerBound: Double) {
    let multipliers = continuous.multipliers
    let improvement = IntegerImprovement(for: problem, multipliers: multipliers)
    let rounded = roundedUp
    let path = GreedyPath(for: problem, multipliers: multipliers).firstMeetingTargets(costLimit: rounded.cost)
    let known = improvement.cheapest(from: [path, rounded].compactMap { $0 })
    let bound = LagrangianBound(for: problem, multipliers: multipliers)
    guard searchSteps > 0 else { return (known, costBound(bound.value, known: known)) }
    var search = IntegerSearch(below: known, bound: bound, steps: searchSteps)
    search.run()
    guard !search.isComplete else { return (search.best, search.best.cost) }
    let best = improvement.cheapest(from: [search.best])
    return (best, costBound(bound.value, known: best))
  }

  /// The continuous sizes rounded up meet the targets; rounding is undone where it has lifted a whole number.
  private var roundedUp: UnitLedger {
    let sizes = continuous.plan.sampleSizes.enumerated().map { h, n in
      max((n * (1 - 1e-9)).rounded(.up), problem.wholeMinimum(of: h))
    }
    let ledger = UnitLedger(of: problem, sizes: sizes)
    guard !ledger.meetsEveryTarget else { return ledger }
    let plain = continuous.plan.sampleSizes.enumerated().map { h, n in
      min(max(n.rounded(.down) + 1, problem.wholeMinimum(of: h)), problem.limits[h].upperBound)
    }
    return UnitLedger(of: problem, sizes: plain)
  }

  private func costBound(_ value: Double, known: UnitLedger) -> Double {
    let bound = value - 1e-12 * known.cost
    guard let step = problem.commonCost else { return min(bound, known.cost) }
    // Costs are multiples of one unit's; a bound a hair above one of them is that one.
    return min((bound / step * (1 - 1e-9)).rounded(.up) * step, known.cost)
  }
}
