import ExtendedPrecision
import Microdata

/// What a plan needs to know of each stratum of a frame: how many units, their mean and their spread.
///
/// ```
/// Ȳ_h = Σ_k y_k / N_h        S_h² = Σ_k (y_k - Ȳ_h)² / (N_h - 1)        Y = Σ_h N_h Ȳ_h
/// ```
/// > Source: Cochran (1977), section 5.1.
public struct StratumSummary: Sendable, Hashable {
  /// H names, in level order.
  public let labels: [String]
  /// N_h, H counts.
  public let populationSizes: [Double]
  /// Ȳ_h, H values in the unit of y.
  public let means: [Double]
  /// S_h with divisor N_h - 1, H values in the unit of y; 0 for a stratum of one unit, which has nothing to vary.
  public let standardDeviations: [Double]

  /// A summary known from a table rather than from units.
  /// - Throws: ``SamplingPlanError`` naming the stratum whose numbers cannot be.
  public init(
    labels: [String], populationSizes: [Double], means: [Double], standardDeviations: [Double]
  ) throws(SamplingPlanError) {
    guard !labels.isEmpty else { throw .emptyFrame }
    for (what, values) in [
      ("population sizes", populationSizes), ("means", means), ("standard deviations", standardDeviations),
    ] where values.count != labels.count {
      throw .unequalLengths(what: what, count: values.count, strata: labels.count)
    }
    for h in labels.indices {
      let (size, deviation) = (populationSizes[h], standardDeviations[h])
      guard size > 0, deviation >= 0, size.isFinite, deviation.isFinite, means[h].isFinite else {
        throw .stratumNotUsable(stratum: labels[h], size: size, standardDeviation: deviation)
      }
    }
    (self.labels, self.populationSizes) = (labels, populationSizes)
    (self.means, self.standardDeviations) = (means, standardDeviations)
  }

  /// Summarizes a frame of n units. Sums are exact, so the order of the units does not show.
  /// - Parameters:
  ///   - y: n values, one a unit.
  ///   - strata: n codes; a level without units gives no stratum.
  /// - Throws: ``SamplingPlanError`` naming the row without value or stratum.
  public init(of y: [Double], by strata: Factor) throws(SamplingPlanError) {
    precondition(y.count == strata.codes.count, "one stratum a unit")
    if let row = y.firstIndex(where: { !$0.isFinite }) { throw .missingValue(row: row) }
    if let row = strata.codes.firstIndex(where: { $0 < 0 }) { throw .missingStratum(row: row) }
    let moments = FrameMoments(of: y, cells: strata.codes.map(Int.init), count: strata.levels.count)
    let used = strata.levels.indices.filter { moments.counts[$0] > 0 }
    try self.init(
      labels: used.map { strata.levels[$0] }, populationSizes: used.map { moments.counts[$0] },
      means: used.map { moments.means[$0] }, standardDeviations: used.map { moments.standardDeviations[$0] })
  }
}

extension StratumSummary {
  /// H, the number of strata.
  public var count: Int { labels.count }

  /// N = Σ N_h.
  public var populationSize: Double { populationSizes.reduce(0, +) }

  /// N_h Ȳ_h, H values in the unit of y.
  public var totals: [Double] { zip(populationSizes, means).map { $0 * $1 } }

  /// Y, in the unit of y.
  public var total: Double { totals.reduce(0, +) }

  /// S² of the whole population, divisor N - 1: the spread within strata and between them.
  public var populationVariance: Double {
    let mean = total / populationSize
    let within = zip(populationSizes, standardDeviations).reduce(0) { $0 + ($1.0 - 1) * $1.1 * $1.1 }
    let between = zip(populationSizes, means).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    return populationSize > 1 ? (within + between) / (populationSize - 1) : 0
  }
}

/// Counts, means and standard deviations by cell, the deviations taken from the means in a second pass.
private struct FrameMoments {
  let counts: [Double]
  let means: [Double]
  let standardDeviations: [Double]

  init(of y: [Double], cells: [Int], count: Int) {
    let counts = cells.reduce(into: [Double](repeating: 0, count: count)) { $0[$1] += 1 }
    let means = zip(Self.sums(of: y, cells: cells, count: count), counts).map { $1 > 0 ? $0 / $1 : 0 }
    let deviations = zip(y, cells).map { $0 - means[$1] }
    let sums = Self.sums(of: deviations, cells: cells, count: count)
    let squares = Self.sums(of: deviations.map { $0 * $0 }, cells: cells, count: count)
    self.counts = counts
    self.means = means
    // The sum of deviations is what rounding the mean has left: its square is taken off again.
    standardDeviations = counts.indices.map { h in
      counts[h] > 1 ? (max(squares[h] - sums[h] * sums[h] / counts[h], 0) / (counts[h] - 1)).squareRoot() : 0
    }
  }

  private static func sums(of terms: [Double], cells: [Int], count: Int) -> [Double] {
    var table = ExactSumTable()
    table.grow(to: count)
    for (term, cell) in zip(terms, cells) { table.add(term, to: cell) }
    return (0..<count).map { table[$0].value }
  }
}
