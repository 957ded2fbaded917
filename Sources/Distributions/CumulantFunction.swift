import Glibc

/// The cumulant generating function of `Σ a_i X_i` and its derivatives on the real line.
/// ```
/// K(s) = -½ Σ ν_i log(1 - 2 a_i s),  finite for s in (1 / (2 min a⁻), 1 / (2 max a⁺))
/// ```
extension WeightedChiSquareSum {
  /// The open interval where K is finite.
  var domain: (lower: Double, upper: Double) {
    let weights = terms.map(\.weight)
    let (smallest, largest) = (weights.min()!, weights.max()!)
    return (smallest < 0 ? 0.5 / smallest : -.infinity, largest > 0 ? 0.5 / largest : .infinity)
  }

  func cumulant(_ s: Double) -> Double {
    terms.reduce(0) { $0 - 0.5 * $1.degreesOfFreedom * log1p(-2 * $1.weight * s) }
  }

  func cumulantSlope(_ s: Double) -> Double {
    terms.reduce(0) { $0 + $1.degreesOfFreedom * $1.weight / (1 - 2 * $1.weight * s) }
  }

  func cumulantCurvature(_ s: Double) -> Double {
    terms.reduce(0) { sum, term in
      let ratio = term.weight / (1 - 2 * term.weight * s)
      return sum + 2 * term.degreesOfFreedom * ratio * ratio
    }
  }
}

/// The root of an increasing function on an open interval, by Newton's method kept inside a shrinking bracket.
///
/// - Precondition: The function changes sign inside; an infinite end is searched for by doubling.
func increasingRoot(
  between lower: Double, and upper: Double, _ function: (Double) -> (value: Double, slope: Double)
) -> Double {
  var (low, high) = (lower, upper)
  var s = low.isFinite && high.isFinite ? 0.5 * (low + high) : (high.isFinite ? high - 1 : low + 1)
  for _ in 0..<2000 {
    let (value, slope) = function(s)
    if value < 0 { low = s } else { high = s }
    var next = s - value / slope
    if !(low < next && next < high) { next = inside(low, high) }
    if abs(next - s) <= 0x1p-51 * abs(s) { return next }
    s = next
  }
  return s
}

private func inside(_ low: Double, _ high: Double) -> Double {
  if low.isFinite && high.isFinite { return 0.5 * (low + high) }
  return high.isFinite ? min(2 * high, high - 1) : max(2 * low, low + 1)
}
