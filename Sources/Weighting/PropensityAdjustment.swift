import Glibc
import Microdata

/// Weights of respondents divided by their estimated probability to respond.
///
/// ```
/// w_k = d_k / p_k        p from a logistic regression of response on terms
/// ```
/// or, with ``classCount``, adjusted within classes of rows with similar p, which protects against a wrong model and small p.
///
/// The projection gives the scores of the estimate as a function of the whole sample, response fixed and the propensities'
/// estimation included:
/// ```
/// e_k = u_k - v_k (δ_k - p_k) x_k'κ        κ = (Σ v p (1 - p) x x')⁻¹ Σ u_k (1 - p_k) x_k
/// ```
/// with v the weights of the regression. It accounts for the same parts as ``NonresponseAdjustment``, of which it is the
/// general form; with classes the classes count as fixed.
/// > Source: Kim and Kim (2007), Canadian Journal of Statistics 35, 501-514, section 3; classes: Little (1986),
/// > International Statistical Review 54, 139-157.
public struct PropensityAdjustment: WeightingStep {
  /// n flags.
  public let responded: [Bool]
  /// Whether the regression uses the weights d or counts every row once.
  public let isWeighted: Bool
  /// nil: propensities are used themselves.
  public let classCount: Int?
  public let minimumRespondents: Int
  private let auxiliaries: Auxiliaries

  /// - Parameters:
  ///   - terms: Covariates, a constant among them or implied by them.
  ///   - responded: Whether each row responded.
  ///   - isWeighted: Whether the regression uses the weights.
  ///   - classCount: Number of classes, cut at quantiles of p̂ among rows with weight; equal p̂ share a class.
  ///   - minimumRespondents: Fewer respondents in a class are an error.
  /// - Throws: ``WeightingError/missingAuxiliary(term:row:)``.
  public init(
    _ terms: [AuxiliaryTerm], responded: [Bool], isWeighted: Bool = true, classCount: Int? = nil,
    minimumRespondents: Int = 1
  ) throws(WeightingError) {
    precondition(!terms.isEmpty && (classCount ?? 1) > 0, "no terms or no classes")
    self.responded = responded
    self.isWeighted = isWeighted
    self.classCount = classCount
    self.minimumRespondents = minimumRespondents
    auxiliaries = try Auxiliaries(terms, rowCount: responded.count)
  }

  /// - Throws: ``WeightingError/collinearTerms(_:)``, ``WeightingError/separation(term:iterations:)``,
  ///   ``WeightingError/tooFewRespondents(class:respondents:minimum:)``.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: responded.count)
    guard weights.indices.contains(where: { weights[$0] > 0 && !responded[$0] }) else {
      return AdjustedWeights(weights: weights, projection: .unchanged)
    }
    let regressionWeights = isWeighted ? weights : weights.map { $0 > 0 ? 1 : 0 }
    let fit = try LogisticFit(auxiliaries, responded: responded, weights: regressionWeights)
    if let classCount {
      let classes = Self.classes(of: fit.propensities, weights, count: classCount)
      return try NonresponseAdjustment(
        responded: responded, classes: classes, minimumRespondents: minimumRespondents
      ).adjusted(weights)
    }
    let after = weights.indices.map { responded[$0] ? weights[$0] / fit.propensities[$0] : 0 }
    let projection = PropensityProjection(
      auxiliaries: auxiliaries, fit: fit,
      residuals: weights.indices.map { regressionWeights[$0] * ((responded[$0] ? 1 : 0) - fit.propensities[$0]) })
    return AdjustedWeights(weights: after, projection: ScoreProjection(projection, isResponse: true))
  }

  private static func classes(of propensities: [Double], _ weights: [Double], count: Int) -> Factor {
    let sorted = propensities.indices.filter { weights[$0] > 0 }.map { propensities[$0] }.sorted()
    let cuts = (1..<max(count, 1)).map { sorted[min($0 * sorted.count / count, sorted.count - 1)] }
    let codes = propensities.indices.map { row in
      weights[row] > 0 ? Int32(cuts.count { $0 <= propensities[row] }) : -1
    }
    return Factor(levels: (1...count).map { "propensity class \($0) of \(count)" }, codes: codes)
  }
}

/// The scores of the whole sample under adjustment by estimated propensities.
private struct PropensityProjection: ScoreOperator {
  let auxiliaries: Auxiliaries
  let fit: LogisticFit
  /// v (δ - p).
  let residuals: [Double]

  func project(_ scores: inout [Double], rows: Int) {
    forEachColumn(of: scores.count, rows: rows) { start in
      let weighted = (0..<rows).map { scores[start + $0] * (1 - fit.propensities[$0]) }
      let fitted = auxiliaries.times(fit.information.solve(auxiliaries.transposeTimes(weighted)))
      for row in 0..<rows { scores[start + row] -= residuals[row] * fitted[row] }
    }
  }
}
