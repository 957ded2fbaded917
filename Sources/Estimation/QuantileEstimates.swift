import Distributions
import Glibc
import Sampling

/// How the confidence interval of a quantile is formed.
/// > Source: Woodruff (1952), JASA 47, 635-646; Francisco and Fuller (1991), Annals of Statistics 19, 454-469; the
/// > conventions are those of R `svyquantile`.
public enum QuantileInterval: String, Sendable, Hashable, CaseIterable {
  /// Woodruff's: the interval of the distribution function at the estimate, p̂ ± t se, carried back by the rule.
  case mean
  /// Woodruff's with the interval of a proportion: Korn and Graubard's, logit, or arcsine.
  case beta, xlogit, asin
  /// The values that a score test of the distribution function does not reject. The ends are read at the unweighted
  /// distribution function, R's convention, and need not enclose the estimate.
  case score
  /// θ̂ ± t se with the variance of the replicates.
  case quantile
}

/// Quantiles of one variable in one group of rows.
struct QuantileEstimator {
  let source: any RowStatisticSource
  let values: [Double]
  let mask: [Bool]
  let rule: QuantileRule
  let interval: QuantileInterval
  let level: Double
  let degreesOfFreedom: Double
  let designDegreesOfFreedom: Double

  struct Result {
    let value: Double?
    let standardError: Double?
    let lower: Double?
    let upper: Double?
  }

  /// - Throws: ``EstimationError`` where the interval does not exist for the design.
  func estimates(_ probabilities: [Double]) throws(EstimationError) -> [Result] {
    let distribution = WeightedDistribution(values, weights: source.rows.weights, mask: mask)
    return try probabilities.map { p throws(EstimationError) in
      guard let value = distribution.quantile(p, rule) else {
        return Result(value: nil, standardError: nil, lower: nil, upper: nil)
      }
      guard p > 0, p < 1, let t = quantile else {
        return Result(value: value, standardError: nil, lower: nil, upper: nil)
      }
      let (lower, upper) = try bounds(p, value, distribution, t)
      let error = lower.flatMap { lower in upper.map { ($0 - lower) / (2 * t) } }
      return Result(value: value, standardError: error, lower: lower, upper: upper)
    }
  }

  /// t_{(1 + level) / 2}; nil without degrees of freedom.
  private var quantile: Double? {
    (try? StudentT(degreesOfFreedom: degreesOfFreedom))?.quantile((1 + level) / 2)
  }

  private func bounds(
    _ p: Double, _ value: Double, _ distribution: WeightedDistribution, _ t: Double
  ) throws(EstimationError) -> (lower: Double?, upper: Double?) {
    switch interval {
    case .mean, .beta, .xlogit, .asin: try woodruff(value, distribution, t)
    case .score: try score(p, distribution, t)
    case .quantile: try replicated(p, value, t)
    }
  }

  // MARK: Woodruff

  /// The ends of the interval of F̂(θ̂), carried back by the rule; nil where one leaves [0, 1].
  private func woodruff(
    _ value: Double, _ distribution: WeightedDistribution, _ t: Double
  ) throws(EstimationError) -> (lower: Double?, upper: Double?) {
    let indicator = values.map { $0 <= value ? 1.0 : 0 }
    let share = source.rows.mean(indicator, over: mask) ?? 0
    let variance = try source.covariance(ofMeans: [indicator], over: mask)[0, 0]
    let proportion = ProportionEstimate(
      value: share, standardError: max(variance, 0).squareRoot(), sampleSize: distribution.count,
      designDegreesOfFreedom: designDegreesOfFreedom, level: level, quantile: t)
    guard let bounds = proportion.bounds(proportionMethod) ?? ends(share) else { return (nil, nil) }
    let lower = bounds.lower < 0 ? nil : distribution.quantile(bounds.lower, rule)
    let upper = bounds.upper > 1 ? nil : distribution.quantile(bounds.upper, rule)
    return (lower, upper)
  }

  private var proportionMethod: ProportionInterval {
    switch interval {
    case .beta: .beta
    case .xlogit: .xlogit
    case .asin: .asin
    default: .mean
    }
  }

  /// A distribution function of exactly 1 has no error, and its plain interval is a point.
  private func ends(_ share: Double) -> (lower: Double, upper: Double)? {
    interval == .mean ? (share, share) : nil
  }

  // MARK: Score test

  /// The roots θ of `Ū(θ) / se(Ū(θ)) = ±t`, with U_k = 1{x_k > θ} - (1 - p).
  private func score(
    _ p: Double, _ distribution: WeightedDistribution, _ t: Double
  ) throws(EstimationError) -> (lower: Double?, upper: Double?) {
    let rows = WeightedDistribution(values, weights: [Double](repeating: 1, count: values.count), mask: mask)
    guard rows.count > 1, let first = rows.values.first, let last = rows.values.last else { return (nil, nil) }
    let spread = rows.interquartileRange
    let (lower, upper) = (first + spread / 100, last - spread / 100)
    let tolerance = 1 / (100 * Double(rows.count).squareRoot())
    func root(_ limit: Double) throws(EstimationError) -> Double? {
      try BracketedRoot.find(from: lower, to: upper, tolerance: tolerance) { theta throws(EstimationError) in
        try standardisedScore(theta, p) - limit
      }
    }
    guard let low = try root(t), let high = try root(-t) else { return (nil, nil) }
    return (
      distribution.quantile(rows.share(notAbove: low), rule), distribution.quantile(rows.share(notAbove: high), rule)
    )
  }

  private func standardisedScore(_ theta: Double, _ p: Double) throws(EstimationError) -> Double {
    let scores = values.map { ($0 > theta ? 1 : 0) - (1 - p) }
    let variance = try source.covariance(ofMeans: [scores], over: mask)[0, 0]
    return (source.rows.mean(scores, over: mask) ?? 0) / variance.squareRoot()
  }

  // MARK: Replicates

  private func replicated(
    _ p: Double, _ value: Double, _ t: Double
  ) throws(EstimationError) -> (lower: Double?, upper: Double?) {
    let covariance = try source.covariance { weights throws(EstimationError) in
      [WeightedDistribution(values, weights: weights, mask: mask).quantile(p, rule) ?? .nan]
    }
    guard let covariance else { throw .needsReplicates("interval_type quantile") }
    let error = max(covariance[0, 0], 0).squareRoot()
    return (value - t * error, value + t * error)
  }
}

extension WeightedDistribution {
  /// The difference of the quartiles by definition 7 of Hyndman and Fan, each row counting once.
  fileprivate var interquartileRange: Double { sampleQuantile(0.75) - sampleQuantile(0.25) }

  private func sampleQuantile(_ p: Double) -> Double {
    let place = p * Double(count - 1)
    let below = Int(place)
    let next = values[min(below + 1, count - 1)]
    return values[below] + (place - Double(below)) * (next - values[below])
  }

  /// The unweighted share of rows up to a value.
  fileprivate func share(notAbove limit: Double) -> Double {
    Double(values.count { $0 <= limit }) / Double(count)
  }
}
