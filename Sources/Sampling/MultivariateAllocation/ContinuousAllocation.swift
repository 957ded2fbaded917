/// The least cost with real-valued n_h, and what each target costs.
public struct ContinuousAllocation: Sendable, Hashable {
  /// n_h, with their cost and precision.
  public let plan: PlannedSizes
  /// λ_j, J numbers in the unit of the cost: `-∂C/∂ log V_j`, where V_j is the variance the target allows; 0 where it does
  /// not bind. With targets that repeat each other only their sum is determined.
  public let multipliers: [Double]
  /// How exactly the n_h are optimal.
  public let residual: OptimalityResidual
  /// Targets whose variance is what they allow, within 1e-9 of what ``OptimalityResidual/feasibility`` measures.
  public let binding: [Bool]

  /// What the cost falls by, to first order, where a target's coefficient of variation may be 1 % larger: 0.02 λ_j.
  public var savingsPerPercent: [Double] { multipliers.map { 0.02 * $0 } }
}

extension PrecisionRequirements {
  /// Largest residual of an optimum that is returned. Most have less than 1e-12; up to this where unit costs or the
  /// precisions asked for differ by many powers of ten, and the result says so.
  static let tolerance = 1e-6

  /// The real-valued n_h of least cost.
  ///
  /// - Parameter factor: Lets all coefficients of variation be this many times their targets.
  /// - Throws: ``MultivariateAllocationError/targetUnreachable(target:coefficientOfVariation:smallest:stratum:)`` naming the
  ///   target that even the maxima miss by most.
  /// - Complexity: O(H J²) a Newton step, some twenty of them.
  public func continuousAllocation(factor: Double = 1) throws(MultivariateAllocationError) -> ContinuousAllocation {
    precondition(factor >= 1e-40 && factor <= 1e40, "a factor of targets is positive")
    let problem = RelativeVariances(of: self, factor: factor)
    try requireReachable(problem, factor: factor)
    let solution = LeastCostSolver(problem: problem.withoutForcedSizes).solution
    guard solution.residual.largest <= Self.tolerance else {
      throw .notConverged(residual: solution.residual.largest, tolerance: Self.tolerance)
    }
    let sizes = problem.withoutForcedSizes.sizes(forMultipliers: solution.multipliers)
    return ContinuousAllocation(
      plan: PlannedSizes(of: self, sampleSizes: sizes), multipliers: solution.multipliers,
      residual: solution.residual, binding: zip(problem.values(at: sizes), problem.bounds).map { 1 - $0 <= 1e-9 * $1 })
  }

  private func requireReachable(
    _ problem: RelativeVariances, factor: Double
  ) throws(MultivariateAllocationError) {
    let ratios = problem.exactValues(at: problem.largestSizes)
    guard let j = ratios.indices.max(by: { ratios[$0] < ratios[$1] }), ratios[j] > 1 else { return }
    let parts = problem.varying.map {
      problem.coefficients[j, $0] * problem.reciprocalExcess(problem.largestSizes[$0], in: $0)
    }
    let worst = parts.indices.max { parts[$0] < parts[$1] } ?? 0
    let target = factor * targets[j].coefficientOfVariation
    throw .targetUnreachable(
      target: targets[j].name, coefficientOfVariation: target, smallest: target * ratios[j].squareRoot(),
      stratum: strata[problem.varying[worst]])
  }
}

/// Chromy's iteration for a start, the interior point method for the multipliers, Newton's method for the last digits.
struct LeastCostSolver: Sendable {
  let problem: RelativeVariances

  private static let startingSteps = 30

  /// The multipliers, in the unit of the cost, and how exact they are.
  var solution: MultiplierCandidate {
    let guess = ChromyIteration(for: problem).multipliers(steps: Self.startingSteps)
    let sizes = problem.sizes(forMultipliers: guess)
    let program = ReducedProgram(of: problem, costScale: problem.cost(of: sizes))
    guard !program.targets.isEmpty, !program.strata.isEmpty else {
      return MultiplierCandidate(guess.map { _ in 0 }, in: problem)
    }
    let optimum = InteriorPointSolver(program: program).optimum(startingAt: program.reduced(guess), sizes: sizes)
    return polished(optimum, of: program)
  }

  /// What binds is seen from the optimum; where that is doubtful other readings are tried.
  private func polished(_ optimum: InteriorPoint, of program: ReducedProgram) -> MultiplierCandidate {
    let found = program.multipliers(optimum.targets.duals, count: problem.targetCount)
    var best = withoutSlackTargets(found, binding: program.activity(at: optimum, bias: 1).binding)
    for bias in [1, 1e3, 1e-3, 1e6] where best.residual.largest > Self.goodResidual {
      let activity = program.activity(at: optimum, bias: bias)
      best = BindingTargetsNewton(problem: problem, free: activity.free, binding: activity.binding).polished(best)
    }
    return best
  }

  /// Multipliers of targets that do not bind are set to 0, unless that reading is wrong.
  private func withoutSlackTargets(_ multipliers: [Double], binding: [Int]) -> MultiplierCandidate {
    let all = MultiplierCandidate(multipliers, in: problem)
    let some = MultiplierCandidate(
      multipliers.indices.map { binding.contains($0) ? multipliers[$0] : 0 }, in: problem)
    return some.residual.largest <= max(all.residual.largest, Self.goodResidual) ? some : all
  }

  private static let goodResidual = 1e-14
}

extension RelativeVariances {
  /// The problem with strata held at their maxima where a target leaves no other choice: there the feasible set has no
  /// interior, and no multiplier exists.
  var withoutForcedSizes: RelativeVariances {
    let ratios = values(at: largestSizes)
    let tight = ratios.indices.filter { ratios[$0] >= 1 - 1e-10 }
    let forced = Set(varying.filter { h in tight.contains { coefficients[$0, h] > 0 } })
    return forced.isEmpty ? self : RelativeVariances(self, heldAtMaxima: forced)
  }

  private init(_ problem: RelativeVariances, heldAtMaxima held: Set<Int>) {
    (coefficients, varying) = (problem.coefficients, problem.varying)
    (populationSizes, unitCosts) = (problem.populationSizes, problem.unitCosts)
    limits = problem.limits.enumerated().map { held.contains($0) ? $1.upperBound...$1.upperBound : $1 }
  }
}
