import Glibc

/// Inverses by Newton's method for log P and log Q as functions of `s = log(x / a)`.
///
/// The density of s is log-concave, hence so are P and Q in s, and Newton's iterates approach the root from one side
/// without ever leaving it; started from a bound of the root they are monotone from the first step.
/// > Source: Bagnoli and Bergstrom (2005), Economic Theory 26, 445-469, theorems 1 and 3, for the concavity; the bounds are
/// > those of Laurent and Massart (2000), Annals of Statistics 28, 1302-1338, lemma 1.
extension IncompleteGamma {
  /// The x with P(a, x) = p.
  /// - Precondition: `0 <= p <= 1`.
  public func inverseLower(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    return p <= 0.5 ? lowerRoot(p) : upperRoot(1 - p)
  }

  /// The x with Q(a, x) = q.
  /// - Precondition: `0 <= q <= 1`.
  public func inverseUpper(_ q: Double) -> Double {
    precondition(0 <= q && q <= 1, "\(q) is not a probability")
    return q <= 0.5 ? upperRoot(q) : lowerRoot(1 - q)
  }

  /// From below: `P ≤ xᵃ / Γ(a + 1)`, and `P(a - √(2aL)) ≤ e⁻ᴸ`.
  private func lowerRoot(_ p: Double) -> Double {
    guard p > 0 else { return 0 }
    let power = (log(p) + logGamma(shape + 1)) / shape
    guard power > -700 else { return exp(power) }
    let deviation = shape - sqrt(-2 * shape * log(p))
    let bound = deviation > 0 ? max(exp(power), deviation) : exp(power)
    let root = monotoneNewton(from: log(bound / shape)) { s in
      let x = shape * exp(s)
      let logTail = logLower(x)
      return (logTail - log(p), exp(logFactor(x) - logTail))
    }
    return shape * exp(root)
  }

  /// From above: `Q(a + √(2aL) + L) ≤ e⁻ᴸ`.
  private func upperRoot(_ q: Double) -> Double {
    guard q > 0 else { return .infinity }
    let bound = shape + sqrt(-2 * shape * log(q)) - log(q)
    let root = monotoneNewton(from: log(bound / shape)) { s in
      let x = shape * exp(s)
      let logTail = logUpper(x)
      return (logTail - log(q), -exp(logFactor(x) - logTail))
    }
    return shape * exp(root)
  }
}

/// Newton's method for a concave function, from the side of the root where the iterates are monotone.
///
/// Rounding decides the end: the step that turns back, or no longer matters, is the last.
func monotoneNewton(from start: Double, _ function: (Double) -> (value: Double, slope: Double)) -> Double {
  var root = start
  var direction = 0.0
  for _ in 0..<500 {
    let (value, slope) = function(root)
    let step = -value / slope
    guard step.isFinite else { return root }
    root += step
    if abs(step) <= 0x1p-52 * max(abs(root), 1) || step * direction < 0 { return root }
    direction = step
  }
  return root
}
