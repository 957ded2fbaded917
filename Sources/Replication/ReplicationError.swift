import Sampling

/// Replicates that cannot be made or used, with the stratum, replicate or number that shows it.
public enum ReplicationError: Error, Hashable, Sendable {
  /// The design itself is at fault.
  case design(DesignError)
  /// One unit was sampled of several; replicates cannot show its spread.
  case singletonStratum(stage: Int, stratum: String, unit: String)
  /// A singleton, and a rule (`adjust` or `average`) that replicates have no form for.
  case singletonRule(SingletonRule, stratum: String)
  /// Half-samples need two units a stratum.
  case notTwoUnits(stratum: String, units: Int)
  /// JK1 drops units of one stratum.
  case stratified(strata: Int)
  /// Every stratum was taken in full.
  case everyStratumIsACensus
  /// A setting outside its range.
  case invalidSetting(name: String, value: Double, expected: String)
  /// A replicate type that does not say what squared deviations are multiplied with.
  case missingScale(type: String, needed: String)
  /// A column, or a list with one entry a replicate or row, of another length.
  case unequalCounts(what: String, expected: Int, found: Int)
  /// `replicate` and `row` count from 0.
  case replicateNotFinite(replicate: Int, row: Int)
  /// The statistic has no value under the weights of a replicate (counted from 0).
  case estimateUndefined(replicate: Int)
  /// The quadratic form of a variance estimator takes negative values, so that no random weights have it as covariance.
  case quadraticFormNotPositive(smallestEigenvalue: Double, largestEigenvalue: Double)
  /// Pairs of units are given by row, and the design's units are not its rows.
  case pairsNeedRowsAsUnits
}

extension ReplicationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .design(let error): error.description
    case .singletonStratum(let stage, let stratum, let unit):
      "\(named(stratum)) has one sampled unit (\(unit)) at stage \(stage), and replicates cannot show its spread: merge it "
        + "with another stratum, give its population size 1 if it was certain, or choose remove or certainty for singletons"
    case .singletonRule(let rule, let stratum):
      "\(named(stratum)) has one sampled unit, and the rule \(rule.rawValue) has no form in replicates: merge it with "
        + "another stratum, choose remove or certainty, or linearise"
    case .notTwoUnits(let stratum, let units):
      "\(named(stratum)) has \(units) sampled \(units == 1 ? "unit" : "units"); half-samples need exactly two in every "
        + "stratum: pair units, merge strata, or use JKn or a bootstrap"
    case .stratified(let strata):
      "JK1 is for one stratum and the design has \(strata): use JKn"
    case .everyStratumIsACensus:
      "every stratum was taken in full: there is no sampling error to replicate; leave out the replicates"
    case .invalidSetting(let name, let value, let expected):
      "\(name) is \(value): give \(expected)"
    case .missingScale(let type, let needed):
      "replicates of type \(type) need \(needed): give the value that belongs to the weights"
    case .unequalCounts(let what, let expected, let found):
      "\(what): \(expected) expected and \(found) given; give one for each"
    case .replicateNotFinite(let replicate, let row):
      "replicate \(replicate + 1) has no finite weight in row \(row + 1): correct the weight, or give 0 to a row that the "
        + "replicate leaves out"
    case .estimateUndefined(let replicate):
      "the estimate is undefined under the weights of replicate \(replicate + 1): leave that replicate out with rscales 0, "
        + "or widen the domain"
    case .quadraticFormNotPositive(let smallest, let largest):
      "the variance estimator's quadratic form has eigenvalues from \(smallest) to \(largest): random weights need one that "
        + "is nowhere negative; choose stratified-multistage, or check the joint probabilities"
    case .pairsNeedRowsAsUnits:
      "inclusion probabilities of pairs are given by row, and the design's units are not its rows: use one row a unit"
    }
  }

  private func named(_ stratum: String) -> String {
    stratum.isEmpty ? "the sample" : "stratum \(stratum)"
  }
}
