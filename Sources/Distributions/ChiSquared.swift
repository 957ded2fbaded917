/// The chi-square distribution with any positive, finite degrees of freedom.
/// ```
/// P(X ≤ x) = P(ν/2, x/2)
/// ```
/// > Source: Abramowitz and Stegun (1964), 26.4.19.
public struct ChiSquared: ContinuousDistribution {
  public let degreesOfFreedom: Double
  private let gamma: IncompleteGamma

  /// - Throws: where the degrees of freedom are not positive and finite.
  public init(degreesOfFreedom: Double) throws(DistributionError) {
    try DistributionError.checkPositive(degreesOfFreedom, "degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
    gamma = try IncompleteGamma(shape: degreesOfFreedom / 2)
  }

  public func cdf(_ x: Double) -> Double { gamma.lower(x / 2) }
  public func upperTail(_ x: Double) -> Double { gamma.upper(x / 2) }
  public func quantile(_ p: Double) -> Double { 2 * gamma.inverseLower(p) }
  public func quantile(upperTail q: Double) -> Double { 2 * gamma.inverseUpper(q) }
}
