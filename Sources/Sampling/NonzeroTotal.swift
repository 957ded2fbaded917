/// A total of values most of which are zero, and its variance.
///
/// ```
/// Σ_k (z_k - z̄)² = Σ_nonzero (z_k - z̄)² + (n - m) z̄²        m values of a stratum that are not zero
/// ```
/// The numbers are those of ``StratifiedUnits/total(_:)`` and ``StratifiedUnits/variance(ofTotal:)`` but for rounding, in time
/// proportional to the values that are not zero and the number of strata: tables have thousands of cells of few firms each.
public struct NonzeroTotal: Sendable, Hashable {
  public let value: Double
  public let variance: Double

  public var standardError: Double { variance.squareRoot() }

  /// - Parameters:
  ///   - values: Values that may differ from zero.
  ///   - units: Whose they are, each once.
  public init(of values: [Double], at units: [Int], in sample: StratifiedUnits) {
    var strata = [StratumSums](repeating: StratumSums(), count: sample.sampleSizes.count)
    for (unit, value) in zip(units, values) { strata[sample.stratumOfUnit[unit]].take(sample.weights[unit] * value) }
    value = strata.reduce(0) { $0 + $1.sum }
    let mean = value / Double(max(sample.count, 1))
    for (h, n) in sample.sampleSizes.enumerated() { strata[h].center(n > 1 ? strata[h].sum / Double(n) : mean, of: n) }
    for (unit, value) in zip(units, values) { strata[sample.stratumOfUnit[unit]].spread(sample.weights[unit] * value) }
    variance = strata.indices.reduce(0) { $0 + sample.varianceFactor(ofStratum: $1) * strata[$1].squares }
  }
}

/// Sums over one stratum's weighted values.
private struct StratumSums {
  private(set) var sum = 0.0
  private var taken = 0
  private var center = 0.0
  /// Of deviations from the center.
  private(set) var squares = 0.0

  mutating func take(_ z: Double) {
    sum += z
    taken += 1
  }

  /// - Parameter n: Units of the stratum: those not taken are zero.
  mutating func center(_ center: Double, of n: Int) {
    self.center = center
    squares = Double(n - taken) * center * center
  }

  mutating func spread(_ z: Double) { squares += (z - center) * (z - center) }
}

extension StratifiedUnits {
  /// `(1 - f_h) n_h / (n_h - 1)`; 0 for a stratum of which no unit was drawn.
  fileprivate func varianceFactor(ofStratum h: Int) -> Double {
    guard sampleSizes[h] > 0 else { return 0 }
    let n = Double(sampleSizes[h])
    return (1 - n / populationSizes[h]) * n / max(n - 1, 1)
  }
}
