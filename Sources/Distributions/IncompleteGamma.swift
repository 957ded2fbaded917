import Glibc

/// The regularized incomplete gamma functions of one shape a.
/// ```
/// P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt        Q(a, x) = 1 - P(a, x)
/// ```
/// The series below x = a + 1 and the continued fraction above; the common factor `xᵃ e⁻ˣ / Γ(a)` in Loader's form.
/// - Complexity: O(√a) operations near x = a, fewer elsewhere.
/// > Source: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31; Loader (2000) for the factor.
public struct IncompleteGamma: Sendable, Hashable {
  public let shape: Double
  /// log of the factor at x = a.
  private let logPeak: Double

  /// - Throws: where the shape is not positive and finite.
  public init(shape: Double) throws(DistributionError) {
    try DistributionError.checkPositive(shape, "shape")
    self.shape = shape
    logPeak = 0.5 * log(shape) - halfLogTwoPi - stirlingError(shape)
  }

  /// P(a, x), for x ≥ 0.
  public func lower(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? x : 0 }
    return x < shape + 1 ? series(x) : 1 - fraction(x)
  }

  /// Q(a, x), for x ≥ 0.
  public func upper(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? x : 1 }
    return x < shape + 1 ? 1 - series(x) : fraction(x)
  }
}

// MARK: Pieces

extension IncompleteGamma {
  /// log of `xᵃ e⁻ˣ / Γ(a)`, which is dP/d(log x).
  func logFactor(_ x: Double) -> Double {
    logPeak + shape * logRatioLessDifference(x / shape, (x - shape) / shape)
  }

  func logLower(_ x: Double) -> Double {
    x < shape + 1 ? logFactor(x) + log(seriesSum(x)) : log1p(-fraction(x))
  }

  func logUpper(_ x: Double) -> Double {
    x < shape + 1 ? log1p(-series(x)) : logFactor(x) + log(fractionValue(x))
  }

  private func series(_ x: Double) -> Double { exp(logFactor(x)) * seriesSum(x) }

  private func fraction(_ x: Double) -> Double {
    x == .infinity ? 0 : exp(logFactor(x)) * fractionValue(x)
  }

  /// `Σ_n xⁿ / (a (a+1) … (a+n))`, 6.5.29.
  private func seriesSum(_ x: Double) -> Double {
    var term = 1 / shape
    var sum = term
    var n = 0.0
    while term > sum * 0x1p-54 {
      n += 1
      term *= x / (shape + n)
      sum += term
    }
    return sum
  }

  /// 6.5.31, contracted to its even part.
  private func fractionValue(_ x: Double) -> Double {
    continuedFraction { n in
      let k = n - 1
      return (k * (shape - k), x - shape + 1 + 2 * k)
    }
  }
}
