import Glibc

/// What the amounts say about the distribution of their estimated total.
public struct TailDiagnostics: Sendable, Hashable {
  /// Sampled units with a positive amount.
  public let positives: Int
  /// The largest w y over t: 1 where one unit makes the estimate.
  public let largestShare: Double
  /// The largest part of v that one unit makes, its deviation squared over the sum of all.
  public let largestVarianceShare: Double
  /// The skewness of the estimate, third cumulant over v^(3/2).
  public let estimatorSkewness: Double
  /// Hill's estimate from the largest amounts; 1 or less means an infinite mean. `nil` below ten different amounts.
  public let tailIndex: TailIndex?

  public struct TailIndex: Sendable, Hashable {
    public let estimate: Double
    public let standardError: Double
    /// k, the amounts above the threshold.
    public let exceedances: Int
  }
}

extension TailDiagnostics {
  init(_ sample: SkewedSample) {
    let positive = sample.strata.flatMap(\.values).filter { $0 > 0 }.sorted()
    positives = positive.count
    let largest = sample.strata.lazy.flatMap(\.contributions).max() ?? 0
    largestShare = sample.estimate > 0 ? largest / sample.estimate : 0
    largestVarianceShare = sample.largestVarianceShare
    estimatorSkewness = sample.skewness
    tailIndex = TailIndex(ascending: positive)
  }
}

extension TailDiagnostics.TailIndex {
  /// ```
  /// 1/α = 1/k Σ_{i ≤ k} log(y_(m+1-i) / y_(m-k))        se(α) = α / √k
  /// ```
  /// > Source: Hill (1975), Annals of Statistics 3, 1163-1174.
  init?(ascending amounts: [Double]) {
    guard amounts.count > IntervalRule.positivesNeeded else { return nil }
    let k = ExceedanceTail.exceedances(of: amounts.count)
    let threshold = amounts[amounts.count - k - 1]
    let excess = amounts.suffix(k).reduce(0) { $0 + log($1 / threshold) }
    guard excess > 0 else { return nil }
    estimate = Double(k) / excess
    standardError = estimate / Double(k).squareRoot()
    exceedances = k
  }
}

extension SkewedSample {
  var largestVarianceShare: Double {
    guard variance > 0 else { return 0 }
    return (strata.lazy.map(\.largestVariance).max() ?? 0) / variance
  }

  /// ```
  /// κ₃ = Σ_h (1 - f_h)(1 - 2 f_h) n_h m₃h,   m₃h the unbiased third central moment of w y within h
  /// ```
  /// > Source: Cochran (1977), Sampling Techniques, section 2.15, with k-statistics of a finite population.
  fileprivate var skewness: Double {
    let cumulant = strata.reduce(0) { $0 + $1.thirdCumulant }
    return variance > 0 ? cumulant / (variance * standardError) : 0
  }
}

extension SkewedStratum {
  /// What the unit furthest from the mean adds to the variance.
  fileprivate var largestVariance: Double {
    guard sampleSize > 1, !isCensus, !isZero else { return 0 }
    let (z, n) = (contributions, Double(sampleSize))
    let mean = exactSum(z) / n
    return uncovered * n / (n - 1) * (z.lazy.map { ($0 - mean) * ($0 - mean) }.max() ?? 0)
  }

  fileprivate var thirdCumulant: Double {
    guard sampleSize > 2, !isCensus, !isZero else { return 0 }
    let (z, n) = (contributions, Double(sampleSize))
    let mean = exactSum(z) / n
    let third = n / ((n - 1) * (n - 2)) * exactSum(z.lazy.map { ($0 - mean) * ($0 - mean) * ($0 - mean) })
    return uncovered * (2 * uncovered - 1) * n * third
  }
}
