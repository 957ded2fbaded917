import Sampling
import TestSupport
import Testing

private func target(
  _ name: String = "exports", cv: Double = 0.05, total: Double = 1000, deviations s: [Double] = [3, 4]
)
  -> PrecisionTarget
{
  PrecisionTarget(name: name, coefficientOfVariation: cv, total: total, standardDeviations: s)
}

private func given(
  _ targets: [PrecisionTarget], sizes: [Double] = [100, 50], unitCosts: [Double]? = nil,
  limits: AllocationLimits = AllocationLimits(minimum: 2)
) throws(MultivariateAllocationError) -> PrecisionRequirements {
  try PrecisionRequirements(
    strata: sizes.indices.map { "s\($0 + 1)" }, populationSizes: sizes, unitCosts: unitCosts, targets: targets,
    limits: limits)
}

@Suite struct MultivariateAllocationErrorTests {
  @Test func dataThatCannotBeUsedAreNamed() {
    #expect(throws: MultivariateAllocationError.noTargets) { try given([]) }
    #expect(throws: MultivariateAllocationError.targetNotPositive(target: "exports", coefficientOfVariation: 0)) {
      try given([target(cv: 0)])
    }
    #expect(throws: MultivariateAllocationError.totalNotUsable(target: "exports", total: 0)) {
      try given([target(total: 0)])
    }
    #expect(throws: MultivariateAllocationError.deviationNotUsable(target: "exports", stratum: "s2", value: -1)) {
      try given([target(deviations: [3, -1])])
    }
    #expect(throws: MultivariateAllocationError.deviationsMissing(target: "exports", count: 1, strata: 2)) {
      try given([target(deviations: [3])])
    }
    #expect(throws: MultivariateAllocationError.stratumBelowOneUnit(stratum: "s1", size: 0.5)) {
      try given([target()], sizes: [0.5, 50])
    }
    #expect(throws: MultivariateAllocationError.outOfRange(target: "exports", stratum: "s1")) {
      try given([target(total: 1e-80)])
    }
  }

  @Test func errorsOfStrataAndLimitsArePassedOn() {
    #expect(throws: MultivariateAllocationError.strata(.unitCostNotPositive(stratum: "s2", cost: 0))) {
      try given([target()], unitCosts: [1, 0])
    }
    #expect(
      throws: MultivariateAllocationError.strata(.minimumAboveMaximum(stratum: "s1", minimum: 5, maximum: 3))
    ) {
      try given([target()], limits: AllocationLimits(minimum: 5, maximum: 3))
    }
    #expect(
      throws: MultivariateAllocationError.noWholeNumberWithinLimits(stratum: "s1", minimum: 2.2, maximum: 2.8)
    ) {
      try given([target()], limits: AllocationLimits(minimum: 2.2, maximum: 2.8))
    }
  }

  @Test func anUnreachableTargetIsNamedWithTheBestThereIs() throws {
    let capped = try given(
      [target("easy", cv: 5), target("hard", cv: 0.001)], limits: AllocationLimits(minimum: 2, maximum: 20))
    let best = PlannedSizes(of: capped, sampleSizes: [20, 20]).coefficientsOfVariation[1]
    #expect {
      try capped.leastCostAllocation()
    } throws: { error in
      guard case MultivariateAllocationError.targetUnreachable("hard", 0.001, let smallest, "s1") = error else {
        return false
      }
      return smallest.isClose(to: best)
    }
  }

  @Test func budgetsHaveToPayTheMinima() throws {
    let given = try given([target()])
    #expect(throws: MultivariateAllocationError.budgetBelowMinima(budget: 3, needed: 4)) {
      try given.leastRatioAllocation(budget: 3)
    }
    #expect(throws: MultivariateAllocationError.budgetNotPositive(-1)) { try given.leastRatioAllocation(budget: -1) }
  }

  @Test func everySentenceNamesWhatItIsAbout() {
    let errors: [MultivariateAllocationError] = [
      .targetNotPositive(target: "exports", coefficientOfVariation: 0), .totalNotUsable(target: "exports", total: 0),
      .deviationNotUsable(target: "exports", stratum: "s2", value: -1),
      .outOfRange(target: "exports", stratum: "s2"),
      .targetUnreachable(target: "exports", coefficientOfVariation: 0.1, smallest: 0.2, stratum: "s2"),
    ]
    #expect(errors.allSatisfy { "\($0)".contains("exports") })
  }
}

@Suite struct MultivariateAllocationEdgeTests {
  @Test func looseTargetsLeaveTheMinima() throws {
    let found = try given([target(cv: 50)], sizes: [100, 1]).leastCostAllocation()
    #expect(found.integer.sampleSizes == [2, 1] && found.continuous.plan.sampleSizes == [2, 1])
    #expect(found.continuous.multipliers == [0] && found.costGap == 0)
  }

  @Test func strataWithoutVariationGetTheirMinima() throws {
    let found = try given([target(cv: 0.02, deviations: [9, 0])]).leastCostAllocation()
    #expect(found.integer.sampleSizes[1] == 2 && found.integer.sampleSizes[0] > 2)
    let nothing = try given([target(cv: 0.02, deviations: [0, 0])]).leastCostAllocation()
    #expect(nothing.integer.sampleSizes == [2, 2] && nothing.integer.largestRatio == 0)
  }

  @Test func noMinimumMeansNoneInRealNumbersAndOneInWholeOnes() throws {
    let free = try given([target(cv: 0.02, deviations: [9, 0])], limits: .takeAll)
    let found = try free.leastCostAllocation()
    #expect(found.continuous.plan.sampleSizes[1] == 0 && found.integer.sampleSizes[1] == 1)
    #expect(found.continuous.binding == [true] && found.continuous.residual.largest <= 1e-12)
  }

  @Test func aTargetThatOnlyTheMaximaMeetTakesThem() throws {
    let limits = AllocationLimits(minimum: 2, maximum: 20)
    let loose = try given([target(cv: 1)], limits: limits)
    let cv = PlannedSizes(of: loose, sampleSizes: [20, 20]).coefficientsOfVariation[0]
    let found = try given([target(cv: cv * (1 + 1e-15))], limits: limits).leastCostAllocation()
    #expect(found.integer.sampleSizes == [20, 20] && found.continuous.plan.sampleSizes == [20, 20])
    #expect(found.integer.meetsEveryTarget && found.costGap == 0)
  }

  @Test func aDomainIsItsVariableWithZerosOutside() throws {
    let strata = try StratumSummary(
      labels: ["a", "b"], populationSizes: [100, 50], means: [4, 9], standardDeviations: [3, 5])
    let domain = PrecisionTarget(name: "d", coefficientOfVariation: 0.1, of: strata, within: [false, true])
    #expect(domain.total == 450 && domain.standardDeviations == [0, 5])
    let found = try given([domain]).leastCostAllocation()
    #expect(found.integer.sampleSizes[0] == 2)
    let alone = try StratumSummary(labels: ["b"], populationSizes: [50], means: [9], standardDeviations: [5])
    #expect(found.integer.sampleSizes[1] == (try alone.integerAllocation(targetCV: 0.1).sampleSizes[0]))
  }
}
