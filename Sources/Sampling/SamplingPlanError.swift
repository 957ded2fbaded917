/// A plan for a sample that cannot be made, with the stratum or unit that shows it.
public enum SamplingPlanError: Error, Hashable, Sendable {
  /// `row` counts from 0 within the frame.
  case missingValue(row: Int)
  case missingStratum(row: Int)
  case emptyFrame
  case stratumNotUsable(stratum: String, size: Double, standardDeviation: Double)
  case unequalLengths(what: String, count: Int, strata: Int)
  case sampleSizeNotPositive(Double)
  case unitCostNotPositive(stratum: String, cost: Double)
  case powerExponentOutside(Double)
  case zeroMean(stratum: String)
  case minimumAboveMaximum(stratum: String, minimum: Double, maximum: Double)
  /// `needed` and `available` in units, or in the unit of the costs where a budget is divided.
  case minimaExceed(available: Double, needed: Double)
  case maximaFallShort(of: Double, available: Double)
  /// Every stratum that may still grow has the share zero.
  case noShares(left: Double)
  case targetNotPositive(Double)
  case totalIsZero
  case targetNotReached(target: Double, smallest: Double)
  case negativeSize(unit: Int, value: Double)
  case sizeNotFinite(unit: Int)
  case sampleExceedsUnits(sampleSize: Double, units: Int)
  case probabilityOutside(unit: Int, value: Double)
  case sampleSizeNotWhole(sum: Double)
  case unequalProbabilities(smallest: Double, largest: Double)
  case canonicalWeightsNotFound(residual: Double)
}

extension SamplingPlanError: CustomStringConvertible {
  public var description: String {
    strataSentence ?? limitsSentence ?? unitsSentence
  }

  private var strataSentence: String? {
    switch self {
    case .missingValue(let row): "row \(row + 1): the value is missing: a frame summary needs one for every unit"
    case .missingStratum(let row): "row \(row + 1): the stratum is missing: every unit of a frame belongs to one"
    case .emptyFrame: "the frame has no units: nothing can be sampled"
    case .stratumNotUsable(let stratum, let size, let deviation):
      "stratum \(stratum) has \(size) units with standard deviation \(deviation): sizes are positive, deviations not "
        + "negative, and both finite"
    case .unequalLengths(let what, let count, let strata):
      "\(count) \(what) for \(strata) strata: give one a stratum, in the order of the strata"
    case .unitCostNotPositive(let stratum, let cost):
      "stratum \(stratum) has the unit cost \(cost): costs are positive"
    case .zeroMean(let stratum):
      "stratum \(stratum) has mean 0, so its coefficient of variation is undefined: use Neyman allocation"
    default: nil
    }
  }

  private var limitsSentence: String? {
    switch self {
    case .sampleSizeNotPositive(let n): "the sample size or budget is \(n): it is a positive number"
    case .powerExponentOutside(let q): "the exponent of power allocation is \(q): it lies between 0 and 1"
    case .minimumAboveMaximum(let stratum, let minimum, let maximum):
      "stratum \(stratum) has minimum \(minimum) above maximum \(maximum): change one of them"
    case .minimaExceed(let available, let needed):
      "the minima of the strata need \(needed) and there are \(available): lower the minima or take a larger sample"
    case .maximaFallShort(let needed, let available):
      "the strata may take at most \(available) of \(needed): raise the maxima or take a smaller sample"
    case .noShares(let left):
      "\(left) cannot be placed: the strata that may still grow show no variation; use a smaller sample, or proportional "
        + "allocation"
    case .targetNotPositive(let target): "the target coefficient of variation is \(target): it is a positive number"
    case .totalIsZero: "the total is 0, so its coefficient of variation is undefined: choose another variable"
    case .targetNotReached(let target, let smallest):
      "the coefficient of variation \(target) is not reached: the maxima allow no less than \(smallest); raise them"
    default: nil
    }
  }

  private var unitsSentence: String {
    switch self {
    case .negativeSize(let unit, let value):
      "unit \(unit + 1) has size \(value): sizes are not negative; correct it, or give 0 to leave it out"
    case .sizeNotFinite(let unit): "unit \(unit + 1) has no size: give 0 to leave it out"
    case .sampleExceedsUnits(let sampleSize, let units):
      "a sample of \(sampleSize) from \(units) units of positive size: take a smaller one"
    case .probabilityOutside(let unit, let value):
      "unit \(unit + 1) has the inclusion probability \(value): it lies between 0 and 1"
    case .sampleSizeNotWhole(let sum):
      "the inclusion probabilities add up to \(sum): a design of fixed size needs a whole number; scale them"
    case .unequalProbabilities(let smallest, let largest):
      "the inclusion probabilities range from \(smallest) to \(largest): simple random sampling gives all units the same"
    case .canonicalWeightsNotFound(let residual):
      "no weights of conditional Poisson sampling give these inclusion probabilities: they differ by \(residual); use "
        + "Sampford's method"
    default: "the plan cannot be made"
    }
  }
}
