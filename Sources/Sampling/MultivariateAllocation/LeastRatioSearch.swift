/// Asks of a whole-number allocation whether a smaller largest ratio fits into the budget, as often as it does.
///
/// Each question is a problem of least cost: all targets times a little less than what is reached. Where its optimum is
/// proven and costs more than the budget, so is that of the ratio.
struct LeastRatioSearch: Sendable {
  let requirements: PrecisionRequirements
  let budget: Double
  let searchSteps: Int

  private static let rounds = 20
  /// Products of stratum and target above which the questions would take seconds.
  private static let largestProblem = 4_000
  /// Relative; a smaller gain of precision is not worth a question.
  private static let resolution = 1e-9

  func improved(_ start: UnitLedger) throws(MultivariateAllocationError) -> UnitLedger {
    guard start.problem.stratumCount * start.problem.targetCount <= Self.largestProblem else { return start }
    var best = start
    for _ in 0..<Self.rounds {
      guard best.largestRatio > 0, let sizes = try cheapest(below: best.largestRatio.squareRoot()) else { break }
      best = UnitLedger(of: best.problem, sizes: sizes)
    }
    return best
  }

  /// - Returns: nil where no allocation within the budget is found.
  private func cheapest(below factor: Double) throws(MultivariateAllocationError) -> [Double]? {
    let target = factor * (1 - Self.resolution)
    let problem = RelativeVariances(of: requirements, factor: target)
    guard problem.largestFactor(at: problem.largestSizes) <= 1 else { return nil }
    let continuous = try requirements.continuousAllocation(factor: target)
    guard continuous.plan.cost <= budget else { return nil }
    let solver = IntegerSolver(
      problem: problem.withoutForcedSizes, continuous: continuous, searchSteps: searchSteps)
    let ledger = solver.solution.ledger
    return ledger.cost <= budget * (1 + 1e-12) ? ledger.sizes : nil
  }
}
