/// The units of a stratified simple random sample: the stratum of each, and how many units the strata have.
public struct StratifiedUnits: Sendable, Hashable {
  /// h of every unit, from 0.
  public let stratumOfUnit: [Int]
  /// N_h.
  public let populationSizes: [Double]
  /// n_h.
  public let sampleSizes: [Int]
  /// w_k = N_h / n_h.
  public let weights: [Double]

  /// - Precondition: Strata are places in `populationSizes`.
  public init(stratumOfUnit: [Int], populationSizes: [Double]) {
    var sizes = [Int](repeating: 0, count: populationSizes.count)
    for h in stratumOfUnit { sizes[h] += 1 }
    (self.stratumOfUnit, self.populationSizes, sampleSizes) = (stratumOfUnit, populationSizes, sizes)
    weights = stratumOfUnit.map { populationSizes[$0] / Double(sizes[$0]) }
  }

  public var count: Int { stratumOfUnit.count }

  /// `Σ w z`.
  public func total(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The variance of a total, `Σ_h (1 - f_h) n_h / (n_h - 1) Σ_k (w z_k - mean_h)²`.
  ///
  /// The one unit of a stratum that has several has its deviation taken from the mean of all units, as under
  /// ``SingletonRule/adjust``.
  /// > Source: Cochran (1977), Sampling Techniques, equation (5.10), with w = N_h / n_h.
  public func variance(ofTotal values: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: sampleSizes.count)
    for (k, h) in stratumOfUnit.enumerated() { sums[h] += weights[k] * values[k] }
    let mean = sums.reduce(0, +) / Double(max(count, 1))
    var squares = [Double](repeating: 0, count: sampleSizes.count)
    for (k, h) in stratumOfUnit.enumerated() {
      let deviation = weights[k] * values[k] - (sampleSizes[h] > 1 ? sums[h] / Double(sampleSizes[h]) : mean)
      squares[h] += deviation * deviation
    }
    return squares.indices.reduce(0) { variance, h in
      guard sampleSizes[h] > 0 else { return variance }
      let n = Double(sampleSizes[h])
      return variance + (1 - n / populationSizes[h]) * n / max(n - 1, 1) * squares[h]
    }
  }

  /// w² (1 - f_h): what a squared residual adds to the variance of a total where its stratum's mean is near zero.
  public func varianceFactor(_ unit: Int) -> Double {
    let h = stratumOfUnit[unit]
    return weights[unit] * weights[unit] * (1 - Double(sampleSizes[h]) / populationSizes[h])
  }
}
