/// The probability of every unit of a frame to be in the sample.
public struct InclusionProbabilities: Sendable, Hashable {
  /// π_k, N values in [0, 1]; 0 for units that cannot be drawn.
  public let probabilities: [Double]

  /// Probabilities that are given, as those of a design already chosen.
  /// - Throws: `SamplingPlanError.probabilityOutside` with the unit.
  public init(_ probabilities: [Double]) throws(SamplingPlanError) {
    if let unit = probabilities.firstIndex(where: { !(0...1).contains($0) }) {
      throw .probabilityOutside(unit: unit, value: probabilities[unit])
    }
    self.probabilities = probabilities
  }

  /// Probabilities proportional to size, units that would exceed 1 being taken with certainty.
  ///
  /// ```
  /// π_k = n x_k / Σ x        and where that reaches 1: π_k = 1, and the same for the others with n less those taken
  /// ```
  /// - Parameters:
  ///   - sizes: x_k, N values, not negative; units of size 0 are never drawn.
  ///   - sampleSize: n, the expected number of units; positive, at most the number of units of positive size.
  /// - Throws: ``SamplingPlanError`` naming the unit without usable size.
  /// - Postcondition: the probabilities add up to n.
  /// > Source: Särndal, Swensson and Wretman (1992), section 3.6.2; Tillé (2006), section 2.10. Compared with
  /// > `inclusionprobabilities` of R sampling 2.9, which counts negative sizes as 0.
  public init(proportionalTo sizes: [Double], sampleSize: Double) throws(SamplingPlanError) {
    try Self.check(sizes, sampleSize: sampleSize)
    // Largest first: the units taken with certainty are the first few, and the sum of the others is known for each few.
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    let remainders = Self.remainders(of: order.map { sizes[$0] })
    var taken = 0
    while taken < order.count, (sampleSize - Double(taken)) * sizes[order[taken]] >= remainders[taken] { taken += 1 }
    let factor = taken < order.count ? (sampleSize - Double(taken)) / remainders[taken] : 0
    var result = sizes.map { $0 * factor }
    for k in order.prefix(taken) { result[k] = 1 }
    probabilities = result
  }

  /// The same probability n/N for each of N units.
  public init(units: Int, sampleSize: Double) throws(SamplingPlanError) {
    try self.init(proportionalTo: [Double](repeating: 1, count: units), sampleSize: sampleSize)
  }

  private static func check(_ sizes: [Double], sampleSize: Double) throws(SamplingPlanError) {
    guard !sizes.isEmpty else { throw .emptyFrame }
    for (unit, size) in sizes.enumerated() {
      guard size.isFinite else { throw .sizeNotFinite(unit: unit) }
      guard size >= 0 else { throw .negativeSize(unit: unit, value: size) }
    }
    guard sampleSize > 0, sampleSize.isFinite else { throw .sampleSizeNotPositive(sampleSize) }
    let usable = sizes.count { $0 > 0 }
    guard sampleSize <= Double(usable) else { throw .sampleExceedsUnits(sampleSize: sampleSize, units: usable) }
  }

  /// Σ of the elements from k on, summed from the smallest.
  private static func remainders(of sorted: [Double]) -> [Double] {
    var result = sorted
    for k in sorted.indices.dropLast().reversed() { result[k] += result[k + 1] }
    return result
  }
}

extension InclusionProbabilities {
  /// n, the expected number of sampled units.
  public var sum: Double { probabilities.reduce(0, +) }

  /// Rows of units taken with certainty.
  public var certaintyUnits: [Int] { probabilities.indices.filter { probabilities[$0] == 1 } }

  /// Rows of units that cannot be drawn.
  public var excludedUnits: [Int] { probabilities.indices.filter { probabilities[$0] == 0 } }

  /// d_k = 1/π_k; infinite for units that cannot be drawn.
  public var designWeights: [Double] { probabilities.map { 1 / $0 } }
}
