import Microdata

/// A factor whose population counts are known.
public struct Margin: Sendable, Hashable {
  /// Names the margin in errors.
  public let name: String
  /// n codes; several crossed factors come as one.
  public let factor: Factor
  /// N_l by level; nil where the population has none or no count is known.
  public let counts: [Double?]

  public init(name: String, factor: Factor, counts: [Double?]) {
    precondition(factor.levels.count == counts.count, "one count a level")
    self.name = name
    self.factor = factor
    self.counts = counts
  }

  /// The sum of the counts.
  var total: Double { counts.reduce(0) { $0 + ($1 ?? 0) } }

  /// Sums of weights by level, each of which has a count if it is sampled and is sampled if it has a count.
  func sampledWeights(_ weights: [Double]) throws(WeightingError) -> [Double] {
    precondition(weights.count == factor.codes.count, "one weight a row")
    var sums = [Double](repeating: 0, count: counts.count)
    for (row, code) in factor.codes.enumerated() where weights[row] != 0 {
      guard code >= 0 else { throw .missingLevel(margin: name, row: row) }
      sums[Int(code)] += weights[row]
    }
    for level in sums.indices { try check(level, sampledWeight: sums[level]) }
    return sums
  }

  private func check(_ level: Int, sampledWeight: Double) throws(WeightingError) {
    let (label, count) = (factor.levels[level], counts[level])
    if let count, !(count >= 0 && count.isFinite) || (count == 0 && sampledWeight != 0) {
      throw .invalidCount(margin: name, level: label, value: count)
    }
    if count == nil && sampledWeight != 0 {
      throw .uncountedLevel(margin: name, level: label, sampledWeight: sampledWeight)
    }
    if let count, count > 0 && sampledWeight == 0 {
      throw .unsampledLevel(margin: name, level: label, count: count)
    }
  }
}
