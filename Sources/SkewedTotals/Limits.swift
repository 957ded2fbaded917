import Glibc

/// Two limits for a total, each with half of the error probability.
struct Limits {
  let lower: Double
  let upper: Double
}

extension Limits {
  /// The limits of a set of laws none of which is refused: a total is left out only where each of them leaves it out.
  /// > Source: Berger and Boos (1994), JASA 89, 1012-1016: a p-value is the largest over the laws that may be the true one.
  func envelope(_ other: Limits) -> Limits {
    Limits(lower: min(lower, other.lower), upper: max(upper, other.upper))
  }

  /// The order statistics of rank (B + 1) α/2 from below and from above, which for an exact pivot have the exact level.
  init(_ plausible: PlausibleTotals, level: Double) {
    let sorted = plausible.totals.sorted()
    // The nudge keeps 1000 · 0.025 at 25.
    let rank = max(Int(Double(sorted.count + 1) * (1 - level) / 2 + 1e-9), 1)
    lower = sorted[rank - 1]
    upper = sorted[sorted.count - rank]
  }
}

/// B totals, one a replicate: the one for which the sample's pivot would have the replicate's value.
///
/// Their empirical distribution function at Y is the p-value of the hypothesis that the total is at least Y.
struct PlausibleTotals {
  let totals: [Double]
}

extension PlausibleTotals {
  /// Y = t - q √v from a studentised statistic q.
  init(studentized statistics: [Double], of sample: SkewedSample) {
    totals = statistics.map { $0.isFinite ? sample.estimate - $0 * sample.standardError : -$0 }
  }

  /// The bootstrap-t of simulated populations: q = (t* - Y*)/√v*.
  init(studentized replicates: [FittedPopulation.Replicate], of sample: SkewedSample) {
    self.init(
      studentized: replicates.map { SkewedTotals.studentized($0.estimate - $0.total, standardError: $0.standardError) },
      of: sample)
  }

  /// Y = t/q from q = t*/Y*, whose law does not depend on the scale: exact where the shape is known.
  /// > Source: Lawless (1982), Statistical Models and Methods for Lifetime Data, section 4.1, for pivots of scale families;
  /// > Davison and Hinkley (1997), Bootstrap Methods and their Application, section 5.2, for log(t*/Y*).
  init(ratio replicates: [FittedPopulation.Replicate], of sample: SkewedSample) {
    totals = replicates.map { replicate in
      guard replicate.total > 0 else { return sample.estimate }
      return replicate.estimate > 0 ? sample.estimate * (replicate.total / replicate.estimate) : .infinity
    }
  }

  /// The ratio among samples with the observed coefficient of variation c, by regression on its logarithm:
  /// ```
  /// log(t*/Y*) = a + b log c* + r*      Y = t exp(-(a + b log c + r*))
  /// ```
  /// c has the same law at any scale, so inference is conditional on it. A sample that missed the tail has a small t and a
  /// small c, and its limits move up; one that caught a rare amount has both large, and its limits move down.
  /// > Source: Lawless (1982), section 4.1 and appendix G, for conditioning on what is free of the scale; Hinkley and
  /// > Schechtman (1987), Biometrika 74, 85-93, for conditional bootstraps.
  init(conditional replicates: [FittedPopulation.Replicate], of sample: SkewedSample) {
    let line = RatioRegression(replicates)
    let center = line.slope * log(sample.standardError / sample.estimate)
    totals = replicates.map { sample.estimate * exp(-(center + line.residual($0))) }
  }

  /// The totals of two methods with equal weight: the p-value of a total is the mean of its two p-values.
  ///
  /// Twice the mean of p-values is a p-value whatever their dependence, and a mean is at least half of either. So where one method is right
  /// and the other is not, each limit fails at most twice as often as it should; where they agree, as often.
  /// > Source: Rüschendorf (1982), Advances in Applied Probability 14, 623-632; Vovk and Wang (2020), Biometrika 107, 791-808,
  /// > for means of p-values.
  func pooled(with other: PlausibleTotals) -> PlausibleTotals {
    precondition(totals.count == other.totals.count, "unequal numbers of replicates")
    return PlausibleTotals(totals: totals + other.totals)
  }
}

/// Least squares of log(t*/Y*) on log c*.
struct RatioRegression {
  let slope: Double

  init(_ replicates: [FittedPopulation.Replicate]) {
    let points = replicates.filter(\.hasLogarithms).map { (x: $0.logarithmOfVariation, y: $0.logarithmOfRatio) }
    let n = Double(max(points.count, 1))
    let (x, y) = (points.reduce(0) { $0 + $1.x } / n, points.reduce(0) { $0 + $1.y } / n)
    let spread = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    slope = spread > 0 ? points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / spread : 0
  }

  /// a + r*; a sample without spread saw nothing of the tail and counts as the lowest.
  func residual(_ replicate: FittedPopulation.Replicate) -> Double {
    guard replicate.hasLogarithms else { return -.infinity }
    return replicate.logarithmOfRatio - slope * replicate.logarithmOfVariation
  }
}

extension FittedPopulation.Replicate {
  fileprivate var hasLogarithms: Bool { estimate > 0 && standardError > 0 }
  fileprivate var logarithmOfVariation: Double { log(standardError / estimate) }
  fileprivate var logarithmOfRatio: Double { log(estimate / total) }
}
