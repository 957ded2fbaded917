import Sampling
import TestSupport
import Testing

/// Whether a unit of some stratum above its minimum could be left out.
private func hasSpareUnit(_ plan: PlannedSizes) -> Bool {
  plan.sampleSizes.indices.contains { h in
    guard plan.sampleSizes[h] > max(plan.requirements.limits[h].lowerBound, 1) else { return false }
    var fewer = plan.sampleSizes
    fewer[h] -= 1
    return PlannedSizes(of: plan.requirements, sampleSizes: fewer).meetsEveryTarget
  }
}

@Suite struct LeastCostAllocationTests {
  @Test(arguments: [0, 20_000]) func wholeNumbersMeetEveryTargetAndNoUnitIsSpare(searchSteps: Int) throws {
    var (worst, proven) = (0.0, 0)
    for problem in try AllocationProblem.all() {
      let found = try problem.requirements.leastCostAllocation(searchSteps: searchSteps)
      #expect(found.integer.meetsEveryTarget && !hasSpareUnit(found.integer), "\(problem.number)")
      let limits = zip(found.integer.sampleSizes, problem.requirements.limits)
      #expect(limits.allSatisfy { $1.contains($0) && $0.rounded() == $0 })
      #expect(found.costLowerBound >= found.continuous.plan.cost * (1 - 1e-11), "\(problem.number)")
      #expect(found.integer.cost >= found.costLowerBound)
      worst = max(worst, found.costGap / problem.requirements.largestCostOfAStep)
      proven += found.costGap == 0 ? 1 : 0
    }
    #expect(worst <= 4 && proven >= (searchSteps > 0 ? 60 : 20), "\(worst) \(proven)")
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>) func oneTargetGivesWrightsOptimum(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let labels = (0..<8).map { "h\($0)" }
    let strata = try StratumSummary(
      labels: labels, populationSizes: labels.map { _ in Double(Int.random(in: 2...200, using: &generator)) },
      means: labels.map { _ in Double.random(in: 1..<50, using: &generator) },
      standardDeviations: labels.map { _ in Double.random(in: 0.5..<40, using: &generator) })
    let cv = Double.random(in: 0.01..<0.2, using: &generator)
    let wright = try strata.integerAllocation(targetCV: cv, within: AllocationLimits(minimum: 2))
    let given = try PrecisionRequirements(
      strata: labels, populationSizes: strata.populationSizes,
      targets: [PrecisionTarget(name: "y", coefficientOfVariation: cv, of: strata)])
    let found = try given.leastCostAllocation()
    #expect(found.integer.sampleSizes == wright.sampleSizes)
    let budget = try given.leastRatioAllocation(budget: wright.sampleSize + 7)
    if wright.sampleSize + 7 <= strata.populationSize {
      let larger = try strata.integerAllocation(
        sampleSize: Int(wright.sampleSize) + 7, within: AllocationLimits(minimum: 2))
      #expect(budget.integer.sampleSizes == larger.sampleSizes)
    }
  }

  @Test func aLargeProblemStaysNearItsBound() throws {
    let given = try randomRequirements(seed: 8, strata: 400, targets: 30)
    let found = try given.leastCostAllocation()
    #expect(found.integer.meetsEveryTarget && !hasSpareUnit(found.integer))
    #expect(found.costGap <= 2e-3 * found.integer.cost)
  }

  @Test func theSameProblemGivesTheSameBits() throws {
    let given = try randomRequirements(seed: 9, strata: 40, targets: 8)
    let results = try (1...3).map { _ in try given.leastCostAllocation() }
    #expect(results[1] == results[0] && results[2] == results[0])
  }
}

extension PrecisionRequirements {
  /// The dearest unit, the scale of what rounding to whole numbers costs.
  fileprivate var largestCostOfAStep: Double { unitCosts.reduce(0, max) }
}
