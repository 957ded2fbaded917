import LinearAlgebra
import Microdata

/// A fitted model.
public struct ModelFit: Sendable {
  public let model: GeneralizedLinearModel
  /// n weights that it was fitted with.
  public let weights: [Double]
  /// β, p values.
  public let coefficients: [Double]
  /// `Σ_k w_k d(y_k, μ_k)`, in the unit of the weights.
  public let deviance: Double
  /// Steps of Fisher scoring.
  public let iterations: Int
  private let solution: FisherScoring.Solution
  /// The weight that counts as 1 in ``scaledDeviance``, ``naiveCovariance`` and ``dispersion()``.
  public let unitWeight: Double
  private let used: WeightedRows

  init(
    _ solution: FisherScoring.Solution, _ model: GeneralizedLinearModel, _ weights: [Double], unitWeight: Double?
  ) {
    (self.model, self.weights, self.solution) = (model, weights, solution)
    (coefficients, deviance) = (model.matrix.uncentered(solution.coefficients), solution.deviance)
    iterations = solution.iterations
    used = WeightedRows(model.matrix.rows, weights)
    self.unitWeight = unitWeight ?? used.meanWeight
  }

  public var labels: [String] { model.matrix.labels }

  /// Rows of the model with nonzero weight.
  public var sampleSize: Int { used.count }

  /// The mean of the weights over those rows.
  public var meanWeight: Double { used.meanWeight }

  /// The deviance with weights in ``unitWeight``, so of mean 1.
  public var scaledDeviance: Double { deviance / unitWeight }

  /// `(X'WX)⁻¹` with weights in ``unitWeight``, so of mean 1: the covariance for independent rows and a dispersion of 1.
  public var naiveCovariance: Matrix {
    let uncentering = uncentering
    let inverse = uncentering * solution.information.inverse * uncentering.transposed()
    return Matrix(rows: inverse.rows, columns: inverse.columns) {
      unitWeight * (inverse[$0, $1] + inverse[$1, $0]) / 2
    }
  }

  /// The model without some terms, fitted to the same rows and weights.
  public func reduced(without terms: [String], threads: Int = 1) throws(RegressionError) -> ModelFit {
    try model.dropping(terms).fit(weights: weights, unitWeight: unitWeight, threads: threads)
  }

  /// T of `β = Tβ_c`, where β_c are the coefficients of the centered columns.
  private var uncentering: Matrix {
    Matrix(rows: coefficients.count, columns: coefficients.count) { i, j in
      i == j ? 1 : i == 0 ? -model.matrix.shifts[j] : 0
    }
  }
}

// MARK: Scores

extension ModelFit {
  /// What the covariance of the coefficients is made of.
  public var scores: ModelScores {
    ModelScores(self, influence: solution.information.inverse * uncentering.transposed())
  }

  /// The scores at some places of the model's rows.
  func scores(_ places: Range<Int>, _ influence: Matrix) -> Matrix {
    let block = model.matrix.centeredBlock(places)
    let predictors = model.predictors(block, places, solution.coefficients)
    let rowScores = map(places, predictors) { [means = model.means] in means.workingRow($0, $1).score }
    return (block * influence).scalingRows(rowScores)
  }
}

// MARK: Residuals

extension ModelFit {
  /// A function of outcome and η by place of the model's rows.
  private func mapRows(_ value: (_ y: Double, _ predictor: Double) -> Double) -> [Double] {
    RowChunks.blocks(0..<model.matrix.rows.count).flatMap { places in
      let predictors = model.predictors(model.matrix.centeredBlock(places), places, solution.coefficients)
      return map(places, predictors, value)
    }
  }

  private func map(
    _ places: Range<Int>, _ predictors: [Double], _ value: (_ y: Double, _ predictor: Double) -> Double
  ) -> [Double] {
    var values = predictors
    model.outcome.withUnsafeBufferPointer { outcome in
      model.matrix.run(places).visit { i, row in values[i] = value(outcome[row], predictors[i]) }
    }
    return values
  }

  /// n means; NaN in rows outside the model.
  public func fittedMeans() -> [Double] {
    spread(mapRows { [link = model.link] _, predictor in link.point(predictor).mean }, elsewhere: .nan)
  }

  /// n Pearson residuals, `(y - μ) / √V(μ)`; zero in rows outside the model.
  public func pearsonResiduals() -> [Double] {
    spread(mapRows(model.means.pearsonResidual), elsewhere: 0)
  }

  private func spread(_ values: [Double], elsewhere: Double) -> [Double] {
    var result = [Double](repeating: elsewhere, count: model.outcome.count)
    for (place, row) in model.matrix.rows.enumerated() { result[row] = values[place] }
    return result
  }

  /// The weighted variance of the Pearson residuals r, `n/(n-1) Σ w (r - r̄)² / Σ w`, n rows of nonzero weight.
  ///
  /// It describes; no standard error here depends on it.
  /// > Source: the dispersion of R `summary.svyglm` for linearized variances.
  public func dispersion() -> Double {
    let (mean, meanSquare) = pearsonMoments()
    let variance = (meanSquare - mean * mean) * Double(used.count) / Double(used.count - 1)
    return variance * meanWeight / unitWeight
  }

  /// `Σ w r² / Σ w` of the Pearson residuals; n times as much is the dispersion that R 4.1.1 gives for replicates.
  public func pearsonMeanSquare() -> Double { pearsonMoments().meanSquare }

  /// With an intercept the residuals' mean is near 0, so that subtracting its square takes no digits.
  private func pearsonMoments() -> (mean: Double, meanSquare: Double) {
    var (sum, squares) = (0.0, 0.0)
    for (row, residual) in zip(model.matrix.rows, mapRows(model.means.pearsonResidual)) where weights[row] != 0 {
      sum += weights[row] * residual
      squares += weights[row] * residual * residual
    }
    return (sum / used.size, squares / used.size)
  }
}
