/// Strata by size that cannot be made, with what shows it and the way out.
public enum StratificationError: Error, Hashable, Sendable {
  /// `row` counts from 0 within the frame.
  case sizeNotFinite(row: Int)
  case nonpositiveSize(row: Int, value: Double)
  case unequalLengths(what: String, count: Int, expected: Int)
  case tooFewDistinctSizes(distinct: Int, strata: Int)
  case strataNotPositive(Int)
  case classesNotPositive(Int)
  case optionOutside(name: String, value: Double, range: String)
  /// A take-all and a take-none stratum leave `sampled` strata to divide the sample among.
  case noStratumLeft(strata: Int)
  case totalIsZero
  case targetNotReached(target: Double)
  case sampleSizeNotFeasible(sampleSize: Int)
  /// No cut gives every stratum its minimum of units.
  case strataTooSmall(minimum: Int, strata: Int)
}

extension StratificationError: CustomStringConvertible {
  public var description: String { frameSentence ?? planSentence }

  private var frameSentence: String? {
    switch self {
    case .sizeNotFinite(let row):
      "row \(row + 1): the size or survey value is not a finite number: correct or remove it"
    case .nonpositiveSize(let row, let value):
      "row \(row + 1): the size is \(value), but geometric boundaries and log-linear models need positive sizes: set "
        + "such units apart, or use another method"
    case .unequalLengths(let what, let count, let expected):
      "\(count) \(what) where \(expected) are needed: give one each"
    case .tooFewDistinctSizes(let distinct, let strata):
      "\(distinct) distinct sizes cannot make \(strata) strata: ask for at most \(distinct)"
    case .totalIsZero:
      "the anticipated total is zero, so its coefficient of variation is undefined: use another variable"
    default: nil
    }
  }

  private var planSentence: String {
    switch self {
    case .strataNotPositive(let count): "\(count) strata were asked for: ask for at least one"
    case .classesNotPositive(let count):
      "\(count) classes were asked for: use at least one, better ten for each stratum"
    case .optionOutside(let name, let value, let range): "\(name) is \(value): it lies in \(range)"
    case .noStratumLeft(let strata):
      "\(strata) strata cannot hold both a take-all and a take-none stratum: ask for more"
    case .targetNotReached(let target):
      "no boundaries reach the coefficient of variation \(target): raise it, drop the take-none stratum or lower its "
        + "bias penalty, or expect higher response rates"
    case .sampleSizeNotFeasible(let size):
      "\(size) units do not fill the take-all stratum and the minimum of every other one: raise the sample size, lower "
        + "the minima, or ask for fewer strata"
    case .strataTooSmall(let minimum, let strata):
      "no boundaries leave at least \(minimum) units in each of \(strata) strata: lower the minimum or ask for fewer"
    default: ""
    }
  }
}
