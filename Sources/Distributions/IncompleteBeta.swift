import Glibc

/// The regularized incomplete beta function of one pair a, b.
/// ```
/// I_x(a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 - t)ᵇ⁻¹ dt        I_x(a, b) = 1 - I_y(b, a),  y = 1 - x
/// ```
/// Arguments are given as x and y, because a caller knows the smaller of the two better than a subtraction would.
/// The continued fraction is used on its own side of the mean only, with `λ = a y - b x` in place of a difference of
/// numbers near one; the common factor `xᵃ yᵇ / B(a, b)` is in Loader's form.
/// - Complexity: O(√max(a, b)) operations near the mean, fewer elsewhere.
/// > Source: DiDonato and Morris (1992), ACM TOMS 18, 360-373 (algorithm 708), section 5 (BFRAC); Loader (2000), Fast and
/// > accurate computation of binomial probabilities.
public struct IncompleteBeta: Sendable, Hashable {
  public let a: Double
  public let b: Double
  /// log of the factor at x = a / (a + b).
  private let logPeak: Double

  /// - Throws: where a or b is not positive and finite.
  public init(_ a: Double, _ b: Double) throws(DistributionError) {
    try DistributionError.checkPositive(a, "a")
    try DistributionError.checkPositive(b, "b")
    self.init(checkedA: a, b: b)
  }

  private init(checkedA a: Double, b: Double) {
    self.a = a
    self.b = b
    let size = 0.5 * (log(a) + log(b / (a + b))) - halfLogTwoPi
    logPeak = size + stirlingError(a + b) - stirlingError(a) - stirlingError(b)
  }

  /// I_y(b, a), the same distribution seen from the other end.
  var reflected: IncompleteBeta { IncompleteBeta(checkedA: b, b: a) }

  /// I_x(a, b).
  /// - Precondition: `x + complement` is 1 up to rounding, neither is negative.
  public func lower(_ x: Double, complement y: Double) -> Double {
    guard x > 0, y > 0 else { return x.isNaN || y.isNaN ? .nan : (x > 0 ? 1 : 0) }
    return isBelowMean(x, y) ? fraction(x, y) : 1 - reflected.fraction(y, x)
  }

  /// 1 - I_x(a, b).
  public func upper(_ x: Double, complement y: Double) -> Double {
    reflected.lower(y, complement: x)
  }
}

// MARK: Pieces

extension IncompleteBeta {
  /// log of `xᵃ yᵇ / B(a, b)`, which is dI/d(logit x).
  func logFactor(_ x: Double, _ y: Double) -> Double {
    let n = a + b
    let excess = excess(x, y)
    return logPeak + a * logRatioLessDifference(n * (x / a), excess / a)
      + b * logRatioLessDifference(n * (y / b), -excess / b)
  }

  func logLower(_ x: Double, _ y: Double) -> Double {
    isBelowMean(x, y) ? logFactor(x, y) + log(fractionValue(x, y)) : log1p(-reflected.fraction(y, x))
  }

  /// `b x - a y`, which cancels near the mean, rounded once.
  private func excess(_ x: Double, _ y: Double) -> Double {
    let product = a * y
    let error = (-product).addingProduct(a, y)
    return (-product).addingProduct(b, x) - error
  }

  /// log B(a, b).
  var logBeta: Double { -(a + b) * 0.693147180559945309417232121458 - logFactor(0.5, 0.5) }

  /// x < (a + 1) / (a + b + 2), where the fraction converges fast.
  private func isBelowMean(_ x: Double, _ y: Double) -> Bool { (a + 1) * y > (b + 1) * x }

  private func fraction(_ x: Double, _ y: Double) -> Double { exp(logFactor(x, y)) * fractionValue(x, y) }

  private func fractionValue(_ x: Double, _ y: Double) -> Double {
    let lambda = -excess(x, y)
    return continuedFraction { index in
      let n = index - 1
      let s = a + 2 * n - 1
      let w = n * (b - n) * x
      let slope = (a + n) / (a + 2 * n + 1) * (lambda + 1 + n * (1 + y))
      guard n > 0 else { return (1, slope) }
      return ((a + n - 1) / s * ((a + b + n - 1) / s) * w * x, n + w / s + slope)
    }
  }
}
