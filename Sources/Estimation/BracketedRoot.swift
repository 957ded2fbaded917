/// The root of a function between two points where it has opposite signs, by Brent's method: inverse quadratic
/// interpolation or secant steps where they stay inside, bisection otherwise.
///
/// Where the function jumps, the result is a point within `tolerance` of the jump, on the side of the smaller value.
/// > Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
struct BracketedRoot {
  private var (best, bestValue): (Double, Double)
  private var (previous, previousValue): (Double, Double)
  private var (opposite, oppositeValue): (Double, Double)
  private let tolerance: Double

  /// nil where the signs do not differ.
  static func find(
    from lower: Double, to upper: Double, tolerance: Double, _ function: (Double) throws(EstimationError) -> Double
  ) throws(EstimationError) -> Double? {
    let (low, high) = (try function(lower), try function(upper))
    if low == 0 { return lower }
    if high == 0 { return upper }
    guard (low < 0) != (high < 0) else { return nil }
    var search = BracketedRoot(lower, low, upper, high, tolerance: tolerance)
    for _ in 0..<1_000 {
      guard let next = search.next() else { break }
      search.accept(next, try function(next))
    }
    return search.best
  }

  private init(_ a: Double, _ fa: Double, _ b: Double, _ fb: Double, tolerance: Double) {
    (best, bestValue) = (b, fb)
    (previous, previousValue) = (a, fa)
    (opposite, oppositeValue) = (a, fa)
    self.tolerance = tolerance
  }

  /// Where to look next; nil when the bracket is within the tolerance.
  private mutating func next() -> Double? {
    let lastStep = best - previous
    if abs(oppositeValue) < abs(bestValue) {
      (previous, previousValue) = (best, bestValue)
      (best, bestValue) = (opposite, oppositeValue)
      (opposite, oppositeValue) = (previous, previousValue)
    }
    let least = 2 * Double.ulpOfOne * abs(best) + tolerance / 2
    let half = (opposite - best) / 2
    guard abs(half) > least, bestValue != 0 else { return nil }
    var step = interpolationStep(half, least, lastStep) ?? half
    if abs(step) < least { step = step > 0 ? least : -least }
    return best + step
  }

  /// nil where interpolation would leave the bracket or shrink too slowly.
  private func interpolationStep(_ half: Double, _ least: Double, _ lastStep: Double) -> Double? {
    guard abs(lastStep) >= least, abs(previousValue) > abs(bestValue) else { return nil }
    var (p, q): (Double, Double)
    let chord = opposite - best
    if previous == opposite {
      let ratio = bestValue / previousValue
      (p, q) = (chord * ratio, 1 - ratio)
    } else {
      let (a, b, c) = (previousValue / oppositeValue, bestValue / oppositeValue, bestValue / previousValue)
      p = c * (chord * a * (a - b) - (best - previous) * (b - 1))
      q = (a - 1) * (b - 1) * (c - 1)
    }
    if p > 0 { q = -q } else { p = -p }
    guard p < 0.75 * chord * q - abs(least * q) / 2, p < abs(lastStep * q / 2) else { return nil }
    return p / q
  }

  private mutating func accept(_ point: Double, _ value: Double) {
    (previous, previousValue) = (best, bestValue)
    (best, bestValue) = (point, value)
    if value * oppositeValue > 0 { (opposite, oppositeValue) = (previous, previousValue) }
  }
}
