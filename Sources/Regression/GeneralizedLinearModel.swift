import LinearAlgebra

/// A generalized linear model, to be fitted to weighted rows.
///
/// ```
/// Σ_k w_k x_k (y_k - μ_k) μ'(η_k) / V(μ_k) = 0        g(μ_k) = η_k = x_k'β + o_k
/// ```
/// Weights may be those of the sample or of a replicate. The estimate is that of the population's coefficients; its
/// covariance is the design's, from ``ModelFit/scores`` or from refits, not the model's.
/// > Source: Binder (1983), Int. Stat. Review 51, 279-292; McCullagh and Nelder (1989), section 2.5.
public struct GeneralizedLinearModel: Sendable {
  public let matrix: ModelMatrix
  public let family: ModelFamily
  public let link: ModelLink
  /// n values, by row of the data.
  public let outcome: [Double]
  /// n values added to η; nil: zeros.
  public let offset: [Double]?

  /// - Parameters:
  ///   - matrix: The terms, and the rows to fit.
  ///   - outcome: n values; used in the rows of the matrix.
  ///   - link: nil: the family's canonical link.
  ///   - offset: n values added to η.
  /// - Throws: ``RegressionError/outcomeOutsideFamily(row:value:family:)``, ``RegressionError/missingValue(variable:row:)``,
  ///   ``RegressionError/emptyModel``, ``RegressionError/noMeanBetweenLinkAndFamily(link:family:)``.
  public init(
    _ matrix: ModelMatrix, outcome: [Double], family: ModelFamily, link: ModelLink? = nil, offset: [Double]? = nil
  ) throws(RegressionError) {
    guard matrix.columnCount > 0 else { throw .emptyModel }
    self.matrix = matrix
    self.family = family
    self.link = link ?? family.canonicalLink
    self.outcome = outcome
    self.offset = offset
    if self.link.reachesOne && !family.isOfProportions {
      throw .noMeanBetweenLinkAndFamily(link: self.link, family: family)
    }
    try requireOutcomes()
    try requireValues()
  }

  /// The same model without the terms of these names, as the null hypothesis of a test.
  /// - Throws: ``RegressionError/unknownTerm(_:known:)``, ``RegressionError/emptyModel`` where nothing is left.
  public func dropping(_ terms: [String]) throws(RegressionError) -> GeneralizedLinearModel {
    try GeneralizedLinearModel(matrix.dropping(terms), outcome: outcome, family: family, link: link, offset: offset)
  }

  /// Solves the equations by Fisher scoring.
  ///
  /// A step that leaves the range of the link or makes the fit worse is halved. Steps end when none of the coefficients
  /// moves by more than 1e-10 of the standard error that independent rows would give it.
  /// - Parameters:
  ///   - weights: n weights, by row of the data; zeros leave rows out.
  ///   - start: p coefficients to begin at; nil: at the outcomes.
  ///   - unitWeight: The weight that counts as 1 in deviances and in the naive covariance; nil: the mean over the rows. R
  ///     takes the mean over the domain before rows with missing values are left out.
  ///   - threads: The result is the same for any number.
  /// - Throws: ``RegressionError`` naming the terms that are aliased or separate the outcomes, or saying that steps did not
  ///   end.
  /// - Complexity: O(n p²) an iteration; memory O(threads · p), and p² for every 16,384 rows.
  public func fit(
    weights: [Double], start: [Double]? = nil, unitWeight: Double? = nil, threads: Int = 1
  ) throws(RegressionError) -> ModelFit {
    precondition(weights.count == outcome.count, "one weight a row")
    precondition(start.map { $0.count == matrix.columnCount } ?? true, "one starting value a coefficient")
    try requireWeights(weights)
    let solution = try FisherScoring(model: self, weights: weights, threads: threads).solve(from: start)
    return ModelFit(solution, self, weights, unitWeight: unitWeight)
  }

  var means: MeanModel { MeanModel(family: family, link: link) }

  // MARK: Checks

  private func requireOutcomes() throws(RegressionError) {
    for row in matrix.rows where !family.accepts(outcome[row]) {
      throw .outcomeOutsideFamily(row: row, value: outcome[row], family: family)
    }
    guard let offset else { return }
    for row in matrix.rows where !offset[row].isFinite { throw .missingValue(variable: "the offset", row: row) }
  }

  private func requireValues() throws(RegressionError) {
    for variable in matrix.terms.flatMap(\.variables) {
      precondition(variable.count == outcome.count, "\(variable.name) and the outcome differ in length")
      if let row = matrix.rows.first(where: { !variable.isPresent(in: $0) }) {
        throw .missingValue(variable: variable.name, row: row)
      }
    }
  }

  private func requireWeights(_ weights: [Double]) throws(RegressionError) {
    var weighted = 0
    for row in matrix.rows where weights[row] != 0 {
      guard weights[row].isFinite else { throw .missingValue(variable: "the weight", row: row) }
      weighted += 1
    }
    guard weighted >= matrix.columnCount else {
      throw .tooFewRows(rows: weighted, coefficients: matrix.columnCount)
    }
  }
}
