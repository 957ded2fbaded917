import Glibc
import LinearAlgebra

/// A logistic regression of response on auxiliary terms.
///
/// ```
/// Σ_k v_k (δ_k - p_k) x_k = 0        p_k = 1 / (1 + exp(-x_k'κ))
/// ```
/// > Source: McCullagh and Nelder (1989), Generalized Linear Models, section 4.4; separation: Albert and Anderson (1984),
/// > Biometrika 71, 1-10.
struct LogisticFit {
  /// n propensities.
  let propensities: [Double]
  /// The factor of the information `Σ v p (1 - p) x x'`.
  let information: GramFactor

  /// With data that do not separate Newton's method settles in less than ten steps; separated, each step adds about 1 to
  /// the linear predictor.
  private static let iterations = 40
  /// Beyond, p is 0 or 1 to all digits.
  private static let largestPredictor = 30.0

  /// - Throws: ``WeightingError/collinearTerms(_:)``, ``WeightingError/separation(term:iterations:)``.
  init(_ auxiliaries: Auxiliaries, responded: [Bool], weights: [Double]) throws(WeightingError) {
    var coefficients = [Double](repeating: 0, count: auxiliaries.termCount)
    var predictor = [Double](repeating: 0, count: responded.count)
    var step = coefficients
    for iteration in 0..<Self.iterations {
      let p = predictor.map(Self.logistic)
      let gram = auxiliaries.crossProduct(weights: weights.indices.map { weights[$0] * p[$0] * (1 - p[$0]) })
      let information = GramFactor(gram)
      if iteration == 0 && !information.dependent.isEmpty {
        throw .collinearTerms(information.dependences(gram.diagonal, names: auxiliaries.names, totals: nil))
      }
      let residuals = weights.indices.map { weights[$0] * ((responded[$0] ? 1 : 0) - p[$0]) }
      step = information.solve(auxiliaries.transposeTimes(residuals))
      let change = auxiliaries.times(step)
      for j in step.indices { coefficients[j] += step[j] }
      for row in predictor.indices { predictor[row] += change[row] }
      let extremes = Self.extremes(change, predictor, weights)
      guard extremes.predictor <= Self.largestPredictor else { break }
      if extremes.change <= 1e-10 {
        (propensities, self.information) = (predictor.map(Self.logistic), information)
        return
      }
    }
    throw .separation(term: auxiliaries.names[Self.largest(step, auxiliaries, weights)], iterations: Self.iterations)
  }

  private static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private static func extremes(
    _ change: [Double], _ predictor: [Double], _ weights: [Double]
  ) -> (change: Double, predictor: Double) {
    weights.indices.reduce((0, 0)) { largest, row in
      guard weights[row] > 0 else { return largest }
      return (max(largest.0, change[row].magnitude), max(largest.1, predictor[row].magnitude))
    }
  }

  /// The term whose coefficient moves predictors most.
  private static func largest(_ step: [Double], _ auxiliaries: Auxiliaries, _ weights: [Double]) -> Int {
    let sizes = zip(step, auxiliaries.absoluteSums(weights)).map { ($0 * $1).magnitude }
    return sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
  }
}
