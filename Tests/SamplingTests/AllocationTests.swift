import Microdata
import Sampling
import TestSupport
import Testing

/// Cochran (1977), table 5.1: 64 cities in two strata, sizes in thousands.
private func cities() throws -> StratumSummary {
  try StratumSummary(
    labels: ["large", "small"], populationSizes: [16, 48], means: [629.375, 197.875],
    standardDeviations: [53843, 5581].map { $0.squareRoot() })
}

/// Strata with random sizes and spreads, small enough to try every allocation.
private func randomStrata(seed: UInt64, count: Int = 4) throws -> StratumSummary {
  var generator = SeededGenerator(seed: seed)
  let labels = (0..<count).map { "h\($0)" }
  return try StratumSummary(
    labels: labels, populationSizes: labels.map { _ in Double(Int.random(in: 2...9, using: &generator)) },
    means: labels.map { _ in Double.random(in: 1..<50, using: &generator) },
    standardDeviations: labels.map { _ in Double.random(in: 0.5..<40, using: &generator) })
}

@Suite struct AllocationIdentityTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func noNeighborOfNeymansAllocationIsBetter(seed: UInt64) throws {
    let strata = try randomStrata(seed: seed)
    let n = strata.populationSize * 0.6
    let best = try strata.allocation(.neyman, sampleSize: n)
    let variance = try #require(best.varianceOfTotal)
    for from in 0..<strata.count {
      for to in 0..<strata.count where from != to {
        var sizes = best.sampleSizes
        sizes[from] *= 0.999
        sizes[to] += best.sampleSizes[from] - sizes[from]
        let moved = Allocation(of: strata, sampleSizes: sizes)
        // A stratum that is full cannot take more: then the neighbor does not exist.
        if let other = moved.varianceOfTotal { #expect(other >= variance * (1 - 1e-12)) }
      }
    }
    #expect(best.sampleSize.isClose(to: n))
    #expect(zip(best.sampleSizes, strata.populationSizes).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func integerAllocationIsTheBestOfAll(seed: UInt64) throws {
    let strata = try randomStrata(seed: seed)
    let n = Int(strata.populationSize / 2)
    let found = try strata.integerAllocation(sampleSize: n, within: AllocationLimits(minimum: 1))
    var least = Double.infinity
    let sizes = strata.populationSizes.map { Int($0) }
    for a in 1...sizes[0] {
      for b in 1...sizes[1] {
        for c in 1...sizes[2] {
          let d = n - a - b - c
          guard d >= 1, d <= sizes[3] else { continue }
          let allocation = Allocation(of: strata, sampleSizes: [a, b, c, d].map(Double.init))
          least = min(least, allocation.varianceOfTotal ?? .infinity)
        }
      }
    }
    #expect(found.varianceOfTotal.isClose(to: least))
    #expect(found.sampleSize == Double(n))
  }

  @Test func aCensusHasNoVariance() throws {
    let strata = try randomStrata(seed: 3)
    let census = try strata.allocation(.neyman, sampleSize: strata.populationSize)
    #expect(census.varianceOfTotal == 0 && census.takesAll.allSatisfy { $0 })
    let whole = try strata.integerAllocation(sampleSize: Int(strata.populationSize))
    #expect(whole.sampleSizes == strata.populationSizes && whole.varianceOfTotal == 0)
  }

  @Test func powerAllocationOfExponentOneIsNeymans() throws {
    let strata = try randomStrata(seed: 4)
    let power = try strata.allocation(.power(exponent: 1), sampleSize: 8, within: .none)
    let neyman = try strata.allocation(.neyman, sampleSize: 8, within: .none)
    #expect(largestRelativeError(power.sampleSizes, neyman.sampleSizes) <= 1e-12)
  }

  @Test func equalCostsLeaveNeymansAllocation() throws {
    let strata = try randomStrata(seed: 5)
    let costs = [Double](repeating: 4, count: strata.count)
    let bought = try strata.allocation(budget: 32, unitCosts: costs, within: .none)
    let neyman = try strata.allocation(.neyman, sampleSize: 8, within: .none)
    #expect(largestRelativeError(bought.sampleSizes, neyman.sampleSizes) <= 1e-12)
    #expect(try bought.cost(unitCosts: costs).isClose(to: 32))
  }

  @Test func aBudgetIsSpentInFullWithinLimits() throws {
    let strata = try randomStrata(seed: 6)
    let costs = [1.0, 3, 2, 5]
    let limits = AllocationLimits(minima: [1.5, 1, 1, 2], maxima: [.infinity])
    let budget = 0.7 * zip(costs, strata.populationSizes).reduce(0) { $0 + $1.0 * $1.1 }
    let allocation = try strata.allocation(budget: budget, unitCosts: costs, within: limits)
    #expect(try allocation.cost(unitCosts: costs).isClose(to: budget))
    #expect(allocation.sampleSizes[0] >= 1.5 && allocation.sampleSizes[3] >= 2)
  }

  @Test(arguments: [AllocationRule.neyman, .proportional, .equal, .power(exponent: 0.5)])
  func theSizeForATargetReachesTheTarget(rule: AllocationRule) throws {
    let strata = try cities()
    let size = try strata.sampleSize(targetCV: 0.04, rule)
    let allocation = try strata.allocation(rule, sampleSize: size.real, within: .none)
    #expect(allocation.coefficientOfVariationOfTotal.isClose(to: 0.04))
  }

  @Test func theSizeWithTakeAllReachesTheTarget() throws {
    let strata = try StratumSummary(
      labels: ["top", "rest"], populationSizes: [10, 500], means: [900, 20], standardDeviations: [800, 15])
    let size = try strata.sampleSize(targetCV: 0.01, .neyman, takesAll: true)
    let allocation = try strata.allocation(.neyman, sampleSize: size.real)
    #expect(allocation.takesAll == [true, false])
    #expect(allocation.coefficientOfVariationOfTotal.isClose(to: 0.01))
  }

  @Test func theWholeSizeForATargetIsTheFirstThatReachesIt() throws {
    let strata = try cities()
    let allocation = try strata.integerAllocation(targetCV: 0.04)
    let fewer = try strata.integerAllocation(sampleSize: Int(allocation.sampleSize) - 1)
    #expect(try #require(allocation.coefficientOfVariationOfTotal) <= 0.04)
    #expect(try #require(fewer.coefficientOfVariationOfTotal) > 0.04)
  }
}

@Suite struct AllocationExampleTests {
  /// Cochran (1977), section 5.3 (24 cities): proportional 1,882,293 and equal 1,090,827, against which optimum is nearly equal.
  @Test func cochransCities() throws {
    let strata = try cities()
    let proportional = try strata.allocation(.proportional, sampleSize: 24)
    #expect(largestRelativeError(proportional.sampleSizes, [6, 18]) <= 1e-15)
    #expect(try #require(proportional.varianceOfTotal).rounded() == 1_882_293)
    let equal = try strata.allocation(.equal, sampleSize: 24)
    #expect(try #require(equal.varianceOfTotal).rounded() == 1_090_827)
    #expect(try strata.integerAllocation(sampleSize: 24).sampleSizes == [12, 12])
  }

  @Test func municipalitiesOfTheReferenceCase() throws {
    let table = try FixtureTable("sampling-allocation/case-201-data.csv")
    let expected = try FixtureTable("sampling-allocation/case-201.csv")
    func check(_ request: String, _ field: String, _ values: [Double]) {
      let error = largestRelativeError(values, expected.values(["request": request, "field": field]))
      #expect(error <= 1e-12, "\(request).\(field)")
    }
    let strata = try StratumSummary(of: table.numbers("y"), by: Factor(values: table.column("stratum")))
    check("strata", "N", strata.populationSizes)
    check("strata", "mean", strata.means)
    check("strata", "S", strata.standardDeviations)
    check("strata", "total", [strata.total])
    let proportional = try strata.allocation(.proportional, sampleSize: 60)
    check("proportional", "n", proportional.sampleSizes)
    check("proportional", "variance_of_total", [try #require(proportional.varianceOfTotal)])
    check("proportional", "cv_of_total", [try #require(proportional.coefficientOfVariationOfTotal)])
    check("neyman", "n", try strata.allocation(.neyman, sampleSize: 60, within: .none).sampleSizes)
    let takeAll = try strata.allocation(.neyman, sampleSize: 60, within: .takeAll)
    check("neyman_take_all", "n", takeAll.sampleSizes)
    check("neyman_take_all", "variance_of_total", [try #require(takeAll.varianceOfTotal)])
    let whole = try strata.integerAllocation(sampleSize: 60, within: AllocationLimits(minimum: 2))
    check("integer", "n", whole.sampleSizes)
    check("integer", "variance_of_total", [try #require(whole.varianceOfTotal)])
    let costs = (1...8).map(Double.init)
    check("cost", "n", try strata.allocation(budget: 1000, unitCosts: costs, within: .none).sampleSizes)
    let size = try strata.sampleSize(targetCV: 0.05, .neyman)
    check("size_for_cv", "n_real", [size.real])
    check("size_for_cv", "n_ceiling", [Double(size.ceiling)])
    let simple = try strata.simpleRandomSampleSize(targetCV: 0.05)
    check("srs_size_for_cv", "n_real", [simple.real])
    #expect(simple.ceiling == 219)
  }
}

@Suite struct AllocationEdgeTests {
  @Test func aStratumOfOneUnitHasNoSpread() throws {
    let strata = try StratumSummary(of: [5, 7, 9], by: Factor(values: ["a", "b", "b"]))
    #expect(strata.standardDeviations == [0, (2 as Double).squareRoot()])
    #expect(strata.populationVariance.isClose(to: 4))
  }

  @Test func theOrderOfUnitsDoesNotShow() throws {
    let y = (0..<200).map { Double($0 * $0 % 97) * 1.1 + 1e9 }
    let h = (0..<200).map { "h\($0 % 3)" }
    let forward = try StratumSummary(of: y, by: Factor(values: h))
    #expect(try StratumSummary(of: y.reversed(), by: Factor(values: h.reversed())) == forward)
  }

  @Test func aFullStratumLeavesTheRestToTheOthers() throws {
    let strata = try StratumSummary(
      labels: ["top", "a", "b"], populationSizes: [5, 100, 100], means: [100, 10, 10], standardDeviations: [1000, 3, 6])
    let allocation = try strata.allocation(.neyman, sampleSize: 35)
    #expect(allocation.takesAll == [true, false, false])
    #expect(largestRelativeError(allocation.sampleSizes, [5, 10, 20]) <= 1e-14)
    let bare = try strata.allocation(.neyman, sampleSize: 35, within: .none)
    #expect(bare.sampleSizes[0] > 5 && bare.varianceOfTotal == nil)
  }

  @Test func minimaAndCapsHoldTogether() throws {
    let strata = try StratumSummary(
      labels: ["top", "a", "one"], populationSizes: [5, 100, 1], means: [9, 9, 9], standardDeviations: [1000, 3, 0])
    let limits = AllocationLimits(minimum: 2)
    #expect(try strata.allocation(.neyman, sampleSize: 20, within: limits).sampleSizes == [5, 14, 1])
    #expect(try strata.integerAllocation(sampleSize: 20, within: limits).sampleSizes == [5, 14, 1])
  }

  @Test func impossibleLimitsAreRefused() throws {
    let strata = try cities()
    #expect(throws: SamplingPlanError.minimaExceed(available: 5, needed: 6)) {
      try strata.allocation(.neyman, sampleSize: 5, within: AllocationLimits(minimum: 3))
    }
    #expect(throws: SamplingPlanError.maximaFallShort(of: 65, available: 64)) {
      try strata.integerAllocation(sampleSize: 65)
    }
    #expect(throws: SamplingPlanError.self) { try strata.allocation(.neyman, sampleSize: 65) }
    #expect(throws: SamplingPlanError.minimumAboveMaximum(stratum: "large", minimum: 4, maximum: 3)) {
      try strata.allocation(.equal, sampleSize: 6, within: AllocationLimits(minimum: 4, maximum: 3))
    }
    #expect(throws: SamplingPlanError.sampleSizeNotPositive(0)) { try strata.allocation(.equal, sampleSize: 0) }
  }

  @Test func numbersThatCannotBeNameTheirStratum() throws {
    #expect(throws: SamplingPlanError.missingValue(row: 1)) {
      try StratumSummary(of: [1, .nan], by: Factor(values: ["a", "a"]))
    }
    #expect(throws: SamplingPlanError.missingStratum(row: 0)) {
      try StratumSummary(of: [1, 2], by: Factor(values: [nil, "a"]))
    }
    let strata = try cities()
    #expect(throws: SamplingPlanError.unitCostNotPositive(stratum: "small", cost: -1)) {
      try strata.allocation(budget: 10, unitCosts: [1, -1])
    }
    #expect(throws: SamplingPlanError.unequalLengths(what: "unit costs", count: 1, strata: 2)) {
      try strata.allocation(.costOptimal(unitCosts: [1]), sampleSize: 4)
    }
    #expect(throws: SamplingPlanError.targetNotPositive(0)) { try strata.sampleSize(targetCV: 0, .neyman) }
  }

  @Test func withoutVariationOptimalAllocationHasNoAnswer() throws {
    let strata = try StratumSummary(
      labels: ["a", "b"], populationSizes: [10, 10], means: [1, 2], standardDeviations: [0, 0])
    #expect(throws: SamplingPlanError.noShares(left: 4)) { try strata.allocation(.neyman, sampleSize: 4) }
    #expect(try strata.allocation(.proportional, sampleSize: 4).varianceOfTotal == 0)
  }

  @Test func everyErrorSaysTheWayOut() {
    let errors: [SamplingPlanError] = [
      .noShares(left: 3), .minimaExceed(available: 1, needed: 2), .negativeSize(unit: 0, value: -1), .totalIsZero,
      .sampleSizeNotWhole(sum: 2.5), .targetNotReached(target: 0.1, smallest: 0.2), .zeroMean(stratum: "a"),
    ]
    for error in errors { #expect(error.description.contains(":") || error.description.contains(";")) }
  }
}
