import LinearAlgebra
import Sampling
import Weighting

/// The covariance of weighted totals under a design, from the weighted rows `u_ka = w_k z_ka`.
protocol TotalCovariance: Sendable {
  /// - Parameters:
  ///   - present: n: rows that are inside the domain; units without one count in their stratum all the same.
  ///   - totals: n × q, the weighted rows that matter to a stage, from 1: calibration within its units leaves the error
  ///     of a stage as it is.
  func covariance(
    present: [Bool], ofTotals totals: (_ stage: Int) -> any MatrixBlocks
  ) throws(EstimationError) -> Matrix
}

/// Linearised variances from the rows of a sample in memory.
struct RowVariance: VarianceSource {
  let rows: SampleRows
  /// Replaces weighted scores by the residuals that adjusted weights leave; nil without weighting.
  let weighting: ChainedWeights?
  let totals: any TotalCovariance
  /// Units outside a domain stand in the sample with residuals of their own, or only as zeros.
  let keepsWholeSample: Bool

  func covariance(
    of points: PointEstimates, _ request: StatisticRequest, onlyVariances: Bool
  ) throws(EstimationError) -> CovarianceMatrix {
    CovarianceMatrix(try covariance(of: RowScores(points.list.map(\.score), rows)))
  }

  func designDegreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double {
    sample.designDegreesOfFreedom(request)
  }

  /// `C(Σ_k w_k z_k)`, of the residuals of w_k z_k where weights are calibrated.
  func covariance(of scores: RowScores) throws(EstimationError) -> Matrix {
    let weighted = RowScaledBlocks(scores.scores, weights: rows.weights)
    let present = keepsWholeSample ? [Bool](repeating: true, count: rows.rowCount) : scores.present
    return try totals.covariance(present: present) { stage in
      guard let weighting else { return weighted }
      var residuals = weighted.matrix(threads: rows.threads)
      let sizes = residuals.columnMaxima
      residuals.withMutableElements { weighting.project(&$0, rows: rows.rowCount, forStage: stage) }
      residuals.clearRounding(of: sizes)
      return residuals
    }
  }
}

extension Matrix {
  /// By column: the largest magnitude.
  fileprivate var columnMaxima: [Double] {
    (0..<columns).map { column in self.column(column).reduce(0) { max($0, abs($1)) } }
  }

  /// A column whose residuals are below the rounding error of the projection is a calibrated total: it has no error.
  /// - Parameter sizes: By column, the largest magnitude before the projection.
  fileprivate mutating func clearRounding(of sizes: [Double]) {
    for (column, left) in columnMaxima.enumerated() where left <= sizes[column] * 0x1p-33 {
      for row in 0..<rows { self[row, column] = 0 }
    }
  }
}
