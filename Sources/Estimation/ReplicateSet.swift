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

  private let replicates: ReplicateWeights
  /// R columns of n weights; nil where no step of weighting follows.
  private let adjusted: [[Double]]?
  let freedom: Freedom
  let isDeleteOneJackknife: Bool

  init(_ replicates: ReplicateWeights, adjusted: [[Double]]?, freedom: Freedom, isDeleteOneJackknife: Bool) {
    self.replicates = replicates
    self.adjusted = adjusted
    self.freedom = freedom
    self.isDeleteOneJackknife = isDeleteOneJackknife
  }

  var count: Int { replicates.replicateCount }
  var scale: Double { replicates.variance.scale }
  var rscales: [Double] { replicates.variance.rscales }

  func weights(_ replicate: Int) -> [Double] { adjusted?[replicate] ?? replicates.weights(ofReplicate: replicate) }

  /// The covariance from R rows of q estimates.
  func covariance(_ estimates: [[Double]], fullSample: [Double]) throws(EstimationError) -> Matrix {
    let table = Matrix(rows: estimates.count, columns: fullSample.count) { estimates[$0][$1] }
    do { return try replicates.variance.covariance(of: table, fullSample: fullSample) } catch {
      throw .replication(error)
    }
  }

  /// The rank of the weights of some rows, less 1.
  ///
  /// A column counts where what the columns before it leave of it exceeds 1e-5 of its length, as in R `degf`.
  func rankFreedom(over mask: [Bool]) -> Double {
    let rows = mask.indices.filter { mask[$0] }
    let columns = (0..<count).map { r in
      let weights = weights(r)
      return rows.map { weights[$0] }
    }
    return Double(Matrix(columns: columns).crossProduct().rank(squaredTolerance: 1e-10) - 1)
  }
}

extension Matrix {
  /// For A'A: the number of columns of A that are not combinations of those before, by elimination without exchange.
  fileprivate func rank(squaredTolerance: Double) -> Int {
    var (left, rank) = (self, 0)
    for j in 0..<columns where left[j, j] > squaredTolerance * self[j, j] && left[j, j] > 0 {
      rank += 1
      for k in (j + 1)..<max(columns, j + 1) where left[j, k] != 0 {
        let factor = left[j, k] / left[j, j]
        for i in k..<columns { left[k, i] -= factor * left[j, i] }
      }
    }
    return rank
  }
}
