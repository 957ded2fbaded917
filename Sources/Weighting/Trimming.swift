/// Weights brought within bounds, their sum kept.
///
/// Weights outside the bounds are set to them. What that takes away, or adds, is divided equally over the rows that were
/// inside, whatever their weight. That may push some of these out again: with ``isStrict`` the step is repeated until none
/// is.
///
/// Scores are left as they are: what earlier steps leave of them counts as before.
/// > Source: Potter (1990), Proceedings of the ASA Section on Survey Research Methods, 225-230. Compared with `trimWeights`
/// > of R survey, which however gives a share of the excess to rows of weight zero as well.
public struct Trimming: WeightingStep {
  /// Bounds on the weights themselves, -∞ and ∞ for none.
  public let lower: Double
  public let upper: Double
  public let isStrict: Bool

  /// A repetition moves less than the one before it; where it does not, bounds leave too little room.
  static let maximumRounds = 1000

  /// - Throws: ``WeightingError/invalidTrimBounds(lower:upper:)``.
  public init(
    lower: Double = -.infinity, upper: Double = .infinity, isStrict: Bool = false
  ) throws(WeightingError) {
    guard lower < upper else { throw .invalidTrimBounds(lower: lower, upper: upper) }
    self.lower = lower
    self.upper = upper
    self.isStrict = isStrict
  }

  /// - Throws: ``WeightingError/nothingUntrimmed(lower:upper:meanWeight:)``,
  ///   ``WeightingError/trimmingNotSettled(rounds:row:weight:)``. Weights may be negative here, as linear calibration can
  ///   make them.
  public func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try requireWeights(weights, rows: weights.count, allowingNegative: true)
    var current = weights
    for _ in 0..<(isStrict ? Self.maximumRounds : 1) {
      guard let next = try trimmed(current) else { break }
      current = next
    }
    if isStrict, let row = current.firstIndex(where: isOutside) {
      throw .trimmingNotSettled(rounds: Self.maximumRounds, row: row, weight: current[row])
    }
    return AdjustedWeights(weights: current, projection: .unchanged)
  }

  private func isOutside(_ weight: Double) -> Bool { weight != 0 && (weight < lower || weight > upper) }

  /// One round; nil where all weights are within the bounds.
  private func trimmed(_ weights: [Double]) throws(WeightingError) -> [Double]? {
    var (excess, inside, outside, sum) = (0.0, 0, 0, 0.0)
    for weight in weights where weight != 0 {
      sum += weight
      if isOutside(weight) {
        outside += 1
        excess += weight - max(lower, min(weight, upper))
      } else {
        inside += 1
      }
    }
    guard outside > 0 else { return nil }
    guard inside > 0 else {
      throw .nothingUntrimmed(lower: lower, upper: upper, meanWeight: sum / Double(outside))
    }
    let share = excess / Double(inside)
    return weights.map { weight in
      if weight == 0 { return 0 }
      return isOutside(weight) ? max(lower, min(weight, upper)) : weight + share
    }
  }
}
