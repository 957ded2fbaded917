import LinearAlgebra

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

  /// - Throws: ``PanelError`` naming the unit or the stratum.
  public init(
    units: [Int], stratumOfUnit: [Int], populationSizes: [Double], linearized: Matrix
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
    deviations = Self.deviations(linearized, stratumOfUnit, populationSizes, sizes)
  }

  /// w_k (z_k - z̄_h), column by column.
  private static func deviations(_ z: Matrix, _ strata: [Int], _ populations: [Double], _ sizes: [Int]) -> Matrix {
    Matrix(
      columns: (0..<z.columns).map { j in
        let column = Array(z.column(j))
        var sums = [Double](repeating: 0, count: sizes.count)
        for (h, value) in zip(strata, column) { sums[h] += value }
        return zip(strata, column).map { h, value in
          let n = Double(sizes[h])
          return populations[h] / n * (value - sums[h] / n)
        }
      })
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
