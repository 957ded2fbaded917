import LinearAlgebra
import Microdata
import Sampling

/// Estimates together with the linearised value of every row, which is what the variance of any design is made of.
///
/// ```
/// θ̂ - θ ≈ Σ_k w_k z_k
/// ```
/// A plan for another sample of the same population takes its variances from the spread of z in the new strata.
/// > Source: Särndal, Swensson and Wretman (1992), section 5.5; Woodruff (1971), JASA 66, 411-414.
public struct LinearizedSample: Sendable {
  /// The estimates of one request, and their linearised values.
  public struct Answer: Sendable {
    public let estimates: Estimates
    /// n × q, in the unit of the estimate; zero outside its domain.
    public let values: Matrix
  }

  /// n weights, those of the estimates.
  public let weights: [Double]
  /// One answer a request, in their order.
  public let answers: [Answer]

  /// - Parameters:
  ///   - block: All rows of the sample, with the columns of `plan`.
  ///   - plan: Statistics of tables: totals, means, ratios, shares; no quantiles or models.
  /// - Throws: ``EstimationError``.
  public init(_ block: RowBlock, _ plan: EstimationPlan, threads: Int = 1) throws(EstimationError) {
    let rows = try SampleRows(
      SampleColumns(block, plan.columns, threads: threads), plan.design, plan.requests, acceptsNegativeWeights: false,
      hasVariances: true)
    let source = MomentVariance(moments: rows.moments, design: plan.design)
    weights = rows.weights
    answers = try plan.requests.map { request throws(EstimationError) in
      let points = try PointEstimates(request, rows.tables)
      return Answer(
        estimates: try Estimates(points, request, rows.tables, source),
        values: RowScores(points.list.map(\.score), rows).scores.matrix)
    }
  }
}
