/// The triangular distribution over low to high with its peak at the mode.
struct TriangularLaw: Sendable, Hashable {
  let low: Double
  let mode: Double
  let high: Double

  private var width: Double { high - low }
  private var probabilityBelowMode: Double { (mode - low) / width }

  func quantile(_ p: Double) -> Double {
    p < probabilityBelowMode
      ? low + (p * width * (mode - low)).squareRoot() : high - ((1 - p) * width * (high - mode)).squareRoot()
  }

  func cdf(_ x: Double) -> Double {
    if x <= low { return 0 }
    if x >= high { return 1 }
    return x < mode
      ? (x - low) * (x - low) / (width * (mode - low)) : 1 - (high - x) * (high - x) / (width * (high - mode))
  }

  var mean: Double { (low + mode + high) / 3 }

  /// `((m - a)² + (b - m)² + (m - a)(b - m)) / 18`: no cancellation where the range is far from 0.
  var variance: Double {
    let (rise, fall) = (mode - low, high - mode)
    return (rise * rise + fall * fall + rise * fall) / 18
  }
}
