import Distributions
import Glibc

/// What is known of one input, as a distribution with its quantile function.
///
/// The factories check what they are given, so every value of the type is a distribution. Values are in the input's own unit.
public struct InputDistribution: Sendable, Hashable {
  enum Law: Sendable, Hashable {
    case fixed(Double)
    case uniform(low: Double, high: Double)
    case triangular(TriangularLaw)
    case pert(low: Double, high: Double, Beta)
    case lognormal(logMean: Double, logDeviation: Double)
    case empirical(EmpiricalLaw)
  }
  let law: Law

  /// The x with P(X ≤ x) = p; the smallest such x where there are several.
  /// - Precondition: `0 <= p <= 1`.
  public func quantile(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    switch law {
    case .fixed(let value): return value
    case .uniform(let low, let high): return low + (high - low) * p
    case .triangular(let law): return law.quantile(p)
    case .pert(let low, let high, let beta): return low + (high - low) * beta.quantile(p)
    case .lognormal(let mean, let deviation): return exp(mean + deviation * Normal.standard.quantile(p))
    case .empirical(let law): return law.quantile(p)
    }
  }

  /// P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    switch law {
    case .fixed(let value): return x < value ? 0 : 1
    case .uniform(let low, let high): return min(max((x - low) / (high - low), 0), 1)
    case .triangular(let law): return law.cdf(x)
    case .pert(let low, let high, let beta): return beta.cdf(min(max((x - low) / (high - low), 0), 1))
    case .lognormal(let mean, let deviation): return x <= 0 ? 0 : Normal.standard.cdf((log(x) - mean) / deviation)
    case .empirical(let law): return law.cdf(x)
    }
  }

  public var mean: Double {
    switch law {
    case .fixed(let value): return value
    case .uniform(let low, let high): return low + (high - low) / 2
    case .triangular(let law): return law.mean
    case .pert(let low, let high, let beta): return low + (high - low) * beta.a / (beta.a + beta.b)
    case .lognormal(let mean, let deviation): return exp(mean + deviation * deviation / 2)
    case .empirical(let law): return law.mean
    }
  }

  /// In the square of the input's unit.
  public var variance: Double {
    switch law {
    case .fixed: return 0
    case .uniform(let low, let high): return (high - low) * (high - low) / 12
    case .triangular(let law): return law.variance
    case .pert(let low, let high, let beta): return (high - low) * (high - low) * beta.variance
    case .lognormal(_, let deviation): return mean * mean * expm1(deviation * deviation)
    case .empirical(let law): return law.variance
    }
  }
}

extension Beta {
  fileprivate var variance: Double { a * b / ((a + b) * (a + b) * (a + b + 1)) }
}
