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
  /// g = F(u) and F'(u) for each u.
  func factors(_ u: [Double], _ bounds: EntityBounds) -> (g: [Double], slope: [Double]) {
    switch self {
    case .linear: Self.map(u, bounds, Self.linear)
    case .raking: Self.map(u, bounds, Self.exponential)
    case .logit: Self.map(u, bounds, Self.logistic)
    }
  }

  @inline(__always)
  private static func map(
    _ u: [Double], _ bounds: EntityBounds, _ f: (Double, Double, Double) -> (Double, Double)
  ) -> (g: [Double], slope: [Double]) {
    var (g, slope) = (u, u)
    for k in u.indices { (g[k], slope[k]) = f(u[k], bounds.lower(k), bounds.upper(k)) }
    return (g, slope)
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
