/// Weights that reproduce the population counts of post-strata.
///
/// ```
/// w_k = d_k N_c / Σ_{l ∈ c} d_l        for k in post-stratum c
/// ```
/// > Source: Holt and Smith (1979), JRSS A 142, 33-46. Compared with `postStratify` of R survey.
public struct PostStratification: WeightingStep {
  public let margin: Margin

  public init(_ margin: Margin) {
    self.margin = margin
  }

  /// - Throws: ``WeightingError/uncountedLevel(margin:level:sampledWeight:)`` and
  ///   ``WeightingError/unsampledLevel(margin:level:count:)`` where sample and counts have different post-strata. Weights may
  ///   be negative, as linear calibration can make them.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: margin.factor.codes.count, allowingNegative: true)
    let sampled = try margin.sampledWeights(weights)
    let factors = zip(margin.counts, sampled).map { $1 == 0 ? 0 : ($0 ?? 0) / $1 }
    let after = zip(weights, margin.factor.codes).map { $0 == 0 ? 0 : $0 * factors[Int($1)] }
    let projection = PostStratumProjection(codes: margin.factor.codes, before: weights, after: after, sums: sampled)
    return AdjustedWeights(weights: after, projection: ScoreProjection(projection))
  }
}

/// Deviations from means of post-strata: `e_k = u_k - w_k z̄_c` with `z̄_c = Σ_c d_k z_k / Σ_c d_k`.
struct PostStratumProjection: ScoreOperator {
  let codes: [Int32]
  let before: [Double]
  let after: [Double]
  /// Σ_c d_k by post-stratum.
  let sums: [Double]

  func project(_ scores: inout [Double], rows: Int) {
    forEachColumn(of: scores.count, rows: rows) { start in
      var means = [Double](repeating: 0, count: sums.count)
      for row in 0..<rows where after[row] != 0 {
        means[Int(codes[row])] += before[row] / after[row] * scores[start + row]
      }
      for level in means.indices where sums[level] != 0 { means[level] /= sums[level] }
      for row in 0..<rows where after[row] != 0 { scores[start + row] -= after[row] * means[Int(codes[row])] }
    }
  }
}
