import Glibc

/// The distance between weights and calibrated weights, by the function g = F(u) that minimizes it.
///
/// ```
/// linear   F(u) = 1 + u                                     clipped to [L, U] where bounds are given
/// raking   F(u) = exp(u)                                    clipped to [L, U] where bounds are given
/// logit    F(u) = (L (U - 1) + U (1 - L) e^Au) / (U - 1 + (1 - L) e^Au),   A = (U - L) / ((1 - L) (U - 1))
/// ```
/// All have F(0) = 1 and F'(0) = 1. Linear calibration without bounds is the generalized regression estimator.
/// > Source: Deville and Särndal (1992), JASA 87, 376-382, table 1; the clipped exponential is that of R `survey`.
public enum CalibrationDistance: String, Sendable, Hashable, CaseIterable {
  case linear, raking, logit
}

extension CalibrationDistance {
  /// Replaces the u of a run of entities by g = F(u), and writes F'(u).
  func factors(
    _ run: Range<Int>, of u: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>, _ bounds: EntityBounds
  ) {
    switch self {
    case .linear: Self.map(run, u, slope, bounds, Self.linear)
    case .raking: Self.map(run, u, slope, bounds, Self.exponential)
    case .logit: Self.map(run, u, slope, bounds, Self.logistic)
    }
  }

  @inline(__always)
  private static func map(
    _ run: Range<Int>, _ u: UnsafeMutablePointer<Double>, _ slope: UnsafeMutablePointer<Double>,
    _ bounds: EntityBounds, _ f: (Double, Double, Double) -> (Double, Double)
  ) {
    if let (lower, upper) = bounds.common {
      for k in 0..<run.count { (u[k], slope[k]) = f(u[k], lower, upper) }
    } else {
      for k in 0..<run.count {
        (u[k], slope[k]) = f(u[k], bounds.lower(run.lowerBound + k), bounds.upper(run.lowerBound + k))
      }
    }
  }

  @inline(__always)
  private static func linear(_ u: Double, _ lower: Double, _ upper: Double) -> (Double, Double) {
    clipped(1 + u, slope: 1, lower, upper)
  }

  @inline(__always)
  private static func exponential(_ u: Double, _ lower: Double, _ upper: Double) -> (Double, Double) {
    let power = exp(u)
    return clipped(power, slope: power, lower, upper)
  }

  @inline(__always)
  private static func clipped(_ g: Double, slope: Double, _ lower: Double, _ upper: Double) -> (Double, Double) {
    if g <= lower { return (lower, 0) }
    return g >= upper ? (upper, 0) : (g, slope)
  }

  /// With E = e^-abs(Au) <= 1, so that nothing overflows.
  @inline(__always)
  private static func logistic(_ u: Double, _ lower: Double, _ upper: Double) -> (Double, Double) {
    guard lower < upper else { return (lower, 0) }
    let (below, above, width) = (1 - lower, upper - 1, upper - lower)
    let x = width / (below * above) * u
    let e = exp(-x.magnitude)
    let denominator = x < 0 ? above + below * e : above * e + below
    let numerator = x < 0 ? lower * above + upper * below * e : lower * above * e + upper * below
    return (numerator / denominator, width * width * e / (denominator * denominator))
  }
}
