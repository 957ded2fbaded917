import Glibc

/// The distribution of an outcome, by its variance as a function of the mean. A quasi family has the same equations.
///
/// | family | V(μ) | outcomes | canonical link |
/// |---|---|---|---|
/// | `gaussian` | 1 | any | identity |
/// | `binomial`, `quasibinomial` | μ (1 - μ) | in [0, 1] | logit |
/// | `poisson`, `quasipoisson` | μ | not negative | log |
/// | `gamma` | μ² | positive | inverse |
/// | `inverse.gaussian` | μ³ | positive | 1/mu^2 |
/// > Source: McCullagh and Nelder (1989), Generalized Linear Models, table 2.1 and chapter 9.
public enum ModelFamily: String, Sendable, Hashable, CaseIterable {
  case gaussian, binomial, poisson, quasibinomial, quasipoisson, gamma
  case inverseGaussian = "inverse.gaussian"

  public var canonicalLink: ModelLink {
    switch self {
    case .gaussian: .identity
    case .binomial, .quasibinomial: .logit
    case .poisson, .quasipoisson: .log
    case .gamma: .inverse
    case .inverseGaussian: .inverseSquare
    }
  }

  var isOfProportions: Bool { self == .binomial || self == .quasibinomial }

  /// Whether the outcome's unit enters the variance, so that a dispersion must be estimated to judge a step's size.
  var hasFreeDispersion: Bool { self == .gaussian || self == .gamma || self == .inverseGaussian }

  func accepts(_ outcome: Double) -> Bool {
    switch self {
    case .gaussian: outcome.isFinite
    case .binomial, .quasibinomial: (0...1).contains(outcome)
    case .poisson, .quasipoisson: outcome >= 0 && outcome.isFinite
    case .gamma, .inverseGaussian: outcome > 0 && outcome.isFinite
    }
  }

  /// In words, for errors.
  var range: String {
    switch self {
    case .gaussian: "a number"
    case .binomial, .quasibinomial: "in [0, 1]"
    case .poisson, .quasipoisson: "not negative"
    case .gamma, .inverseGaussian: "positive"
    }
  }

  /// A mean near the outcome, inside the range of means: where iteration starts.
  func startingMean(_ outcome: Double) -> Double {
    switch self {
    case .gaussian, .gamma, .inverseGaussian: outcome
    case .binomial, .quasibinomial: (outcome + 0.5) / 2
    case .poisson, .quasipoisson: outcome + 0.1
    }
  }

  /// V(μ).
  func variance(_ point: MeanPoint) -> Double {
    switch self {
    case .gaussian: 1
    case .binomial, .quasibinomial: point.mean * point.complement
    case .poisson, .quasipoisson: point.mean
    case .gamma: point.mean * point.mean
    case .inverseGaussian: point.mean * point.mean * point.mean
    }
  }

  /// y - μ, for an outcome of 1 without cancellation.
  func residual(_ y: Double, _ point: MeanPoint) -> Double {
    isOfProportions && y == 1 ? point.complement : y - point.mean
  }

  /// One row's part of the deviance, `2 (l(y; y) - l(y; μ))`; not finite where the family has no such mean.
  func deviance(_ y: Double, _ point: MeanPoint) -> Double {
    let mean = point.mean
    switch self {
    case .gaussian: return (y - mean) * (y - mean)
    case .binomial, .quasibinomial:
      guard mean >= 0 && point.complement >= 0 else { return .infinity }
      return 2 * (Self.yLogRatio(y, mean) + Self.yLogRatio(1 - y, point.complement))
    case .poisson, .quasipoisson:
      return mean >= 0 ? 2 * (Self.yLogRatio(y, mean) - (y - mean)) : .infinity
    case .gamma: return mean > 0 ? -2 * (log(y / mean) - (y - mean) / mean) : .infinity
    case .inverseGaussian: return mean > 0 ? (y - mean) * (y - mean) / (y * mean * mean) : .infinity
    }
  }

  /// y log(y / μ), zero for y = 0.
  private static func yLogRatio(_ y: Double, _ mean: Double) -> Double { y == 0 ? 0 : y * log(y / mean) }
}
