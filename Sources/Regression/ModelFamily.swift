import Distributions
import Glibc

/// The distribution of an outcome, by its variance as a function of the mean. A quasi family has the same equations.
/// > Source: McCullagh and Nelder (1989), Generalized Linear Models, chapters 2 and 9.
public enum ModelFamily: String, Sendable, Hashable, CaseIterable {
  case gaussian, binomial, poisson, quasibinomial, quasipoisson, gamma

  public var canonicalLink: ModelLink {
    switch self {
    case .gaussian: .identity
    case .binomial, .quasibinomial: .logit
    case .poisson, .quasipoisson: .log
    case .gamma: .inverse
    }
  }

  /// V(μ).
  func variance(_ mean: Double) -> Double {
    switch self {
    case .gaussian: 1
    case .binomial, .quasibinomial: mean * (1 - mean)
    case .poisson, .quasipoisson: mean
    case .gamma: mean * mean
    }
  }

  /// Where iteration starts: near the outcome, inside the range of means.
  func start(_ outcome: Double) -> Double {
    switch self {
    case .gaussian: outcome
    case .binomial, .quasibinomial: (outcome + 0.5) / 2
    case .poisson, .quasipoisson: outcome + 0.1
    case .gamma: outcome
    }
  }

  func accepts(_ outcome: Double) -> Bool {
    switch self {
    case .gaussian: outcome.isFinite
    case .binomial, .quasibinomial: (0...1).contains(outcome)
    case .poisson, .quasipoisson: outcome >= 0 && outcome.isFinite
    case .gamma: outcome > 0 && outcome.isFinite
    }
  }

  var range: String {
    switch self {
    case .gaussian: "a number"
    case .binomial, .quasibinomial: "in [0, 1]"
    case .poisson, .quasipoisson: "not negative"
    case .gamma: "positive"
    }
  }

  /// A mean that the family can have.
  func contains(mean: Double) -> Bool {
    switch self {
    case .gaussian: mean.isFinite
    case .binomial, .quasibinomial: mean > 0 && mean < 1
    case .poisson, .quasipoisson, .gamma: mean > 0 && mean.isFinite
    }
  }

  /// One row's part of the deviance, `2 (l(y; y) - l(μ; y))`.
  func deviance(_ y: Double, _ mean: Double) -> Double {
    switch self {
    case .gaussian: (y - mean) * (y - mean)
    case .binomial, .quasibinomial: 2 * (Self.yLogRatio(y, mean) + Self.yLogRatio(1 - y, 1 - mean))
    case .poisson, .quasipoisson: 2 * (Self.yLogRatio(y, mean) - (y - mean))
    case .gamma: -2 * (log(y / mean) - (y - mean) / mean)
    }
  }

  /// y log(y / μ), zero for y = 0.
  private static func yLogRatio(_ y: Double, _ mean: Double) -> Double { y == 0 ? 0 : y * log(y / mean) }
}

/// The function g of the mean that is linear in the terms, `g(μ) = η = x'β`.
public enum ModelLink: String, Sendable, Hashable, CaseIterable {
  case identity, log, logit, probit, cloglog, inverse, sqrt

  func predictor(_ mean: Double) -> Double {
    switch self {
    case .identity: mean
    case .log: Glibc.log(mean)
    case .logit: Glibc.log(mean / (1 - mean))
    case .probit: Normal.standard.quantile(mean)
    case .cloglog: Glibc.log(-log1p(-mean))
    case .inverse: 1 / mean
    case .sqrt: mean.squareRoot()
    }
  }

  func mean(_ predictor: Double) -> Double {
    switch self {
    case .identity: predictor
    case .log: exp(predictor)
    case .logit: 1 / (1 + exp(-predictor))
    case .probit: Normal.standard.cdf(predictor)
    case .cloglog: -expm1(-exp(predictor))
    case .inverse: 1 / predictor
    case .sqrt: predictor * predictor
    }
  }

  /// dμ/dη.
  func slope(_ predictor: Double) -> Double {
    switch self {
    case .identity: return 1
    case .log: return exp(predictor)
    case .logit:
      let e = exp(-abs(predictor))
      return e / ((1 + e) * (1 + e))
    case .probit: return Normal.standard.density(predictor)
    case .cloglog: return exp(predictor - exp(predictor))
    case .inverse: return -1 / (predictor * predictor)
    case .sqrt: return 2 * predictor
    }
  }
}
