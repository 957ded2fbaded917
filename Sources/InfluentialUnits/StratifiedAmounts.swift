import ExtendedPrecision

/// The amounts of a stratified simple random sample: n values, the stratum of each, and how many units the strata have.
///
/// ```
/// Ŷ = Σ_h N_h/n_h Σ_{k ∈ h} y_k        V(Ŷ) = Σ_h N_h² (1 - n_h/N_h) s_h² / n_h
/// ```
/// A unit outside the domain that is estimated has the amount zero: it belongs to the sample all the same.
/// > Source: Cochran (1977), theorems 5.1 and 5.3.
public struct StratifiedAmounts: Sendable {
  /// n amounts.
  public let values: [Double]
  /// n codes from 0 to H - 1.
  public let stratumOfUnit: [Int]
  /// N_h, H counts.
  public let populationSizes: [Double]
  /// n_h, H counts.
  public let sampleSizes: [Int]

  /// - Throws: ``InfluenceError`` naming the unit or the stratum.
  public init(values: [Double], stratumOfUnit: [Int], populationSizes: [Double]) throws(InfluenceError) {
    precondition(values.count == stratumOfUnit.count, "one stratum a unit")
    var sizes = [Int](repeating: 0, count: populationSizes.count)
    for (unit, stratum) in stratumOfUnit.enumerated() {
      guard values[unit].isFinite else { throw .notFinite(unit: unit, value: values[unit]) }
      guard sizes.indices.contains(stratum) else { throw .noSuchStratum(unit: unit, stratum: stratum) }
      sizes[stratum] += 1
    }
    for (stratum, size) in sizes.enumerated() where size > 0 && Double(size) > populationSizes[stratum] {
      throw .moreThanThereAre(stratum: stratum, sampled: size, population: populationSizes[stratum])
    }
    (self.values, self.stratumOfUnit) = (values, stratumOfUnit)
    (self.populationSizes, sampleSizes) = (populationSizes, sizes)
  }

  /// The same sample with other amounts.
  func replacing(_ values: [Double]) -> StratifiedAmounts {
    StratifiedAmounts(values, self)
  }

  private init(_ values: [Double], _ other: StratifiedAmounts) {
    (self.values, stratumOfUnit) = (values, other.stratumOfUnit)
    (populationSizes, sampleSizes) = (other.populationSizes, other.sampleSizes)
  }
}

extension StratifiedAmounts {
  /// w_k = N_h / n_h, n weights.
  public var weights: [Double] { stratumOfUnit.map { populationSizes[$0] / Double(sampleSizes[$0]) } }

  /// ȳ_h, H means; 0 for a stratum without units.
  public var means: [Double] {
    zip(sums(values), sampleSizes).map { $1 > 0 ? $0 / Double($1) : 0 }
  }

  /// Ŷ, in the unit of y.
  public var total: Double { values.indices.reduce(0) { $0 + weight(of: $1) * values[$1] } }

  /// v(Ŷ), in the unit of y squared; nil where a stratum that is not taken in full has one unit.
  public var variance: Double? {
    let means = means
    let squares = sums(
      values.indices.map { (values[$0] - means[stratumOfUnit[$0]]) * (values[$0] - means[stratumOfUnit[$0]]) })
    var variance = 0.0
    for (h, n) in sampleSizes.enumerated() where n > 0 && Double(n) < populationSizes[h] {
      guard n > 1 else { return nil }
      let (size, count) = (populationSizes[h], Double(n))
      variance += size * (size - count) / count * squares[h] / (count - 1)
    }
    return variance
  }

  func weight(of unit: Int) -> Double {
    populationSizes[stratumOfUnit[unit]] / Double(sampleSizes[stratumOfUnit[unit]])
  }

  /// Σ_{k ∈ h} x_k, H sums.
  private func sums(_ terms: [Double]) -> [Double] {
    var table = ExactSumTable()
    table.grow(to: populationSizes.count)
    for (term, stratum) in zip(terms, stratumOfUnit) { table.add(term, to: stratum) }
    return populationSizes.indices.map { table[$0].value }
  }
}
