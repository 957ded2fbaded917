import LinearAlgebra

/// A fitted model.
public struct ModelFit: Sendable {
  public let model: GeneralizedLinearModel
  /// β, p values.
  public let coefficients: [Double]
  /// η at the rows of the matrix.
  let predictor: [Double]
  /// `Σ_k w_k d(y_k, μ_k)`.
  public let deviance: Double
  private let information: Cholesky
  private let weights: [Double]
  /// The weight that counts as 1.
  private let unitWeight: Double

  init(
    _ model: GeneralizedLinearModel, _ coefficients: [Double], _ predictor: [Double], _ deviance: Double,
    _ information: Cholesky, _ weights: [Double], unitWeight: Double?
  ) {
    self.unitWeight = unitWeight ?? model.meanWeight(weights)
    (self.model, self.coefficients, self.predictor) = (model, coefficients, predictor)
    (self.deviance, self.information, self.weights) = (deviance, information, weights)
  }

  public var labels: [String] { model.matrix.labels }

  /// `(X'WX)⁻¹` with weights over the unit weight: what the covariance would be for independent rows.
  public var naiveCovariance: Matrix { unitWeight * information.inverse }

  /// n × p linearised variables of β, before weighting: `z_k = (X'WX)⁻¹ x_k (y_k - μ_k) μ'(η_k) / V(μ_k)`; zero in rows
  /// outside the model.
  /// > Source: Binder (1983), equation 3.2.
  public func scores(rowCount: Int) -> Matrix {
    let matrix = model.matrix
    var scores = Matrix(rows: rowCount, columns: matrix.columnCount)
    let inverse = information.inverse
    for range in matrix.blocks {
      let influence = matrix.block(range) * inverse
      for (i, place) in range.enumerated() {
        let row = matrix.rows[place]
        let residual = workingResidual(place, row)
        for j in 0..<matrix.columnCount { scores[row, j] = influence[i, j] * residual }
      }
    }
    return scores
  }

  private func workingResidual(_ place: Int, _ row: Int) -> Double {
    let mean = model.family.inside(model.link.mean(predictor[place]))
    return (model.outcome[row] - mean) * model.link.slope(predictor[place]) / model.family.variance(mean)
  }

  /// n Pearson residuals, `(y - μ) / √V(μ)`; zero in rows outside the model.
  public func pearsonResiduals(rowCount: Int) -> [Double] {
    var residuals = [Double](repeating: 0, count: rowCount)
    for (place, row) in model.matrix.rows.enumerated() {
      let fitted = model.family.inside(model.link.mean(predictor[place]))
      residuals[row] = (model.outcome[row] - fitted) / model.family.variance(fitted).squareRoot()
    }
    return residuals
  }

  /// The weighted variance of the Pearson residuals, `n/(n-1) Σ w (r - r̄)² / Σ w`, times the mean weight over the unit
  /// weight: the dispersion of R `summary.svyglm`.
  public func dispersion(rowCount: Int) -> Double {
    let residuals = pearsonResiduals(rowCount: rowCount)
    let rows = model.matrix.rows.filter { weights[$0] != 0 }
    let total = rows.reduce(0) { $0 + weights[$1] }
    let mean = rows.reduce(0) { $0 + weights[$1] * residuals[$1] } / total
    let squares = rows.reduce(0) { $0 + weights[$1] * (residuals[$1] - mean) * (residuals[$1] - mean) }
    let variance = squares / total * Double(rows.count) / Double(rows.count - 1)
    return variance * model.meanWeight(weights) / unitWeight
  }

  /// The deviance with weights over the unit weight.
  var scaledDeviance: Double { deviance / unitWeight }
}

extension GeneralizedLinearModel {
  /// Over the rows of the model with nonzero weight.
  fileprivate func meanWeight(_ weights: [Double]) -> Double {
    let rows = matrix.rows.filter { weights[$0] != 0 }
    return rows.reduce(0) { $0 + weights[$1] } / Double(max(rows.count, 1))
  }
}
