/// What it does to the estimated total, on average over samples, that a unit is in the sample.
///
/// ```
/// B_k = E(Ŷ - Y | k ∈ s) = n_h/(n_h - 1) (N_h/n_h - 1) (y_k - ȳ_h)
/// ```
/// It is zero in strata that are taken in full. A unit is influential where B_k is large beside the standard error, whichever
/// way: too large a weight, too unusual an amount, or both.
/// > Source: Beaumont, Haziza and Ruiz-Gazen (2013), Biometrika 100, 555-569, section 2, with ȳ_h for the unknown mean.
public struct ConditionalBias: Sendable, Hashable {
  /// B_k, n values in the unit of y.
  public let values: [Double]

  /// - Parameter leavesSingletons: The only unit of a stratum, which nothing says is unusual, gets 0 instead of an error.
  /// - Throws: ``InfluenceError/oneUnit(stratum:population:)``.
  public init(of sample: StratifiedAmounts, leavesSingletons: Bool = false) throws(InfluenceError) {
    for (h, n) in sample.sampleSizes.enumerated() where n == 1 && sample.populationSizes[h] > 1 && !leavesSingletons {
      throw .oneUnit(stratum: h, population: sample.populationSizes[h])
    }
    let means = sample.means
    values = sample.values.indices.map { unit in
      let h = sample.stratumOfUnit[unit]
      let n = Double(sample.sampleSizes[h])
      guard n < sample.populationSizes[h], n > 1 else { return 0 }
      return n / (n - 1) * (sample.populationSizes[h] / n - 1) * (sample.values[unit] - means[h])
    }
  }
}

/// The total whose greatest conditional bias is as small as can be.
///
/// ```
/// Ŷ_R = Ŷ - (min B_k + max B_k) / 2
///     = Ŷ - Σ_k (B_k - ψ_c(B_k))            ψ_c(B) = B cut off at -c and c
/// ```
/// The cut c is chosen so that both lines agree. The second gives every unit its part of the change, so estimates of domains
/// add up to that of the whole.
/// > Source: Beaumont, Haziza and Ruiz-Gazen (2013), equations (9) to (12); Favre-Martinoz, Haziza and Beaumont (2015), Survey
/// > Methodology 41, 57-77, for domains.
public struct MinimaxTotal: Sendable, Hashable {
  /// c, in the unit of y; infinite where nothing is changed.
  public let cut: Double
  /// Ŷ_R - Ŷ = Σ of `changes`.
  public let change: Double
  /// By how much each unit's part w_k y_k of the total is changed, n values.
  public let changes: [Double]
  /// Ŷ.
  public let unadjusted: Double

  /// Ŷ_R.
  public var value: Double { unadjusted + change }

  /// - Parameter leavesSingletons: As for ``ConditionalBias``.
  /// - Throws: ``InfluenceError/oneUnit(stratum:population:)``.
  public init(of sample: StratifiedAmounts, leavesSingletons: Bool = false) throws(InfluenceError) {
    let bias = try ConditionalBias(of: sample, leavesSingletons: leavesSingletons).values
    let wanted = ((bias.min() ?? 0) + (bias.max() ?? 0)) / 2
    let cut = Self.cut(removing: wanted, from: bias)
    changes = bias.map { min(max($0, -cut), cut) - $0 }
    change = changes.reduce(0, +)
    self.cut = cut
    unadjusted = sample.total
  }

  /// The c at which Σ (B - ψ_c(B)) is the amount wanted.
  ///
  /// Going down from the largest absolute value the sum is linear in c between the values, and it starts at zero; the first
  /// crossing is the smallest change of all that remove the amount.
  private static func cut(removing wanted: Double, from bias: [Double]) -> Double {
    guard wanted != 0 else { return .infinity }
    let ordered = bias.sorted { abs($0) > abs($1) }
    var (beyond, signs) = (0.0, 0.0)
    for (place, value) in ordered.enumerated() {
      beyond += value
      signs += value > 0 ? 1 : -1
      let next = place + 1 < ordered.count ? abs(ordered[place + 1]) : 0
      // Σ over those beyond c: B - sign(B) c.
      guard signs != 0 else { continue }
      let c = (beyond - wanted) / signs
      if c >= next * (1 - 1e-12), c <= abs(value) * (1 + 1e-12) { return max(c, next) }
    }
    return 0
  }
}
