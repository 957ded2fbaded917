import LinearAlgebra

/// The linearized variables of a fit's coefficients, n × p, before weighting; zero in rows outside the model.
/// ```
/// z_k = (X'WX)⁻¹ x_k (y_k - μ_k) μ'(η_k) / V(μ_k)
/// ```
/// The covariance of β is the design's covariance of the weighted totals of the columns.
/// - Complexity: O(p²) a row; the rows asked for are held, no others.
/// > Source: Binder (1983), equation 3.2.
public struct ModelScores: MatrixBlocks {
  private let fit: ModelFit
  /// `(X_c'WX_c)⁻¹T'`, whose product with centered rows are those of `X(X'WX)⁻¹`.
  private let influence: Matrix

  init(_ fit: ModelFit, influence: Matrix) { (self.fit, self.influence) = (fit, influence) }

  public var rows: Int { fit.model.outcome.count }
  public var columns: Int { fit.coefficients.count }

  public func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    let places = fit.model.matrix.places(in: run)
    if places.count < run.count { out.initialize(repeating: 0, count: run.count * columns) }
    let block = fit.scores(places, influence)
    for j in 0..<columns {
      block.column(j).withUnsafeBufferPointer { z in
        fit.model.matrix.run(places).visit { out[j * run.count + $1 - run.lowerBound] = z[$0] }
      }
    }
  }
}
