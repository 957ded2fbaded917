import LinearAlgebra

/// A generalised linear model, to be fitted to weighted rows.
///
/// ```
/// Σ_k w_k x_k (y_k - μ_k) μ'(η_k) / V(μ_k) = 0        g(μ_k) = η_k = x_k'β + o_k
/// ```
/// Weights may be those of the sample or of a replicate. The estimate is that of the population's coefficients; its
/// covariance is the design's, from ``ModelFit/scores``, not the model's.
/// > Source: Binder (1983), Int. Stat. Review 51, 279-292; McCullagh and Nelder (1989), section 2.5.
public struct GeneralizedLinearModel: Sendable {
  public let matrix: ModelMatrix
  public let family: ModelFamily
  public let link: ModelLink
  /// By row of the data.
  let outcome: [Double]
  let offset: [Double]?

  private static let iterations = 100
  /// Beyond, a probability is 0 or 1 to thirteen digits.
  private static let largestPredictor = 30.0

  /// - Parameters:
  ///   - outcome: n values; used in the rows of the matrix.
  ///   - offset: n values added to η.
  /// - Throws: ``RegressionError/outcomeOutsideFamily(row:value:family:)``.
  public init(
    _ matrix: ModelMatrix, outcome: [Double], family: ModelFamily, link: ModelLink? = nil, offset: [Double]? = nil
  ) throws(RegressionError) {
    for row in matrix.rows where !family.accepts(outcome[row]) {
      throw .outcomeOutsideFamily(row: row, value: outcome[row], family: family)
    }
    self.matrix = matrix
    self.family = family
    self.link = link ?? family.canonicalLink
    self.outcome = outcome
    self.offset = offset
  }

  /// Fisher scoring until no coefficient moves η by more than rounding.
  /// - Parameters:
  ///   - weights: n weights, by row of the data.
  ///   - start: Where to begin; nil: at the outcomes.
  ///   - unitWeight: The weight that counts as 1 in deviances and in the naive covariance; nil: the mean over the rows.
  /// - Throws: ``RegressionError`` naming the term that is aliased or separates.
  /// - Complexity: O(n p²) an iteration.
  public func fit(
    weights: [Double], start: [Double]? = nil, unitWeight: Double? = nil
  ) throws(RegressionError) -> ModelFit {
    guard matrix.rows.count >= matrix.columnCount else {
      throw .tooFewRows(rows: matrix.rows.count, coefficients: matrix.columnCount)
    }
    var predictor = start.map(predictors) ?? startingPredictor
    var coefficients = start ?? [Double](repeating: 0, count: matrix.columnCount)
    var (deviance, change) = (Double.infinity, Double.infinity)
    for iteration in 1...Self.iterations {
      let equations = normalEquations(predictor, weights)
      var next = try solve(equations)
      var (nextPredictor, nextDeviance) = evaluate(next, weights)
      // A step that makes the fit worse, or leaves the family's range, is halved.
      for _ in 0..<30 where !(nextDeviance <= deviance * (1 + 1e-9)) && iteration > 1 {
        next = zip(next, coefficients).map { ($0 + $1) / 2 }
        (nextPredictor, nextDeviance) = evaluate(next, weights)
      }
      change = zip(nextPredictor, predictor).reduce(0) { max($0, abs($1.0 - $1.1)) }
      (coefficients, predictor, deviance) = (next, nextPredictor, nextDeviance)
      try requireNoSeparation(predictor, weights, coefficients, iteration)
      if change <= 1e-11 * max(1, predictor.reduce(0) { max($0, abs($1)) }) {
        return ModelFit(
          self, coefficients, predictor, deviance, try information(predictor, weights), weights, unitWeight: unitWeight)
      }
    }
    throw .notConverged(iterations: Self.iterations, change: change)
  }

  // MARK: Steps

  private var startingPredictor: [Double] { matrix.rows.map { link.predictor(family.start(outcome[$0])) } }

  /// η at the rows of the matrix.
  private func predictors(_ coefficients: [Double]) -> [Double] {
    var predictor = matrix.blocks.flatMap { matrix.block($0) * coefficients }
    if let offset {
      for place in predictor.indices { predictor[place] += offset[matrix.rows[place]] }
    }
    return predictor
  }

  private func evaluate(_ coefficients: [Double], _ weights: [Double]) -> (predictor: [Double], deviance: Double) {
    let predictor = predictors(coefficients)
    var deviance = 0.0
    for (place, row) in matrix.rows.enumerated() where weights[row] != 0 {
      let mean = link.mean(predictor[place])
      guard family.contains(mean: mean) || Self.isExtreme(mean, family) else { return (predictor, .infinity) }
      deviance += weights[row] * family.deviance(outcome[row], family.inside(mean))
    }
    return (predictor, deviance)
  }

  /// A probability that rounding has made 0 or 1.
  private static func isExtreme(_ mean: Double, _ family: ModelFamily) -> Bool {
    (family == .binomial || family == .quasibinomial) && (mean == 0 || mean == 1)
  }

  private struct Equations {
    var gram: Matrix
    var right: [Double]
  }

  /// `X'WX` and `X'W z` with working weights `w μ'² / V` and the working outcome `z = η - o + (y - μ) / μ'`.
  private func normalEquations(_ predictor: [Double], _ weights: [Double]) -> Equations {
    let p = matrix.columnCount
    var equations = Equations(gram: Matrix(rows: p, columns: p), right: [Double](repeating: 0, count: p))
    for range in matrix.blocks {
      let block = matrix.block(range)
      let working = range.map { workingRow($0, predictor[$0], weights) }
      equations.gram = equations.gram + block.crossProduct(weights: working.map(\.weight))
      let right = block.transposeTimes(working.map { $0.weight * $0.outcome })
      for j in 0..<p { equations.right[j] += right[j] }
    }
    return equations
  }

  private func workingRow(_ place: Int, _ predictor: Double, _ weights: [Double]) -> (weight: Double, outcome: Double) {
    let row = matrix.rows[place]
    let (mean, slope) = (family.inside(link.mean(predictor)), link.slope(predictor))
    guard weights[row] != 0, slope != 0 else { return (0, 0) }
    return (
      weights[row] * slope * slope / family.variance(mean),
      predictor - (offset?[row] ?? 0) + (outcome[row] - mean) / slope
    )
  }

  private func solve(_ equations: Equations) throws(RegressionError) -> [Double] {
    try factor(equations.gram).solve(equations.right)
  }

  private func information(_ predictor: [Double], _ weights: [Double]) throws(RegressionError) -> Cholesky {
    try factor(normalEquations(predictor, weights).gram)
  }

  private func factor(_ gram: Matrix) throws(RegressionError) -> Cholesky {
    do { return try Cholesky(gram, columnNames: matrix.labels) } catch {
      switch error {
      case .singular(let column, _, _), .notPositiveDefinite(_, let column, _):
        throw .aliasedTerm(matrix.labels[column.index])
      default: throw .linearAlgebra(error)
      }
    }
  }

  private func requireNoSeparation(
    _ predictor: [Double], _ weights: [Double], _ coefficients: [Double], _ iteration: Int
  ) throws(RegressionError) {
    guard family == .binomial || family == .quasibinomial, link != .identity, link != .log else { return }
    for (place, row) in matrix.rows.enumerated()
    where weights[row] != 0 && abs(predictor[place]) > Self.largestPredictor {
      let contributions = matrix.block(place..<(place + 1)).row(0)
      let largest = coefficients.indices.max {
        abs(coefficients[$0] * contributions[$0]) < abs(coefficients[$1] * contributions[$1])
      }
      throw .separation(term: largest.map { matrix.labels[$0] } ?? "the model", iterations: iteration)
    }
  }
}

extension ModelFamily {
  /// A probability a rounding error inside (0, 1).
  func inside(_ mean: Double) -> Double {
    guard self == .binomial || self == .quasibinomial else { return mean }
    return min(max(mean, 0x1p-53), 1 - 0x1p-53)
  }
}
