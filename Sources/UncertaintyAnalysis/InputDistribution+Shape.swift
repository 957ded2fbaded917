import Distributions
import Glibc

extension InputDistribution {
  /// The distribution in the terms that people give it in, for reports that say what was assumed.
  public enum Shape: Sendable, Hashable {
    case fixed(Double)
    case uniform(low: Double, high: Double)
    case triangular(minimum: Double, mode: Double, maximum: Double)
    case pert(minimum: Double, mode: Double, maximum: Double, concentration: Double)
    /// `p90`: the number that one in ten exceeds.
    case lognormal(median: Double, p90: Double)
    case empirical
  }

  public var shape: Shape {
    switch law {
    case .fixed(let value): .fixed(value)
    case .uniform(let low, let high): .uniform(low: low, high: high)
    case .triangular(let law): .triangular(minimum: law.low, mode: law.mode, maximum: law.high)
    case .pert(let low, let high, let beta):
      .pert(
        minimum: low, mode: low + (high - low) * (beta.a - 1) / (beta.a + beta.b - 2), maximum: high,
        concentration: beta.a + beta.b - 2)
    case .lognormal(let mean, _): .lognormal(median: exp(mean), p90: quantile(0.9))
    case .empirical: .empirical
    }
  }
}
