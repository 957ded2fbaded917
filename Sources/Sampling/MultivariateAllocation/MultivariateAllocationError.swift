/// Requirements of precision that cannot be used or met, with the target and the stratum that show it.
public enum MultivariateAllocationError: Error, Hashable, Sendable {
  /// Strata, sizes, costs or limits that no allocation could use.
  case strata(SamplingPlanError)
  case noTargets
  /// A whole number of units has to fit into every stratum.
  case stratumBelowOneUnit(stratum: String, size: Double)
  case noWholeNumberWithinLimits(stratum: String, minimum: Double, maximum: Double)
  case targetNotPositive(target: String, coefficientOfVariation: Double)
  case totalNotUsable(target: String, total: Double)
  case deviationsMissing(target: String, count: Int, strata: Int)
  case deviationNotUsable(target: String, stratum: String, value: Double)
  /// A variance relative to its target that leaves the range of numbers.
  case outOfRange(target: String, stratum: String)
  /// Even the maxima leave the coefficient of variation above its target; `stratum` contributes most of what is left.
  case targetUnreachable(target: String, coefficientOfVariation: Double, smallest: Double, stratum: String)
  case budgetNotPositive(Double)
  case budgetBelowMinima(budget: Double, needed: Double)
  case notConverged(residual: Double, tolerance: Double)
}

extension MultivariateAllocationError: CustomStringConvertible {
  public var description: String { inputSentence ?? solutionSentence }

  private var inputSentence: String? {
    switch self {
    case .strata(let error): error.description
    case .noTargets: "no precision is required: give at least one target, or use an allocation of a fixed sample size"
    case .stratumBelowOneUnit(let stratum, let size): "stratum \(stratum) has \(size) units: leave it out of the plan"
    case .noWholeNumberWithinLimits(let stratum, let minimum, let maximum):
      "stratum \(stratum) has no whole number of units between \(minimum) and \(maximum): change one of them"
    case .targetNotPositive(let target, let value):
      "\(target): the target coefficient of variation is \(value): it is a positive number, 0.05 for 5 %"
    case .totalNotUsable(let target, let total):
      "\(target): the total is \(total), so its coefficient of variation is undefined: give a total other than 0, or "
        + "leave the target out"
    case .deviationsMissing(let target, let count, let strata):
      "\(target): \(count) standard deviations for \(strata) strata: give one a stratum, 0 outside of the domain"
    case .deviationNotUsable(let target, let stratum, let value):
      "\(target): the standard deviation in stratum \(stratum) is \(value): it is finite and not negative"
    default: nil
    }
  }

  private var solutionSentence: String {
    switch self {
    case .outOfRange(let target, let stratum):
      "\(target): the variance of stratum \(stratum) relative to its target is outside the range of numbers: check the "
        + "units of deviations and total"
    case .targetUnreachable(let target, let value, let smallest, let stratum):
      "\(target): the coefficient of variation \(value) is not reached: the maxima allow no less than \(smallest); raise "
        + "them, first in stratum \(stratum), or the target"
    case .budgetNotPositive(let budget): "the budget is \(budget): it is a positive number"
    case .budgetBelowMinima(let budget, let needed):
      "the minima of the strata cost \(needed) and the budget is \(budget): lower the minima or raise the budget"
    case .notConverged(let residual, let tolerance):
      "the allocation was not found: the conditions of an optimum are missed by \(residual), more than \(tolerance); "
        + "drop targets that repeat others, or loosen the tightest"
    default: "the allocation cannot be made"
    }
  }
}
