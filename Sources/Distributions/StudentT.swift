import Glibc

/// Student's t distribution with any positive degrees of freedom; infinitely many make it the standard normal.
/// ```
/// P(T > t) = ½ I_x(ν/2, ½),  x = ν / (ν + t²),  t > 0
/// ```
/// > Source: Abramowitz and Stegun (1964), 26.7.1.
public struct StudentT: ContinuousDistribution {
  public let degreesOfFreedom: Double
  /// `nil` for the normal limit.
  private let beta: IncompleteBeta?

  /// - Throws: where the degrees of freedom are not positive.
  public init(degreesOfFreedom: Double) throws(DistributionError) {
    try DistributionError.checkPositive(degreesOfFreedom, "degrees of freedom", orInfinite: true)
    self.degreesOfFreedom = degreesOfFreedom
    beta = degreesOfFreedom.isFinite ? try IncompleteBeta(degreesOfFreedom / 2, 0.5) : nil
  }

  public func cdf(_ t: Double) -> Double { upperTail(-t) }

  public func upperTail(_ t: Double) -> Double {
    guard let beta else { return Normal.standard.upperTail(t) }
    let half = 0.5 * twoSided(abs(t), beta)
    return t < 0 ? 1 - half : half
  }

  /// P(abs(T) > abs(t)), the p-value of a two-sided test.
  public func twoSidedTail(_ t: Double) -> Double {
    guard let beta else { return 2 * Normal.standard.upperTail(abs(t)) }
    return twoSided(abs(t), beta)
  }

  public func quantile(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    guard let beta else { return Normal.standard.quantile(p) }
    guard p <= 0.5 else { return -quantile(1 - p) }
    return -sqrt(degreesOfFreedom) * exp(-0.5 * beta.inverseLogit(2 * p))
  }

  public func quantile(upperTail q: Double) -> Double { -quantile(q) }

  /// Beyond r = t/√ν = 1e8 the first term of the series in x is exact, and x itself would lose to underflow.
  private func twoSided(_ t: Double, _ beta: IncompleteBeta) -> Double {
    let r = t / sqrt(degreesOfFreedom)
    guard r > 1e8 else {
      let square = t * t / degreesOfFreedom
      return beta.lower(1 / (1 + square), complement: square / (1 + square))
    }
    return exp(-2 * beta.a * log(r) - log(beta.a) - beta.logBeta)
  }
}
