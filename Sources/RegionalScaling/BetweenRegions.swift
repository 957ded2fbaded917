/// How far the loss rates of regions differ beyond what their cells explain and what sampling makes of them.
///
/// Every region is left out in turn: its amount is predicted from the rates of all others, and compared with its own
/// estimate. With `R_a = R (1 + b_a)`, `Var b = τ²`, and region b having the part ω_b of the exports that the rates come from,
/// ```
/// D_a = Y_a / Y_a(-a) - 1      E D_a² = c_a τ² + ψ_a      c_a = 1 + Σ ω_b²
/// ```
/// where ψ_a has the sampling variances of both and the deviations of the region's own firms. Then τ² solves `Σ D_a² / (c_a τ² + ψ_a) = m`. Where the root would be below zero, the differences are within sampling error,
/// and the maximum of the likelihood times τ² is taken, which is never zero: that no difference was seen does not say that
/// there is none.
/// > Source: Gonzalez and Waksberg (1973), on errors averaged over areas; Paule and Mandel (1982), J. Research NBS 87, 377-385,
/// > equation (6), for the root; Li and Lahiri (2010), J. Multivariate Analysis 101, 882-892, for the adjustment.
public struct BetweenRegions: Sendable, Hashable {
  /// One region left out.
  public struct Comparison: Sendable, Hashable {
    /// The place of the region in the register.
    public let area: Int
    /// From its own firms.
    public let direct: Double
    /// From the rates of all other regions.
    public let synthetic: Double
    /// The relative sampling variance of the region's own estimate.
    public let directVariance: Double
    /// The relative sampling variance of the prediction.
    public let syntheticVariance: Double
    /// The relative variance of the region's true amount about its rates: its firms are not infinitely many.
    public let noise: Double
    /// c_a.
    public let factor: Double

    /// D_a.
    public var difference: Double { direct / synthetic - 1 }

    /// ψ_a.
    var errorVariance: Double { directVariance + syntheticVariance + noise }
  }

  public let grouping: String
  public let comparisons: [Comparison]
  /// τ², a squared relative deviation.
  public let variance: Double
  /// Whether the moment's root was at zero and the adjusted likelihood was taken.
  public let isAdjusted: Bool
  /// The standard error of τ² for many regions, `√(2m) / Σ c / (c τ² + ψ)`.
  public let varianceStandardError: Double

  /// - Parameter target: The area whose amount is wanted; it does not judge its own error.
  /// - Throws: ``RegionalScalingError/tooFewRegions(_:)``.
  init(
    _ sample: RegionalSample, _ register: RegisterExports, _ direct: DirectRates, _ model: AmountModel,
    by grouping: CellGrouping, target: Int
  ) throws(RegionalScalingError) {
    let everyone = Set(register.areas.indices)
    let found = register.areas.indices.filter { $0 != target }.compactMap { area -> Comparison? in
      guard let own = direct.amounts[area], let ownVariance = direct.variances[area] else { return nil }
      let others = everyone.subtracting([area])
      let rates = SyntheticRates(sample, from: others, by: grouping)
      let predicted = rates.amount(for: register.totals(ofAreas: [area], by: grouping))
      guard predicted.value > 0 else { return nil }
      let square = predicted.value * predicted.value
      return Comparison(
        area: area, direct: own.value, synthetic: predicted.value, directVariance: ownVariance / square,
        syntheticVariance: model.variance(predicted) / square, noise: model.noise(ofArea: area, register) / square,
        factor: Self.factor(register, others))
    }
    try self.init(found, grouping: grouping.name)
  }

  init(_ comparisons: [Comparison], grouping: String) throws(RegionalScalingError) {
    guard comparisons.count > 3 else { throw .tooFewRegions(comparisons.count) }
    (self.comparisons, self.grouping) = (comparisons, grouping)
    let root = Self.momentRoot(comparisons)
    let variance = root > 0 ? root : Self.adjustedMaximum(comparisons)
    (self.variance, isAdjusted) = (variance, root <= 0)
    let precision = comparisons.reduce(0) { $0 + $1.factor / ($1.factor * variance + $1.errorVariance) }
    varianceStandardError = (2 * Double(comparisons.count)).squareRoot() / precision
  }

  /// What would be said of a region that had no firm in the sample, from the rates of all others.
  /// - Parameter isSamplingOnly: As if all regions had the same rates.
  public func interval(
    of comparison: Comparison, level: Double, isSamplingOnly: Bool = false
  ) -> ScaledAmount.Interval {
    let spread = LogarithmicSpread(
      value: comparison.synthetic, sampling: comparison.syntheticVariance,
      known: comparison.syntheticVariance + comparison.noise, between: comparison.factor * variance, self)
    return isSamplingOnly ? spread.samplingInterval(level: level) : spread.interval(level: level)!
  }

  /// c, `1 + Σ ω_b²` over the areas that rates come from, by their parts of the exports.
  static func factor(_ register: RegisterExports, _ reference: Set<Int>) -> Double {
    let totals = reference.sorted().map(register.total(ofArea:))
    let whole = totals.reduce(0, +)
    return totals.reduce(1) { $0 + ($1 / whole) * ($1 / whole) }
  }

  // MARK: τ²

  /// The sum falls and is convex in τ², so Newton's steps from zero rise to the root without passing it.
  private static func momentRoot(_ comparisons: [Comparison]) -> Double {
    var variance = 0.0
    for _ in 0..<200 {
      var (excess, slope) = (-Double(comparisons.count), 0.0)
      for one in comparisons {
        let expected = one.factor * variance + one.errorVariance
        let ratio = one.difference * one.difference / expected
        excess += ratio
        slope += ratio * one.factor / expected
      }
      guard excess > 0, slope > 0 else { return variance }
      let step = excess / slope
      variance += step
      if step <= 1e-14 * variance { return variance }
    }
    return variance
  }

  /// The maximum of `log τ² - ½ Σ [log v + D² / v]`: its derivative times τ² falls from 1, and is found by halving on a
  /// logarithmic scale.
  private static func adjustedMaximum(_ comparisons: [Comparison]) -> Double {
    func score(_ variance: Double) -> Double {
      comparisons.reduce(1) { sum, one in
        let v = one.factor * variance + one.errorVariance
        return sum - variance * one.factor / (2 * v) * (1 - one.difference * one.difference / v)
      }
    }
    var (low, high) = (1e-12, 1e6)
    while high / low > 1 + 1e-13 {
      let middle = (low * high).squareRoot()
      if score(middle) > 0 { low = middle } else { high = middle }
      if middle == low && middle == high { break }
    }
    return low
  }
}
