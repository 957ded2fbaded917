import Sampling
import TestSupport
import Testing

/// Two or three strata so small that every allocation can be tried.
private func tinyProblem(seed: UInt64) throws -> PrecisionRequirements {
  var generator = SeededGenerator(seed: seed)
  let strata = (0..<Int.random(in: 2...3, using: &generator)).map { "h\($0)" }
  let sizes = strata.map { _ in Double(Int.random(in: 2...14, using: &generator)) }
  let targets = (0..<Int.random(in: 1...4, using: &generator)).map { j in
    PrecisionTarget(
      name: "y\(j)", coefficientOfVariation: Double.random(in: 0.05..<0.4, using: &generator),
      total: sizes.reduce(0, +) * Double.random(in: 5..<15, using: &generator),
      standardDeviations: strata.map { _ in
        Double.random(in: 0..<1, using: &generator) < 0.2 ? 0 : Double.random(in: 1..<20, using: &generator)
      })
  }
  let equal = Bool.random(using: &generator)
  return try PrecisionRequirements(
    strata: strata, populationSizes: sizes,
    unitCosts: strata.map { _ in equal ? 1 : Double.random(in: 1..<5, using: &generator) }, targets: targets,
    limits: AllocationLimits(minimum: Double(Int.random(in: 1...2, using: &generator))))
}

extension PrecisionRequirements {
  fileprivate var everyAllocation: [PlannedSizes] {
    limits.reduce([[]]) { partial, range in
      partial.flatMap { sizes in
        stride(from: max(range.lowerBound, 1), through: range.upperBound, by: 1).map { sizes + [$0] }
      }
    }.map { PlannedSizes(of: self, sampleSizes: $0) }
  }
}

@Suite struct BruteForceAllocationTests {
  private static let seeds: ClosedRange<UInt64> = 1...200

  @Test func theSearchFindsTheLeastCost() throws {
    var heuristicHits = 0
    for seed in Self.seeds {
      let given = try tinyProblem(seed: seed)
      let least = given.everyAllocation.filter(\.meetsEveryTarget).map(\.cost).min() ?? .infinity
      let (found, quick) = (try given.leastCostAllocation(), try given.leastCostAllocation(searchSteps: 0))
      #expect(found.integer.cost.isClose(to: least) && found.costGap == 0, "\(seed)")
      #expect(quick.costLowerBound <= least * (1 + 1e-12), "\(seed)")
      // Without the search one unit of the dearest stratum is the most that was ever lost.
      #expect(quick.integer.cost <= least + (given.unitCosts.max() ?? 0), "\(seed)")
      heuristicHits += quick.integer.cost.isClose(to: least) ? 1 : 0
    }
    #expect(heuristicHits >= 195, "\(heuristicHits)")
  }

  @Test func theSearchFindsTheLeastRatio() throws {
    var heuristicHits = 0
    for seed in Self.seeds {
      let given = try tinyProblem(seed: seed)
      let minima = given.everyAllocation.map(\.cost).min() ?? 0
      let budget = minima * (1 + Double(seed % 7) / 5) + 0.01
      let least = given.everyAllocation.filter { $0.cost <= budget }.map(\.largestRatio).min() ?? .infinity
      let found = try given.leastRatioAllocation(budget: budget)
      let quick = try given.leastRatioAllocation(budget: budget, searchSteps: 0)
      #expect(found.integer.cost <= budget && abs(found.integer.largestRatio - least) <= 2e-9 * least, "\(seed)")
      #expect(found.factor <= least * (1 + 1e-9), "\(seed)")
      #expect(quick.integer.cost <= budget)
      heuristicHits += abs(quick.integer.largestRatio - least) <= 2e-9 * least ? 1 : 0
    }
    #expect(heuristicHits >= 195, "\(heuristicHits)")
  }
}
