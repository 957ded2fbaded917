import LinearAlgebra
import Regression

/// A source of variances that can be asked about any function of the rows, not of the tables alone.
protocol RowStatisticSource: VarianceSource {
  var rows: SampleRows { get }

  /// The covariance of the weighted means `Σ_k w_k x_ka / Σ_k w_k` over the rows of the mask.
  /// - Parameters:
  ///   - columns: q columns of n values; finite inside the mask.
  func covariance(ofMeans columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix

  /// The covariance of the weighted totals `Σ_k w_k x_ka` over the rows of the mask.
  func covariance(ofTotals columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix

  /// How a model's coefficients get their covariance.
  /// - Parameter present: n: the rows of the model.
  func designCovariance(present: [Bool]) -> DesignCovariance

  /// The covariance of a function of the weights alone; nil where only linearised functions have one.
  func covariance(
    ofRefitted statistic: (_ weights: [Double]) throws(EstimationError) -> [Double]
  ) throws(EstimationError) -> Matrix?
}

extension SampleRows {
  /// `Σ_k w_k x_k / Σ_k w_k`; nil where the weights sum to zero.
  func mean(_ values: [Double], over mask: [Bool], weights: [Double]? = nil) -> Double? {
    let weights = weights ?? self.weights
    var (sum, size) = (0.0, 0.0)
    for row in values.indices where mask[row] {
      sum += weights[row] * values[row]
      size += weights[row]
    }
    return size == 0 ? nil : sum / size
  }
}

extension RowVariance: RowStatisticSource {
  /// Linearised: z_k = (x_k - x̄) / N̂.
  func covariance(ofMeans columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix {
    let size = rows.weights.indices.reduce(0) { mask[$1] ? $0 + rows.weights[$1] : $0 }
    let scores = columns.flatMap { column in
      let mean = rows.mean(column, over: mask) ?? 0
      return column.indices.map { mask[$0] ? (column[$0] - mean) / size : 0 }
    }
    return try covariance(
      of: RowScores(
        scores: Matrix(columnMajor: scores, rows: rows.rowCount, columns: columns.count), present: mask))
  }

  func covariance(ofTotals columns: [[Double]], over mask: [Bool]) throws(EstimationError) -> Matrix {
    let scores = columns.flatMap { column in column.indices.map { mask[$0] ? column[$0] : 0 } }
    return try covariance(
      of: RowScores(
        scores: Matrix(columnMajor: scores, rows: rows.rowCount, columns: columns.count), present: mask))
  }

  func designCovariance(present: [Bool]) -> DesignCovariance {
    .linearized { scores throws(RegressionError) in
      try designError { () throws(EstimationError) in try covariance(of: RowScores(scores: scores, present: present)) }
    }
  }

  func covariance(
    ofRefitted statistic: (_ weights: [Double]) throws(EstimationError) -> [Double]
  ) throws(EstimationError) -> Matrix? { nil }
}

/// What the design refuses, as an error of the model that asked it.
func designError<R>(_ body: () throws(EstimationError) -> R) throws(RegressionError) -> R {
  do { return try body() } catch { throw .design(error.description) }
}
