import Regression
import Replication
import Sampling
import Weighting

/// A request that cannot be answered from the data it was put to.
public enum EstimationError: Error, Hashable, Sendable {
  case design(DesignError)
  /// A sum left the range of doubles.
  case overflow(String)
  case unknownLabel(String, known: [String])
  case expression(String, position: Int, reason: String)
  case notSingleValued(String)
  case denominatorTotalsMissing([String])
  case denominatorTotalsUnknown([String])
  /// Asked of a design without replicate weights.
  case needsReplicates(String)
  /// The variance of a delete-one jackknife does not converge for what was asked.
  case jackknifeOfQuantile
  /// An estimate does not exist under the weights of one replicate, counted from 1.
  case replicateUndefined(replicate: Int, label: String)
  case replicateWeighting(replicate: Int, reason: String)
  case weighting(WeightingError)
  case replication(ReplicationError)
  case regression(RegressionError)
  case statistic(kind: String, reason: String)
  case notBuilt(String)
}

extension EstimationError {
  /// The row that shows the error, counted from 0 within the data; nil where none does.
  public var row: Int? {
    switch self {
    case .design(let error): error.row
    case .regression(.outcomeOutsideFamily(let row, _, _)), .regression(.levelOutsideList(_, _, let row)): row
    case .weighting(.invalidWeight(let row, _)), .weighting(.missingLevel(_, let row)): row
    default: nil
    }
  }
}

extension EstimationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .design(let error):
      error.description
    case .overflow(let what):
      "\(what) exceeds the range of numbers (1.8e308): use a larger unit"
    case .unknownLabel(let label, let known):
      "no estimate has the label \(label); there are \(known.prefix(12).joined(separator: "; "))"
        + (known.count > 12 ? "; and \(known.count - 12) more" : "")
    case .expression(let text, let position, let reason):
      "the expression \(text) cannot be read at character \(position + 1): \(reason)"
    case .notSingleValued(let what):
      "\(what) has no single set of estimates that a contrast could be formed of"
    case .denominatorTotalsMissing(let strata):
      "a separate ratio estimator needs the known total of every stratum; missing for \(strata.joined(separator: ", "))"
    case .denominatorTotalsUnknown(let strata):
      "denominator totals name strata that the sample does not have: \(strata.joined(separator: ", "))"
    case .needsReplicates(let what):
      "\(what) needs replicate weights: give them in design.replicate, or have them built by design.build_replicates"
    case .jackknifeOfQuantile:
      "a delete-one jackknife of a quantile does not converge to its variance; choose interval_type mean, beta or "
        + "xlogit, or bootstrap or balanced replicates"
    case .replicateUndefined(let replicate, let label):
      "replicate \(replicate) has no estimate of \(label): all its rows have weight zero there; merge small domains, or "
        + "use replicates that keep every unit"
    case .replicateWeighting(let replicate, let reason):
      "the weights of replicate \(replicate) cannot be adjusted: \(reason)"
    case .weighting(let error): error.description
    case .replication(let error): error.description
    case .regression(let error): error.description
    case .statistic(_, let reason): reason
    case .notBuilt(let what): "\(what) is not built yet in this version"
    }
  }
}
