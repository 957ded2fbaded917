import Sampling
import TestSupport
import Testing

/// One variable in strata whose sample sizes stay within their limits.
private func oneVariable() throws -> StratumSummary {
  try StratumSummary(
    labels: ["a", "b", "c", "d"], populationSizes: [900, 2500, 400, 1200], means: [30, 12, 80, 5],
    standardDeviations: [14, 9, 60, 3])
}

private func requirements(
  _ strata: StratumSummary, cv: Double, unitCosts: [Double]? = nil, copies: Int = 1
) throws -> PrecisionRequirements {
  let targets = (1...copies).map { PrecisionTarget(name: "y\($0)", coefficientOfVariation: cv, of: strata) }
  return try PrecisionRequirements(
    strata: strata.labels, populationSizes: strata.populationSizes, unitCosts: unitCosts, targets: targets)
}

@Suite struct ContinuousAllocationIdentityTests {
  @Test func oneTargetAndEqualCostsGiveNeymansAllocation() throws {
    let strata = try oneVariable()
    let found = try requirements(strata, cv: 0.03).continuousAllocation()
    let size = try strata.sampleSize(targetCV: 0.03, .neyman)
    let neyman = try strata.allocation(.neyman, sampleSize: size.real)
    #expect(found.plan.sampleSize.isClose(to: size.real))
    #expect(largestRelativeError(found.plan.sampleSizes, neyman.sampleSizes) <= 1e-12)
    #expect(found.plan.coefficientsOfVariation[0].isClose(to: 0.03))
  }

  @Test func oneTargetGivesCochransCostOptimalAllocation() throws {
    let (strata, costs) = (try oneVariable(), [4.0, 1, 9, 2.5])
    let found = try requirements(strata, cv: 0.03, unitCosts: costs).continuousAllocation()
    let cochran = try strata.allocation(budget: found.plan.cost, unitCosts: costs)
    #expect(largestRelativeError(found.plan.sampleSizes, cochran.sampleSizes) <= 1e-12)
    #expect(found.plan.coefficientsOfVariation[0].isClose(to: 0.03))
  }

  @Test func takeAllStrataAreThoseOfTheTakeAllIteration() throws {
    let strata = try oneVariable()
    let found = try requirements(strata, cv: 0.006).continuousAllocation()
    let size = try strata.sampleSize(targetCV: 0.006, .neyman, takesAll: true)
    #expect(found.plan.sampleSize.isClose(to: size.real, .summed))
    #expect(found.plan.takesAll == [false, false, true, false])
  }

  /// Bethel (1989): `1/n_h = √c_h / (√(Σ α_j a_jh) Σ_k √(c_k Σ α_j a_jk))` with a_jh over `V_j + Σ N_h S_jh²`.
  @Test func bethelsFormulaReturnsTheOptimum() throws {
    var compared = 0
    for problem in try AllocationProblem.all() {
      let (given, found) = (problem.requirements, try problem.requirements.continuousAllocation())
      let inside = zip(found.plan.sampleSizes, given.limits).allSatisfy { $0 > $1.lowerBound && $0 < $1.upperBound }
      guard inside else { continue }
      compared += 1
      #expect(largestRelativeError(found.plan.sampleSizes, bethelSizes(given, found.multipliers)) <= 1e-11)
    }
    #expect(compared >= 5)
  }

  private func bethelSizes(_ given: PrecisionRequirements, _ multipliers: [Double]) -> [Double] {
    var sums = given.strata.map { _ in 0.0 }
    for (target, multiplier) in zip(given.targets, multipliers) {
      let variance = target.coefficientOfVariation * target.total * (target.coefficientOfVariation * target.total)
      // α_j a_jh up to a factor: the normalization of a_jh cancels against that of α_j.
      for (h, size) in given.populationSizes.enumerated() {
        let spread = size * target.standardDeviations[h]
        sums[h] += multiplier * spread * spread / variance
      }
    }
    let scale = zip(given.targets, multipliers).reduce(0) { scale, pair in
      let variance = pair.0.coefficientOfVariation * pair.0.total * (pair.0.coefficientOfVariation * pair.0.total)
      let within = zip(given.populationSizes, pair.0.standardDeviations).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
      return scale + pair.1 * (1 + within / variance)
    }
    let roots = zip(given.unitCosts, sums).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }
    return zip(sums, given.unitCosts).map { ($0 / $1).squareRoot() * roots / scale }
  }

  @Test func primalAndDualCostAgree() throws {
    for problem in try AllocationProblem.all() {
      let (given, found) = (problem.requirements, try problem.requirements.continuousAllocation())
      let missed = zip(found.multipliers, found.plan.ratios).reduce(0) { $0 + $1.0 * ($1.1 * $1.1 - 1) }
      // The n_h minimize the Lagrangian, so it is the dual value: what the targets add to the cost is the duality gap.
      #expect(abs(missed) <= 1e-11 * found.plan.cost, "\(problem.number)")
      #expect(found.multipliers.allSatisfy { $0 >= 0 })
      #expect(found.residual.largest <= 1e-11, "\(problem.number): \(found.residual)")
      #expect(zip(found.plan.sampleSizes, given.limits).allSatisfy { $1.contains($0) })
    }
  }

  @Test func multipliersAreWhatTheTargetsCost() throws {
    let given = try randomRequirements(seed: 3, strata: 12, targets: 5)
    let (found, step) = (try given.continuousAllocation(), 1e-4)
    for j in given.targets.indices {
      let costs = try [1 + step, 1 - step].map { factor in
        try given.replacingTarget(j, coefficientOfVariation: given.targets[j].coefficientOfVariation * factor)
          .continuousAllocation().plan.cost
      }
      let saved = (costs[1] - costs[0]) / (2 * step) / 100
      #expect(abs(saved - found.savingsPerPercent[j]) <= 1e-5 * found.plan.cost)
      #expect(found.binding[j] == (found.multipliers[j] > 0))
    }
  }

  @Test func aTargetGivenTwiceCountsOnce() throws {
    let strata = try oneVariable()
    let (once, thrice) = (
      try requirements(strata, cv: 0.02).continuousAllocation(),
      try requirements(strata, cv: 0.02, copies: 3).continuousAllocation()
    )
    #expect(largestRelativeError(thrice.plan.sampleSizes, once.plan.sampleSizes) <= 1e-10)
    #expect(abs(thrice.multipliers.reduce(0, +) / once.multipliers[0] - 1) <= 1e-10)
  }

  @Test func aFactorOfAllTargetsIsThoseTargets() throws {
    let (given, precise) = (
      try randomRequirements(seed: 11, strata: 30, targets: 6),
      try randomRequirements(seed: 11, strata: 30, targets: 6, precision: 0.5)
    )
    let (a, b) = (try given.continuousAllocation(factor: 0.5), try precise.continuousAllocation())
    #expect(largestRelativeError(a.plan.sampleSizes, b.plan.sampleSizes) <= 1e-9)
  }
}

@Suite struct ContinuousAllocationReferenceTests {
  @Test func theOptimumIsThatOfAnIndependentConvexSolver() throws {
    for problem in try AllocationProblem.all() {
      let found = try problem.requirements.continuousAllocation()
      let error = largestRelativeError(found.plan.sampleSizes, problem.sampleSizes)
      let cost = PlannedSizes(of: problem.requirements, sampleSizes: problem.sampleSizes).cost
      // The fixture has 13 digits.
      #expect(error <= 1e-9, "\(problem.number): sizes differ by \(error)")
      #expect(abs(found.plan.cost - cost) <= 1e-11 * cost, "\(problem.number)")
      #expect(largestRelativeError(found.multipliers, problem.multipliers, floor: 1e-4 * cost) <= 1e-8)
    }
  }

  @Test func theReferenceHasTakeAllStrataAndSlackTargets() throws {
    let problems = try AllocationProblem.all()
    let full = problems.filter { problem in
      zip(problem.sampleSizes, problem.requirements.populationSizes).contains { $0 > 5 && $0 == $1 }
    }
    let slack = problems.filter { $0.multipliers.contains(0) }
    #expect(problems.count == 100 && full.count >= 15 && slack.count >= 50, "\(full.count) \(slack.count)")
  }

  @Test func nearlyAnyPrecisionIsSolvedToElevenDigits() throws {
    for problem in try AllocationProblem.all() {
      for factor in [0.003, 0.01, 0.03, 0.1, 0.3, 2, 6] {
        guard let found = try problem.requirements.reachable(factor: factor) else { continue }
        #expect(found.residual.largest <= 1e-11, "\(problem.number), \(factor): \(found.residual)")
      }
    }
  }

  @Test func twoThousandStrataAndTwoHundredTargetsAreSolved() throws {
    let found = try randomRequirements(seed: 7, strata: 2000, targets: 200).continuousAllocation()
    #expect(found.residual.largest <= 1e-12)
    #expect(found.binding.contains(true) && found.binding.contains(false))
  }
}

extension PrecisionRequirements {
  fileprivate func replacingTarget(_ j: Int, coefficientOfVariation: Double) throws -> PrecisionRequirements {
    var targets = targets
    targets[j] = PrecisionTarget(
      name: targets[j].name, coefficientOfVariation: coefficientOfVariation, total: targets[j].total,
      standardDeviations: targets[j].standardDeviations)
    return try PrecisionRequirements(
      strata: strata, populationSizes: populationSizes, unitCosts: unitCosts, targets: targets)
  }

  /// nil where the maxima do not allow it.
  fileprivate func reachable(factor: Double) throws -> ContinuousAllocation? {
    do { return try continuousAllocation(factor: factor) } catch {
      if case .targetUnreachable = error { return nil }
      throw error
    }
  }
}
