/// Something about replicates that a reader of their variances should know, though they can be used.
public enum ReplicationFinding: Hashable, Sendable {
  /// All weights of a replicate are zero; it counts from 0.
  case replicateOfZeros(Int)
  /// The method has no finite population correction and the design has one.
  case correctionIgnored(method: String)
  /// The method resamples first-stage units as if they were drawn with replacement, and later stages have corrections.
  case laterStagesIgnored(method: String)
  /// A stratum of one unit keeps its weights in every replicate, as the singleton rule says.
  case singletonKept(stratum: String)
  /// One scale serves strata of different size: the variance of this stratum is multiplied with `factor`, which should be 1.
  case approximateScale(stratum: String, factor: Double)
  /// N_h is not a whole number and was rounded.
  case populationRounded(stratum: String, size: Double)
  /// The type of replicates fixes the scale; the one given is not used.
  case scaleIgnored(type: String)
  /// Rows of the Hadamard matrix serve several units.
  case rowsShared(units: Int, rows: Int)
}

extension ReplicationFinding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .replicateOfZeros(let replicate):
      "all weights of replicate \(replicate + 1) are zero"
    case .correctionIgnored(let method):
      "\(method) has no finite population correction: variances are those of sampling with replacement, except in strata "
        + "taken in full; rao-wu-yue, preston and JKn have one"
    case .laterStagesIgnored(let method):
      "\(method) corrects for the first stage only; preston and generalized-bootstrap follow every stage"
    case .singletonKept(let stratum):
      "stratum \(stratum) has one sampled unit, which every replicate keeps: it adds no variance"
    case .approximateScale(let stratum, let factor):
      "the replicates have one scale for strata of unequal size: that of stratum \(stratum) is \(factor) times what it "
        + "should be; rao-wu-yue and preston are exact in every stratum"
    case .populationRounded(let stratum, let size):
      "stratum \(stratum) has a population of \(size) units, which was rounded"
    case .scaleIgnored(let type):
      "type \(type) fixes the scale of its replicates; the one given is not used"
    case .rowsShared(let units, let rows):
      "\(units) units share \(rows) rows of the Hadamard matrix: the variance is that of successive differences only on "
        + "average; more replicates than units make it exact"
    }
  }
}
