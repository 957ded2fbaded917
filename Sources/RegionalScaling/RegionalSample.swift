/// A stratified sample of firms that tells where each firm is and which cell of the register it belongs to.
public struct RegionalSample: Sendable {
  /// h of every unit, from 0.
  let strata: [Int]
  /// N_h.
  let populationSizes: [Double]
  /// n_h.
  let sampleSizes: [Int]
  /// The place of the unit's area in the register.
  let areas: [Int]
  /// The cell of every unit, sector x size.
  let cells: [Int]
  /// y, the loss or cost.
  let amounts: [Double]
  /// x, the register exports.
  let exports: [Double]

  /// - Parameter populationSizes: N_h, one a stratum.
  /// - Throws: ``RegionalScalingError`` naming a unit whose values cannot be used, or a stratum smaller than its sample.
  /// - Precondition: One value a unit in every list.
  public init(
    strata: [Int], populationSizes: [Double], areas: [Int], cells: [Int], amounts: [Double], exports: [Double]
  ) throws(RegionalScalingError) {
    let n = strata.count
    precondition(
      areas.count == n && cells.count == n && amounts.count == n && exports.count == n, "one value a unit")
    var sampleSizes = [Int](repeating: 0, count: populationSizes.count)
    for k in 0..<n {
      guard amounts[k] >= 0, amounts[k].isFinite else { throw .amountNotUsable(unit: k, amounts[k]) }
      guard exports[k] >= 0, exports[k].isFinite else { throw .auxiliaryNotUsable(unit: k, exports[k]) }
      sampleSizes[strata[k]] += 1
    }
    for (h, size) in sampleSizes.enumerated() where Double(size) > populationSizes[h] {
      throw .populationTooSmall(stratum: h, population: populationSizes[h], sample: size)
    }
    (self.strata, self.populationSizes, self.sampleSizes) = (strata, populationSizes, sampleSizes)
    (self.areas, self.cells, self.amounts, self.exports) = (areas, cells, amounts, exports)
  }

  var count: Int { strata.count }

  /// N_h / n_h.
  func weight(_ unit: Int) -> Double { populationSizes[strata[unit]] / Double(sampleSizes[strata[unit]]) }

  /// w² (1 - f_h): what a squared residual adds to the variance of a total where its stratum's mean is near zero.
  func varianceFactor(_ unit: Int) -> Double {
    let h = strata[unit]
    let (size, weight) = (Double(sampleSizes[h]), weight(unit))
    return weight * weight * (1 - size / populationSizes[h])
  }
}

extension RegionalSample {
  /// `Σ w y` over some areas.
  func expansion(inAreas wanted: Set<Int>) -> LinearizedAmount {
    let inside = (0..<count).map { wanted.contains(areas[$0]) ? 1.0 : 0 }
    let value = weightedTotal((0..<count).map { inside[$0] * amounts[$0] })
    return LinearizedAmount(value: value, amountFactors: inside, exportFactors: [Double](repeating: 0, count: count))
  }

  func weightedTotal(_ values: [Double]) -> Double {
    (0..<count).reduce(0) { $0 + weight($1) * values[$1] }
  }

  /// The variance of a total, `Σ_h (1 - f_h) n_h / (n_h - 1) Σ_k (w z_k - mean_h)²`.
  ///
  /// The one answer of a stratum of several firms has its deviation taken from the mean of all answers.
  /// > Source: Cochran (1977), Sampling Techniques, equation (5.10), with w = N_h / n_h.
  func variance(_ values: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: populationSizes.count)
    for k in 0..<count { sums[strata[k]] += weight(k) * values[k] }
    let mean = sums.reduce(0, +) / Double(max(count, 1))
    let centres = sums.indices.map { sampleSizes[$0] > 1 ? sums[$0] / Double(sampleSizes[$0]) : mean }
    return (0..<count).reduce(0) { variance, k in
      let (h, size) = (strata[k], Double(sampleSizes[strata[k]]))
      let deviation = weight(k) * values[k] - centres[h]
      return variance + (1 - size / populationSizes[h]) * (size > 1 ? size / (size - 1) : 1) * deviation * deviation
    }
  }
}
