import Glibc

extension WeightedChiSquareSum {
  /// The upper tail at x by the Lugannani-Rice formula in the form of Barndorff-Nielsen; `nil` close to the mean.
  /// ```
  /// K'(ζ) = x    w = sign(ζ) √(2(ζx - K(ζ)))    v = ζ √K''(ζ)    P = 1 - Φ(w + log(v/w) / w)
  /// ```
  /// At the mean ζ = 0 and the formula is 0/0; as in R survey, 1e-4 on the scale of the largest weight is the border.
  /// > Source: Kuonen (1999), Biometrika 86, 929-935, equation 7.
  func saddlepoint(_ x: Double) -> Double? {
    let (lower, upper) = domain
    if lower == -.infinity && x <= 0 { return 1 }
    if upper == .infinity && x >= 0 { return 0 }
    // The formula does not change when weights and x are divided by a common factor: ζ is multiplied by it.
    let zeta = increasingRoot(between: lower, and: upper) { s in (cumulantSlope(s) - x, cumulantCurvature(s)) }
    let largest = terms.map(\.weight).max()!
    guard abs(zeta * largest) >= 1e-4 else { return nil }
    let w = (zeta < 0 ? -1 : 1) * sqrt(2 * (zeta * x - cumulant(zeta)))
    let v = zeta * sqrt(cumulantCurvature(zeta))
    return Normal.standard.upperTail(w + log(v / w) / w)
  }
}
