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
    present: [Bool], ofTotals totals: (_ stage: Int) -> Matrix
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
    let weighted = scores.scores.scalingRows(by: rows.weights)
    let present = keepsWholeSample ? [Bool](repeating: true, count: rows.rowCount) : scores.present
    return try totals.covariance(present: present) { stage in
      weighting.map { $0.residuals(of: weighted, forStage: stage).withoutRounding(of: weighted) } ?? weighted
    }
  }
}

extension Matrix {
  /// `diag(w) A`
  func scalingRows(by weights: [Double]) -> Matrix {
    var scaled = self
    for column in 0..<columns {
      for row in 0..<rows { scaled[row, column] *= weights[row] }
    }
    return scaled
  }

  /// A column whose residuals are below the rounding error of the projection is a calibrated total: it has no error.
  fileprivate func withoutRounding(of original: Matrix) -> Matrix {
    var cleaned = self
    for column in 0..<columns {
      let size = original.column(column).reduce(0) { max($0, abs($1)) }
      let left = self.column(column).reduce(0) { max($0, abs($1)) }
      guard left <= size * 0x1p-33 else { continue }
      for row in 0..<rows { cleaned[row, column] = 0 }
    }
    return cleaned
  }
}
