import Distributions
import ExtendedPrecision

/// A stratified simple random sample, without replacement, of non-negative amounts.
/// ```
/// t = Σ_h Σ_i w_hi y_hi        v = Σ_h (1 - f_h) n_h s²_h,   s²_h the variance of w_hi y_hi within h
/// ```
public struct SkewedSample: Sendable, Hashable {
  public let strata: [SkewedStratum]
  /// t.
  public let estimate: Double
  /// v.
  public let variance: Double
  /// Σ y over the sampled units: the population's total cannot be less.
  public let observedSum: Double

  public init(strata: [SkewedStratum]) throws(SkewedTotalError) {
    guard !strata.isEmpty else { throw .noStrata }
    self.strata = strata
    estimate = exactSum(strata.lazy.flatMap(\.contributions))
    observedSum = exactSum(strata.lazy.flatMap(\.values))
    variance = exactSum(strata.lazy.map(\.variance))
  }

  public var standardError: Double { variance.squareRoot() }

  /// Σ (n_h - 1) over the strata that were not taken in full.
  public var degreesOfFreedom: Int { strata.lazy.filter { !$0.isCensus }.map { $0.sampleSize - 1 }.reduce(0, +) }

  var isCensus: Bool { strata.allSatisfy(\.isCensus) }

  /// The sample with zeros outside a domain.
  /// - Parameter mask: By stratum, whether each sampled unit is a member.
  public func domain(_ mask: [[Bool]]) throws(SkewedTotalError) -> SkewedSample {
    guard mask.count == strata.count else {
      throw .invalidSetting(
        name: "the number of masks", value: Double(mask.count), expected: "one a stratum, \(strata.count)")
    }
    var kept: [SkewedStratum] = []
    for (stratum, isMember) in zip(strata, mask) { kept.append(try stratum.domain(isMember)) }
    return try SkewedSample(strata: kept)
  }

  /// t ± t_ν √v, the interval that `confint(svytotal(), df)` of R's survey package gives; its lower limit may be negative.
  public func waldLimits(level: Double = 0.95) throws(SkewedTotalError) -> (lower: Double, upper: Double) {
    try Self.check(level: level)
    guard degreesOfFreedom > 0, let t = try? StudentT(degreesOfFreedom: Double(degreesOfFreedom)) else {
      return (estimate, estimate)
    }
    let margin = t.quantile(upperTail: (1 - level) / 2) * standardError
    return (estimate - margin, estimate + margin)
  }
}

extension SkewedSample {
  static func check(level: Double) throws(SkewedTotalError) {
    guard level > 0, level < 1 else {
      throw .invalidSetting(name: "the level", value: level, expected: "a number between 0 and 1")
    }
  }
}

extension SkewedStratum {
  fileprivate var variance: Double {
    guard !isCensus, !isZero else { return 0 }
    let (z, n) = (contributions, Double(sampleSize))
    let mean = exactSum(z) / n
    return uncovered * n / (n - 1) * exactSum(z.lazy.map { ($0 - mean) * ($0 - mean) })
  }

  fileprivate func domain(_ isMember: [Bool]) throws(SkewedTotalError) -> SkewedStratum {
    guard isMember.count == sampleSize else {
      throw .domainSize(stratum: name, units: sampleSize, mask: isMember.count)
    }
    return try SkewedStratum(
      name: name, populationSize: populationSize, values: zip(values, isMember).map { $1 ? $0 : 0 }, weights: weights)
  }
}

/// A sum that is rounded once, so that the order of units does not show.
func exactSum(_ terms: some Sequence<Double>) -> Double {
  var sum = DoubleDouble.zero
  // Most amounts of a small domain are zeros, which change nothing.
  for term in terms where term != 0 { sum += DoubleDouble(term) }
  return sum.value
}
