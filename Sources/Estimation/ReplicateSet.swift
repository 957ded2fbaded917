import LinearAlgebra
import Replication

/// Weights of all replicates after weighting, and how their estimates become a variance.
struct ReplicateSet: Sendable {
  /// Degrees of freedom that the request leaves to the design.
  enum Freedom: Sendable {
    /// The rank of the replicate weights less 1.
    case rank
    /// First-stage units less strata: the replicates were made from them.
    case design
  }

  let replicates: ReplicateWeights
  let freedom: Freedom
  let isDeleteOneJackknife: Bool

  var count: Int { replicates.replicateCount }
  var scale: Double { replicates.variance.scale }
  var rscales: [Double] { replicates.variance.rscales }

  func weights(_ replicate: Int) -> [Double] { replicates.weights(ofReplicate: replicate) }

  /// The covariance from R rows of q estimates.
  func covariance(_ estimates: [[Double]], fullSample: [Double]) throws(EstimationError) -> Matrix {
    try covariance(
      Matrix(rows: estimates.count, columns: fullSample.count) { estimates[$0][$1] }, fullSample: fullSample)
  }

  func covariance(_ estimates: Matrix, fullSample: [Double]) throws(EstimationError) -> Matrix {
    do { return try replicates.variance.covariance(of: estimates, fullSample: fullSample) } catch {
      throw .replication(error)
    }
  }
}
