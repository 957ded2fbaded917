/// The laws that positive amounts may follow, each with a scale and one shape, from lighter to heavier tails.
public enum PositiveLaw: String, Sendable, Hashable, CaseIterable {
  case gamma, weibull, lognormal, pareto
}

extension PositiveLaw: CustomStringConvertible {
  public var description: String { rawValue }
}

/// A law fitted by maximum likelihood: one shape for all groups, and the scale of each.
///
/// | law | shape | scale, given the shape |
/// |---|---|---|
/// | gamma | k | mean(y) / k |
/// | Weibull | k | mean(y^k)^(1/k) |
/// | lognormal | σ | exp mean(log y) |
/// | Pareto, type I | α | min(y) |
///
/// Means are weighted by ω, which makes the fit the one of the population (a pseudo-likelihood).
/// > Source: Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, chapters 14, 17, 20 and 21;
/// > Skinner (1989), in Analysis of Complex Surveys, section 3.4, for the weights.
package struct LawFit {
  package let law: PositiveLaw
  package let shape: Double
  /// By group.
  package let scales: [Double]
  /// Without Σ ω log y, which all laws have in common. All laws have as many parameters, so it ranks them as AIC does.
  package let logLikelihood: Double
}

extension LawFit {
  /// - Returns: `nil` where the amounts of every group are equal.
  package init?(_ law: PositiveLaw, _ amounts: PositiveAmounts) {
    guard let shape = law.shape(of: amounts) else { return nil }
    self.law = law
    self.shape = shape
    scales = law.scales(of: amounts, shape: shape)
    logLikelihood = law.logLikelihood(of: amounts, shape: shape)
  }

  /// Whether the law has a mean, without which a total is one unit's.
  var hasMean: Bool { law != .pareto || shape > 1 }
}
