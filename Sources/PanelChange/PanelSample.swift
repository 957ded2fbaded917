import LinearAlgebra
import Sampling

/// A stratified sample of one year, with the linearised values of the estimates whose change is asked for.
///
/// A unit that is in the samples of two years has the same number in both.
public struct PanelSample: Sendable {
  /// n numbers of units, each once.
  public let units: [Int]
  /// n codes from 0 to H - 1.
  public let stratumOfUnit: [Int]
  /// N_h, H counts.
  public let populationSizes: [Double]
  /// n × q linearised values z_k: `θ̂ - θ ≈ Σ w_k z_k`.
  public let linearized: Matrix
  /// n_h, H counts.
  let sampleSizes: [Int]
  /// n × q deviations w_k (z_k - z̄_h).
  let deviations: Matrix
  /// What becomes of a stratum with one unit of several.
  let singletons: SingletonRule

  /// - Parameter singletons: How a stratum with one unit of several contributes. `average` is not for panels, and counts as `adjust`.
  /// - Throws: ``PanelError`` naming the unit or the stratum.
  public init(
    units: [Int], stratumOfUnit: [Int], populationSizes: [Double], linearized: Matrix, singletons: SingletonRule = .fail
  ) throws(PanelError) {
    precondition(units.count == stratumOfUnit.count && units.count == linearized.rows, "one row a unit")
    var sizes = [Int](repeating: 0, count: populationSizes.count)
    for h in stratumOfUnit { sizes[h] += 1 }
    for (h, n) in sizes.enumerated() where n > 0 && Double(n) > populationSizes[h] {
      throw .moreThanThereAre(stratum: h, sampled: n, population: populationSizes[h])
    }
    var seen = Set<Int>()
    for unit in units where !seen.insert(unit).inserted { throw .unitTwice(unit) }
    (self.units, self.stratumOfUnit, self.populationSizes) = (units, stratumOfUnit, populationSizes)
    (self.linearized, sampleSizes) = (linearized, sizes)
    self.singletons = singletons
    let isAdjusted = [.adjust, .average].contains(singletons)
    deviations = Matrix(
      columns: (0..<linearized.columns).map { j in
        Self.deviations(Array(linearized.column(j)), stratumOfUnit, populationSizes, sizes, adjust: isAdjusted)
      })
  }

  /// w_k (z_k - z̄_h). The only unit of a stratum differs from no mean; `adjust` lets it differ from that of all w_k z_k.
  private static func deviations(
    _ z: [Double], _ strata: [Int], _ populations: [Double], _ sizes: [Int], adjust: Bool
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: sizes.count)
    for (h, value) in zip(strata, z) { sums[h] += value }
    let scores = zip(strata, z).map { h, value in populations[h] / Double(sizes[h]) * value }
    let mean = scores.reduce(0, +) / Double(scores.count)
    return scores.indices.map { k in
      let h = strata[k]
      if adjust, sizes[h] == 1, populations[h] > 1 { return scores[k] - mean }
      return scores[k] - populations[h] / Double(sizes[h]) * sums[h] / Double(sizes[h])
    }
  }

  func samplingFraction(_ h: Int) -> Double { Double(sampleSizes[h]) / populationSizes[h] }
}

/// Samples that cannot be compared. Strata count from 0.
public enum PanelError: Error, Hashable, Sendable {
  case unitTwice(Int)
  case moreThanThereAre(stratum: Int, sampled: Int, population: Double)
  case oneUnit(stratum: Int, population: Double)
  case notPositive(what: String, year: Int, value: Double)
  case unequalEstimates(first: Int, second: Int)
  case tooFewYears(Int)
}

extension PanelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unitTwice(let unit): "unit \(unit) is twice in one year's sample: keep one of its rows"
    case .moreThanThereAre(let stratum, let sampled, let population):
      "stratum \(stratum + 1) has \(sampled) units in the sample and \(population) in the population: correct its size"
    case .oneUnit(let stratum, let population):
      "stratum \(stratum + 1) has one sampled unit of \(population): its error cannot be estimated; join it to another"
    case .notPositive(let what, let year, let value):
      "\(what) is \(value) in year \(year): the change cannot be divided into factors, which have to be positive"
    case .unequalEstimates(let first, let second):
      "\(first) estimates in one year and \(second) in the other: ask both years the same"
    case .tooFewYears(let count): "\(count) years: a change needs two"
    }
  }
}
