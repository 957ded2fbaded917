import Glibc

/// The F distribution of `(X₁/ν₁) / (X₂/ν₂)`; either degrees of freedom may be infinite, not both.
/// ```
/// P(F ≤ f) = I_x(ν₁/2, ν₂/2),  x = ν₁f / (ν₁f + ν₂)
/// ```
/// > Source: Abramowitz and Stegun (1964), 26.6.2; the limits are 26.6.11 and 26.6.12.
public struct FDistribution: ContinuousDistribution {
  public let numeratorDegreesOfFreedom: Double
  public let denominatorDegreesOfFreedom: Double
  private let form: Form

  private enum Form: Hashable, Sendable {
    case ratio(IncompleteBeta)
    /// ν₂ = ∞: ν₁F is chi-square.
    case numeratorOnly(ChiSquared)
    /// ν₁ = ∞: ν₂/F is chi-square.
    case denominatorOnly(ChiSquared)
  }

  /// - Throws: where degrees of freedom are not positive, or both are infinite.
  public init(numerator: Double, denominator: Double) throws(DistributionError) {
    try DistributionError.checkPositive(numerator, "numerator degrees of freedom", orInfinite: true)
    try DistributionError.checkPositive(
      denominator, "denominator degrees of freedom", orInfinite: numerator.isFinite)
    numeratorDegreesOfFreedom = numerator
    denominatorDegreesOfFreedom = denominator
    if denominator == .infinity {
      form = .numeratorOnly(try ChiSquared(degreesOfFreedom: numerator))
    } else if numerator == .infinity {
      form = .denominatorOnly(try ChiSquared(degreesOfFreedom: denominator))
    } else {
      form = .ratio(try IncompleteBeta(numerator / 2, denominator / 2))
    }
  }

  public func cdf(_ f: Double) -> Double {
    guard f > 0 else { return f.isNaN ? f : 0 }
    switch form {
    case .ratio(let beta):
      let (x, y) = shares(f)
      return beta.lower(x, complement: y)
    case .numeratorOnly(let chi): return chi.cdf(numeratorDegreesOfFreedom * f)
    case .denominatorOnly(let chi): return chi.upperTail(denominatorDegreesOfFreedom / f)
    }
  }

  public func upperTail(_ f: Double) -> Double {
    guard f > 0 else { return f.isNaN ? f : 1 }
    switch form {
    case .ratio(let beta):
      let (x, y) = shares(f)
      return beta.upper(x, complement: y)
    case .numeratorOnly(let chi): return chi.upperTail(numeratorDegreesOfFreedom * f)
    case .denominatorOnly(let chi): return chi.cdf(denominatorDegreesOfFreedom / f)
    }
  }

  public func quantile(_ p: Double) -> Double {
    switch form {
    case .ratio(let beta): ratio(logit: beta.inverseLogit(p))
    case .numeratorOnly(let chi): chi.quantile(p) / numeratorDegreesOfFreedom
    case .denominatorOnly(let chi): denominatorDegreesOfFreedom / chi.quantile(upperTail: p)
    }
  }

  public func quantile(upperTail q: Double) -> Double {
    switch form {
    case .ratio(let beta): ratio(logit: -beta.reflected.inverseLogit(q))
    case .numeratorOnly(let chi): chi.quantile(upperTail: q) / numeratorDegreesOfFreedom
    case .denominatorOnly(let chi): denominatorDegreesOfFreedom / chi.quantile(q)
    }
  }

  /// x and 1 - x.
  private func shares(_ f: Double) -> (Double, Double) {
    let r = numeratorDegreesOfFreedom / denominatorDegreesOfFreedom * f
    return r.isFinite ? (r / (1 + r), 1 / (1 + r)) : (1, 0)
  }

  private func ratio(logit s: Double) -> Double {
    denominatorDegreesOfFreedom / numeratorDegreesOfFreedom * exp(s)
  }
}
