import Distributions
import Glibc

/// How the confidence interval of a proportion is formed.
///
/// `t` is the quantile of the interval's degrees of freedom and `n* = p̂(1 - p̂) / v̂(p̂)` the effective sample size.
/// > Source: Korn and Graubard (1998), Survey Methodology 24, 193-201; Dean and Pagano (2015), J. Survey Statistics and
/// > Methodology 3, 484-503; the conventions are those of R `svyciprop`.
public enum ProportionInterval: String, Sendable, Hashable, CaseIterable {
  /// p̂ ± t se; may leave [0, 1] and is then cut there by nobody.
  case mean
  /// logit p̂ ± t se / (p̂(1 - p̂)), from a logistic model of the intercept alone.
  case logit
  /// The same interval by the delta method.
  case xlogit
  /// asin √p̂ ± t se / (2 √(p̂(1 - p̂))).
  case asin
  /// Clopper and Pearson's interval with the effective sample size, adjusted for the degrees of freedom.
  case beta
  /// Wilson's score interval with the effective sample size.
  case wilson
  /// The p with 2 n* (n - 1)/n KL(p̂, p) = t²: a working likelihood, scaled by the design.
  case likelihood

  /// Whether the interval exists for a proportion of 0 or 1.
  var isDefinedAtTheEnds: Bool { self == .beta || self == .wilson }
}

/// What an interval is computed from.
struct ProportionEstimate {
  let value: Double
  let standardError: Double
  /// Rows of positive weight.
  let sampleSize: Int
  /// Of the design, whatever the interval's own are.
  let designDegreesOfFreedom: Double
  let level: Double
  /// The t quantile of the interval.
  let quantile: Double

  /// nil where the interval does not exist.
  func bounds(_ method: ProportionInterval) -> (lower: Double, upper: Double)? {
    guard value > 0, value < 1 else { return method.isDefinedAtTheEnds ? boundsAtAnEnd(method) : nil }
    guard standardError > 0 else { return (value, value) }
    switch method {
    case .mean: return (value - quantile * standardError, value + quantile * standardError)
    case .logit, .xlogit: return transformed(log(value / (1 - value)), 1 / spread) { 1 / (1 + exp(-$0)) }
    case .asin: return transformed(Glibc.asin(value.squareRoot()), 0.5 / spread.squareRoot(), Self.squaredSine)
    case .beta: return beta(effectiveSize: effectiveSize)
    case .wilson: return wilson(effectiveSize: effectiveSize)
    case .likelihood: return (likelihoodBound(towards: 0), likelihoodBound(towards: 1))
    }
  }

  private var spread: Double { value * (1 - value) }
  private var effectiveSize: Double { spread / (standardError * standardError) }

  /// Without spread in the sample the rows themselves are the effective size.
  private func boundsAtAnEnd(_ method: ProportionInterval) -> (lower: Double, upper: Double)? {
    let size = Double(sampleSize)
    return method == .beta ? beta(effectiveSize: size) : wilson(effectiveSize: size)
  }

  /// An interval around `center` on another scale, brought back.
  private func transformed(
    _ center: Double, _ derivative: Double, _ back: (Double) -> Double
  ) -> (lower: Double, upper: Double) {
    let half = quantile * standardError * derivative
    return (back(center - half), back(center + half))
  }

  /// sin² x, constant where x has left [0, π/2].
  private static func squaredSine(_ x: Double) -> Double {
    let sine = sin(min(max(x, 0), Double.pi / 2))
    return sine * sine
  }

  private func beta(effectiveSize: Double) -> (lower: Double, upper: Double)? {
    let tail = (1 - level) / 2
    guard sampleSize > 1, let rows = try? StudentT(degreesOfFreedom: Double(sampleSize - 1)),
      let design = try? StudentT(degreesOfFreedom: designDegreesOfFreedom)
    else { return nil }
    let adjustment = rows.quantile(tail) / design.quantile(tail)
    let size = effectiveSize * adjustment * adjustment
    let lower = value > 0 ? try? Beta(size * value, size * (1 - value) + 1).quantile(tail) : 0
    let upper = value < 1 ? try? Beta(size * value + 1, size * (1 - value)).quantile(1 - tail) : 1
    guard let lower, let upper else { return nil }
    return (lower, upper)
  }

  private func wilson(effectiveSize n: Double) -> (lower: Double, upper: Double) {
    let share = quantile * quantile / n
    let center = (value + share / 2) / (1 + share)
    let half = quantile / (1 + share) * (spread / n + share / (4 * n)).squareRoot()
    return (max(0, center - half), min(1, center + half))
  }

  /// Bisection: the divergence grows from 0 at p̂ to infinity at either end.
  private func likelihoodBound(towards end: Double) -> Double {
    let wanted = quantile * quantile * Double(sampleSize) / Double(max(sampleSize - 1, 1))
    var (inner, outer) = (value, end)
    for _ in 0..<200 {
      let middle = (inner + outer) / 2
      if middle == inner || middle == outer { break }
      if 2 * effectiveSize * divergence(middle) < wanted { inner = middle } else { outer = middle }
    }
    return inner
  }

  /// KL(p̂, p) = p̂ log(p̂ / p) + (1 - p̂) log((1 - p̂) / (1 - p)).
  private func divergence(_ p: Double) -> Double {
    value * log(value / p) + (1 - value) * log((1 - value) / (1 - p))
  }
}
