/// How the variance σ²_u between areas is estimated.
public enum AreaVarianceMethod: String, Sendable, Hashable, CaseIterable {
  /// Restricted maximum likelihood.
  case reml = "REML"
  /// Maximum likelihood; biased downwards by the fitting of β, which its mean squared error allows for.
  case maximumLikelihood = "ML"
  /// The root of `Σ (y - x'β)² / (σ² + D) = m - p`. Fay and Herriot (1979), JASA 74, 269-277.
  case fayHerriot = "FH"
  /// The moment of ordinary residuals, in closed form. Prasad and Rao (1990), JASA 85, 163-171, equation (2.9).
  case prasadRao = "PR"
  /// The maximum of σ² times the restricted likelihood: never 0, so no area loses its direct estimate altogether.
  /// Li and Lahiri (2010), J. Multivariate Analysis 101, 882-892.
  case adjustedReml = "AR"
  /// The same with the likelihood itself.
  case adjustedMaximumLikelihood = "AML"

  /// Whether the estimate may be 0.
  var reachesZero: Bool { self != .adjustedReml && self != .adjustedMaximumLikelihood }

  /// For large σ² the restricted likelihood falls like `σ^-(m - p)` and the likelihood like `σ^-m`: times σ² they have a
  /// maximum only from here on.
  func areasNeeded(terms: Int) -> Int {
    switch self {
    case .adjustedReml: terms + 3
    case .adjustedMaximumLikelihood: max(terms + 1, 3)
    default: terms + 1
    }
  }
}
