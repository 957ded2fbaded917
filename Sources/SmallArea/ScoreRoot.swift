/// The value of σ²_u at which a score is zero, or 0 where the score is negative there.
///
/// Fisher scoring, `σ² ← σ² + s(σ²) / I(σ²)`, kept between the last point with a positive score and the last with a
/// negative one; a step that leaves the two is halved between them, so the search cannot cycle. It starts from the median
/// sampling variance.
/// > Source: Rao and Molina (2015), section 6.1.2.
struct ScoreRoot {
  private let model: FayHerriot
  private let method: AreaVarianceMethod
  private let start: Double

  private static let iterations = 300
  /// Scoring converges by a constant factor, at worst hardly below 1; from here on halving is surer.
  private static let scoringSteps = 50

  init(model: FayHerriot, method: AreaVarianceMethod) {
    (self.model, self.method) = (model, method)
    let sorted = model.d.sorted()
    start = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// - Throws: `SmallAreaError.notConverged`.
  func find() throws(SmallAreaError) -> (value: Double, iterations: Int) {
    // The score of an adjusted likelihood is infinite at 0.
    var (current, low, high) = (start, method.reachesZero ? nil : 0.0, Double.infinity)
    for iteration in 1...Self.iterations {
      let (score, information) = try derivatives(at: current)
      if current == 0 && score <= 0 { return (0, iteration) }
      if score > 0 { low = current } else { high = current }
      let next = step(
        from: current, by: score / information, low: low, high: high, scores: iteration <= Self.scoringSteps)
      // Rounding of the score moves the root by about ε (σ² + D).
      if abs(next - current) <= 1e-15 * (current + start) { return (next, iteration) }
      current = next
    }
    throw .notConverged(method: method, iterations: Self.iterations, lastChange: high - (low ?? 0))
  }

  private func step(from current: Double, by change: Double, low: Double?, high: Double, scores: Bool) -> Double {
    let proposed = current + change
    guard scores else { return bisected(from: current, low: low, high: high) }
    if proposed > (low ?? 0) && proposed < high { return proposed }
    // Zero is a point of its own, to be asked for its score unless that is known.
    return low == nil && proposed <= 0 ? 0 : bisected(from: current, low: low, high: high)
  }

  /// The middle, or twice or half the current point while one end is not known.
  private func bisected(from current: Double, low: Double?, high: Double) -> Double {
    guard let low else { return current / 2 > start * 1e-16 ? current / 2 : 0 }
    return high.isFinite ? (low + high) / 2 : 2 * current
  }

  /// The score and the information that scales it.
  private func derivatives(at value: Double) throws(SmallAreaError) -> (score: Double, information: Double) {
    let fit = try AreaRegression(model, areaVariance: value)
    let quadratic = fit.sumOfSquares(overPower: 2)
    switch method {
    case .reml, .prasadRao: return ((quadratic - fit.traceP) / 2, fit.tracePP / 2)
    case .maximumLikelihood: return ((quadratic - fit.precision(power: 1)) / 2, fit.precision(power: 2) / 2)
    case .adjustedReml:
      return ((quadratic - fit.traceP) / 2 + 1 / value, fit.tracePP / 2 + 1 / (value * value))
    case .adjustedMaximumLikelihood:
      return (
        (quadratic - fit.precision(power: 1)) / 2 + 1 / value, fit.precision(power: 2) / 2 + 1 / (value * value)
      )
    case .fayHerriot:
      return (fit.sumOfSquares(overPower: 1) - Double(model.observed.count - model.x.columns), quadratic)
    }
  }
}
