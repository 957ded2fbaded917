/// A stratum: how many units it has, and the amounts of those that were drawn from it by simple random sampling.
///
/// A sampled unit without loss, or outside the domain asked for, is a zero; leaving it out would change n_h.
public struct SkewedStratum: Sendable, Hashable {
  public let name: String
  /// N_h.
  public let populationSize: Int
  /// y, one a sampled unit: 0, or between 1e-90 and 1e90, whose third powers a double holds.
  public let values: [Double]
  /// w, one a sampled unit; N_h/n_h unless others were given.
  public let weights: [Double]

  /// - Parameter weights: Calibrated weights, say; `nil` for N_h/n_h.
  /// - Throws: where a value or weight is negative or not finite, where the sample is larger than its population, or where
  ///   one unit stands for several.
  public init(
    name: String = "", populationSize: Int, values: [Double], weights: [Double]? = nil
  ) throws(SkewedTotalError) {
    let n = values.count
    guard n <= populationSize, n > 0 else {
      throw .sampleSize(stratum: name, sampled: n, population: populationSize)
    }
    guard n > 1 || populationSize == 1 else { throw .singleton(stratum: name, population: populationSize) }
    let weights = weights ?? [Double](repeating: Double(populationSize) / Double(n), count: n)
    guard weights.count == n else { throw .unequalCounts(stratum: name, values: n, weights: weights.count) }
    if let row = values.firstIndex(where: { !($0 == 0 || 1e-90 < $0 && $0 < 1e90) }) {
      throw .value(stratum: name, row: row, value: values[row])
    }
    if let row = weights.firstIndex(where: { !($0 == 0 || 1e-10 < $0 && $0 < 1e10) }) {
      throw .weight(stratum: name, row: row, weight: weights[row])
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .weight(stratum: name, row: 0, weight: 0) }
    (self.name, self.populationSize, self.values, self.weights) = (name, populationSize, values, weights)
  }
}

extension SkewedStratum {
  /// n_h.
  public var sampleSize: Int { values.count }

  /// 1 - f_h, the part of the sampling variance that sampling without replacement leaves.
  var uncovered: Double { Double(populationSize - sampleSize) / Double(populationSize) }

  var isCensus: Bool { populationSize == sampleSize }

  /// Whether no sampled unit has an amount, as in most strata of a small domain.
  var isZero: Bool { values.allSatisfy { $0 == 0 } }

  /// w y, the contributions to the estimate.
  var contributions: [Double] { zip(weights, values).map { $0 * $1 } }
}
