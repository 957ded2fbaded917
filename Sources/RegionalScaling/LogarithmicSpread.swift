import Distributions
import Glibc

/// Limits on the logarithmic scale.
///
/// With relative variances v of what is known to the sample (sampling, the area's own firms, register) and τ_a² between
/// regions, `σ² = log(1 + v + τ_a²)`. The area's true amount is spread about the mean by its deviation and its firms, as a
/// lognormal, whose median lies lower by half of that part of σ²; the sample's error has its median at the estimate:
/// ```
/// Y exp(-σ_o² / 2 ± t_ν σ)      ν = 2 (v + τ_a²)² / Var τ_a²
/// ```
/// > Source: Satterthwaite (1946), Biometrics Bulletin 2, 110-114, for ν.
struct LogarithmicSpread {
  let value: Double
  /// σ² of the sample alone.
  private let sampling: Double
  /// σ²; nil where the spread between regions is not known.
  private let whole: Double?
  private let degreesOfFreedom: Double

  /// - Parameters:
  ///   - sampling: A relative variance, as the others are.
  ///   - known: All parts but that between regions.
  ///   - spread: What `between` was estimated by.
  init(value: Double, sampling: Double, known: Double, between: Double?, _ spread: BetweenRegions?) {
    self.value = value
    self.sampling = Self.logarithmic(sampling)
    whole = between.map { Self.logarithmic(known + $0) }
    guard let between, between > 0, let spread else {
      degreesOfFreedom = .infinity
      return
    }
    let standardError = between * spread.varianceStandardError / spread.variance
    let ratio = (known + between) / standardError
    degreesOfFreedom = max(1, 2 * ratio * ratio)
  }

  /// An amount of zero has no relative variance, and its limits are zero whatever stands here.
  private static func logarithmic(_ relativeVariance: Double) -> Double {
    relativeVariance.isFinite ? log1p(relativeVariance) : 0
  }

  func samplingInterval(level: Double) -> ScaledAmount.Interval {
    let reach = Normal.standard.quantile(0.5 + level / 2) * sampling.squareRoot()
    return ScaledAmount.Interval(lower: value * exp(-reach), upper: value * exp(reach))
  }

  func interval(level: Double) -> ScaledAmount.Interval? {
    guard let whole else { return nil }
    let student = try? StudentT(degreesOfFreedom: degreesOfFreedom)
    let quantile = student?.quantile(0.5 + level / 2) ?? Normal.standard.quantile(0.5 + level / 2)
    let reach = quantile * whole.squareRoot()
    // Of the whole, what spreads the true amount and not the estimate.
    let shift = max(0, whole - sampling) / 2
    return ScaledAmount.Interval(lower: value * exp(-shift - reach), upper: value * exp(-shift + reach))
  }
}
