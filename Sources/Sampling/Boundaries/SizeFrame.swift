/// A frame sorted by size, with sums from which the moments of any run of sizes follow in constant time.
///
/// Units of one size stay together, so a cut is a position among the K distinct sizes.
public struct SizeFrame: Sendable {
  /// K distinct sizes, ascending.
  public let sizes: [Double]
  /// K + 1 entries: units below each position.
  let counts: [Int]
  /// Ȳ over the frame, taken from E(y | x) before summing: what is left of small spreads is then not lost.
  let center: Double
  /// Sums below each position of E - Ȳ, (E - Ȳ)² and V, where E and V are the unit's moments.
  let deviations: [Double]
  let squares: [Double]
  let variances: [Double]

  /// - Parameters:
  ///   - x: N sizes, in any order.
  ///   - model: What y is given x.
  /// - Throws: ``StratificationError`` naming the row that cannot be used.
  /// - Complexity: O(N log N).
  public init(_ x: [Double], model: SurveyVariableModel = .size) throws(StratificationError) {
    guard !x.isEmpty else { throw .tooFewDistinctSizes(distinct: 0, strata: 1) }
    let values = try AnticipatedValues(of: x, model)
    let rows = Self.order(of: x, isPlain: model == .size)
    let center = values.means.reduce(0, +) / Double(x.count)
    var sums = RunningSums(capacity: x.count)
    for entry in rows {
      sums.add(size: entry.size, deviation: values.means[entry.row] - center, variance: values.variances[entry.row])
    }
    sums.close()
    (sizes, counts, self.center) = (sums.sizes, sums.counts, center)
    (deviations, squares, variances) = (sums.deviations, sums.squares, sums.variances)
  }

  private static func order(of x: [Double], isPlain: Bool) -> [(size: Double, row: Int)] {
    var rows = x.enumerated().map { (size: $0.element, row: $0.offset) }
    rows.sort { $0.size != $1.size ? $0.size < $1.size : $0.row < $1.row }
    return rows
  }

  /// N.
  public var count: Int { counts[sizes.count] }

  /// The first position whose size is at least the bound.
  func position(of bound: Double) -> Int {
    var (low, high) = (0, sizes.count)
    while low < high {
      let middle = (low + high) / 2
      if sizes[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Positions as near to the wanted ones as leave every stratum a size of its own.
  func separated(_ cuts: [Int]) -> [Int] {
    var cuts = cuts
    for h in cuts.indices {
      cuts[h] = min(max(cuts[h], (h > 0 ? cuts[h - 1] : 0) + 1), sizes.count - cuts.count + h)
    }
    return cuts
  }

  func requireDistinct(_ strata: Int) throws(StratificationError) {
    guard strata > 0 else { throw .strataNotPositive(strata) }
    guard sizes.count >= strata else { throw .tooFewDistinctSizes(distinct: sizes.count, strata: strata) }
  }
}

/// Sums so far, with an entry for each distinct size.
private struct RunningSums {
  var sizes: [Double] = []
  var counts: [Int] = []
  var deviations: [Double] = []
  var squares: [Double] = []
  var variances: [Double] = []
  private var total = (count: 0, deviation: 0.0, square: 0.0, variance: 0.0)

  init(capacity: Int) {
    sizes.reserveCapacity(capacity)
    counts.reserveCapacity(capacity + 1)
    deviations.reserveCapacity(capacity + 1)
    squares.reserveCapacity(capacity + 1)
    variances.reserveCapacity(capacity + 1)
  }

  mutating func add(size: Double, deviation: Double, variance: Double) {
    if sizes.last != size {
      close()
      sizes.append(size)
    }
    total.count += 1
    total.deviation += deviation
    total.square += deviation * deviation
    total.variance += variance
  }

  /// Records the sums below the next position.
  mutating func close() {
    counts.append(total.count)
    deviations.append(total.deviation)
    squares.append(total.square)
    variances.append(total.variance)
  }
}
