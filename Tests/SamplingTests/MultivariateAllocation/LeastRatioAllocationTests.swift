import Sampling
import TestSupport
import Testing

@Suite struct LeastRatioAllocationTests {
  @Test func theLeastCostOfTheTargetsBuysTheTargets() throws {
    for problem in try AllocationProblem.all() {
      let least = try problem.requirements.continuousAllocation()
      let found = try problem.requirements.leastRatioAllocation(budget: least.plan.cost, searchSteps: 0)
      // Where no target binds, the minima buy more than was asked for.
      if least.multipliers.contains(where: { $0 > 0 }) {
        #expect(abs(found.factor - 1) <= 1e-10, "\(problem.number): \(found.factor)")
      } else {
        #expect(found.factor < 1 && found.continuous.plan.sampleSizes == least.plan.sampleSizes)
      }
      #expect(found.integer.cost <= least.plan.cost * (1 + 1e-11), "\(problem.number)")
      #expect(found.integer.largestRatio >= found.factor * (1 - 1e-10), "\(problem.number)")
    }
  }

  @Test(arguments: [0.4, 0.8, 1.5, 3]) func theFactorIsWhereTheLeastCostIsTheBudget(share: Double) throws {
    for problem in try AllocationProblem.all().prefix(40) {
      let given = problem.requirements
      let budget = share * PlannedSizes(of: given, sampleSizes: problem.sampleSizes).cost
      let minima = PlannedSizes(of: given, sampleSizes: given.limits.map { max($0.lowerBound, 1) })
      let maxima = PlannedSizes(of: given, sampleSizes: given.limits.map(\.upperBound))
      guard budget > minima.cost, budget < maxima.cost else { continue }
      let found = try given.leastRatioAllocation(budget: budget, searchSteps: 0)
      guard found.factor > maxima.largestRatio * (1 + 1e-9) else { continue }
      #expect(abs(found.continuous.plan.cost / budget - 1) <= 1e-10, "\(problem.number)")
      let again = try given.continuousAllocation(factor: found.factor)
      #expect(abs(again.plan.cost / budget - 1) <= 1e-9, "\(problem.number)")
      #expect(found.continuous.binding.contains(true))
    }
  }

  @Test func aBudgetForEverythingBuysACensus() throws {
    let given = try randomRequirements(seed: 5, strata: 6, targets: 3)
    let census = zip(given.populationSizes, given.unitCosts).reduce(0) { $0 + $1.0 * $1.1 }
    let found = try given.leastRatioAllocation(budget: 2 * census)
    #expect(found.factor == 0 && found.integer.largestRatio == 0)
    #expect(found.integer.takesAll.allSatisfy { $0 } && found.continuous.plan.takesAll.allSatisfy { $0 })
  }

  @Test func moreMoneyNeverBuysLess() throws {
    let given = try randomRequirements(seed: 6, strata: 9, targets: 4)
    let ratios = try [60.0, 90, 140, 300, 1000].map {
      try given.leastRatioAllocation(budget: $0).integer.largestRatio
    }
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 >= $1 * (1 - 1e-8) })
  }
}
