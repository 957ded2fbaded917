import Sampling

/// The variance estimator of a total that a generalised bootstrap reproduces: its quadratic form z'Σz in weighted values.
public enum TargetVariance: Sendable, Hashable {
  /// Every stage without replacement, `Σ_s Σ_h L_h Σ_i (u_i - ū_h)²`: the variance of `SurveyDesign`.
  case stratifiedMultistage
  /// `Σ_h (1 - f_h) n_h / (2 (n_h - 1)) Σ_{i ≥ 2} (z_i - z_{i-1})²` over first-stage units in the order of their rows.
  /// > Source: Wolter (2007), section 8.2, estimator v_2.
  case successiveDifference
  /// Horvitz and Thompson's or Yates and Grundy's form, from pairs of rows within first-stage strata.
  /// - Parameter probabilities: n inclusion probabilities.
  case pairs(UnequalProbabilities, probabilities: [Double])
}

/// What the deviations of generalised bootstrap factors from 1 are divided by; the scale makes up for it.
public enum DeviationDivisor: Sendable, Hashable {
  /// τ = 1.
  case one
  /// The smallest τ >= 1 under which no factor is negative.
  case nonnegativeFactors
  /// τ > 0.
  case value(Double)
}
