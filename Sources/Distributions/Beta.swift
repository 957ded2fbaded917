/// The beta distribution on (0, 1), whose quantiles bound proportions (Clopper-Pearson, Korn-Graubard).
///
/// - Postcondition: quantiles have a relative error of about 1e-14, and 1 - x has too, where it can be represented.
/// > Source: Clopper and Pearson (1934), Biometrika 26, 404-413; Korn and Graubard (1998), Survey Methodology 24, 193-201.
public struct Beta: ContinuousDistribution {
  public let a: Double
  public let b: Double
  private let beta: IncompleteBeta

  /// - Throws: where a or b is not positive and finite.
  public init(_ a: Double, _ b: Double) throws(DistributionError) {
    beta = try IncompleteBeta(a, b)
    self.a = a
    self.b = b
  }

  public func cdf(_ x: Double) -> Double { beta.lower(x, complement: 1 - x) }
  public func upperTail(_ x: Double) -> Double { beta.upper(x, complement: 1 - x) }
  public func quantile(_ p: Double) -> Double { beta.inverse(p) }

  public func quantile(upperTail q: Double) -> Double {
    logistic(-beta.reflected.inverseLogit(q))
  }
}
