import Distributions
import Glibc

extension InputDistribution {
  /// A value taken as known.
  public static func fixed(_ value: Double) throws(UncertaintyError) -> InputDistribution {
    try requireFinite(value, "the value")
    return InputDistribution(law: .fixed(value))
  }

  /// Any value of a range as likely as any other.
  public static func uniform(from low: Double, to high: Double) throws(UncertaintyError) -> InputDistribution {
    try requireRange(low, high)
    return InputDistribution(law: .uniform(low: low, high: high))
  }

  /// A density that rises in a line from the minimum to the mode and falls in a line to the maximum.
  public static func triangular(
    minimum: Double, mode: Double, maximum: Double
  ) throws(UncertaintyError) -> InputDistribution {
    try requireMode(minimum, mode, maximum)
    return InputDistribution(law: .triangular(TriangularLaw(low: minimum, mode: mode, high: maximum)))
  }

  /// A beta distribution stretched over minimum to maximum, whose mean counts the mode `concentration` times.
  ///
  /// ```
  /// μ = (a + λm + b) / (λ + 2)      α = 1 + λ (m - a)/(b - a)      β = 1 + λ (b - m)/(b - a)
  /// ```
  /// - Parameter concentration: λ, 4 in the classical form: larger is nearer to the mode.
  /// > Source: Malcolm, Roseboom, Clark and Fazar (1959), Operations Research 7, 646-669; Vose (2008), Risk
  /// > Analysis, third edition, for λ.
  public static func pert(
    minimum: Double, mode: Double, maximum: Double, concentration: Double = 4
  ) throws(UncertaintyError) -> InputDistribution {
    try requireMode(minimum, mode, maximum)
    try requirePositive(concentration, "the concentration")
    let width = maximum - minimum
    let (rise, fall) = (concentration * (mode - minimum) / width, concentration * (maximum - mode) / width)
    return InputDistribution(law: .pert(low: minimum, high: maximum, try beta(1 + rise, 1 + fall)))
  }

  /// A lognormal by its median and one more quantile: "about 3 %, and one time in ten above 8 %".
  /// - Parameters:
  ///   - value: The quantile, positive; above the median where the probability is above one half.
  ///   - probability: P(X ≤ value), not one half.
  public static func lognormal(
    median: Double, quantile value: Double, at probability: Double
  ) throws(UncertaintyError) -> InputDistribution {
    try requirePositive(median, "the median")
    try requirePositive(value, "the quantile")
    guard probability > 0, probability < 1, probability != 0.5 else {
      throw .parameter("the quantile's probability", value: probability, expected: "a number in (0, 1) other than 0.5")
    }
    let deviation = log(value / median) / Normal.standard.quantile(probability)
    guard deviation > 0, deviation.isFinite else {
      throw .parameter(
        "the quantile", value: value, expected: "a number \(probability > 0.5 ? "above" : "below") the median")
    }
    return InputDistribution(law: .lognormal(logMean: log(median), logDeviation: deviation))
  }

  /// A lognormal by its mean and its coefficient of variation, a fraction: `σ² = ln(1 + cv²)`.
  public static func lognormal(
    mean: Double, coefficientOfVariation: Double
  ) throws(UncertaintyError) -> InputDistribution {
    try requirePositive(mean, "the mean")
    try requirePositive(coefficientOfVariation, "the coefficient of variation")
    let variance = log1p(coefficientOfVariation * coefficientOfVariation)
    return InputDistribution(law: .lognormal(logMean: log(mean) - variance / 2, logDeviation: variance.squareRoot()))
  }

  /// Values that were observed, such as the answers of a survey, each as likely as its weight says.
  /// - Parameter weights: Of the values, in their order; positive or 0. Equal where not given.
  public static func empirical(
    _ values: [Double], weights: [Double]? = nil
  ) throws(UncertaintyError) -> InputDistribution {
    InputDistribution(law: .empirical(try EmpiricalLaw(values, weights: weights)))
  }
}

// MARK: Checks

extension InputDistribution {
  static func requireFinite(_ value: Double, _ name: String) throws(UncertaintyError) {
    guard value.isFinite else { throw .parameter(name, value: value, expected: "a finite number") }
  }

  private static func requirePositive(_ value: Double, _ name: String) throws(UncertaintyError) {
    guard value > 0, value.isFinite else { throw .parameter(name, value: value, expected: "a positive number") }
  }

  private static func requireRange(_ low: Double, _ high: Double) throws(UncertaintyError) {
    try requireFinite(low, "the minimum")
    guard high > low, (high - low).isFinite else {
      throw .parameter("the maximum", value: high, expected: "a number above the minimum, \(low)")
    }
  }

  private static func requireMode(_ low: Double, _ mode: Double, _ high: Double) throws(UncertaintyError) {
    try requireRange(low, high)
    guard low <= mode, mode <= high else {
      throw .parameter("the mode", value: mode, expected: "a number from \(low) to \(high)")
    }
  }

  private static func beta(_ a: Double, _ b: Double) throws(UncertaintyError) -> Beta {
    do { return try Beta(a, b) } catch {
      throw .parameter(error.parameter, value: error.value, expected: error.expected)
    }
  }
}
