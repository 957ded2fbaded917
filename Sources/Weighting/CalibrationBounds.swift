/// Bounds L <= g <= U on the factors g by which calibration changes weights.
public enum CalibrationBounds: Sendable, Hashable {
  case none
  /// The same for all rows; either may be infinite.
  case common(lower: Double, upper: Double)
  /// n lower and n upper bounds. A row with both equal to 1 keeps its weight.
  case perRow(lower: [Double], upper: [Double])

  /// Whether any bound is finite.
  var areActive: Bool {
    switch self {
    case .none: false
    case .common(let lower, let upper): lower.isFinite || upper.isFinite
    case .perRow(let lower, let upper): lower.contains(where: \.isFinite) || upper.contains(where: \.isFinite)
    }
  }

  func requireFitting(_ distance: CalibrationDistance, rows: Int) throws(WeightingError) {
    switch self {
    case .none:
      guard distance == .logit else { return }
      throw .invalidBounds(row: nil, lower: -.infinity, upper: .infinity, reason: .notFinite)
    case .common(let lower, let upper):
      try Self.require(lower, upper, distance, row: nil)
    case .perRow(let lower, let upper):
      precondition(lower.count == rows && upper.count == rows, "one bound a row")
      for row in 0..<rows { try Self.require(lower[row], upper[row], distance, row: row) }
    }
  }

  private static func require(
    _ lower: Double, _ upper: Double, _ distance: CalibrationDistance, row: Int?
  ) throws(WeightingError) {
    let fault: WeightingError.BoundsFault? =
      if lower.isNaN || upper.isNaN { .notNumbers } else if lower > upper { .reversed } else {
        distance == .logit ? logitFault(lower, upper) : nil
      }
    if let fault { throw .invalidBounds(row: row, lower: lower, upper: upper, reason: fault) }
  }

  private static func logitFault(_ lower: Double, _ upper: Double) -> WeightingError.BoundsFault? {
    guard lower.isFinite && upper.isFinite else { return .notFinite }
    return (lower < 1 && upper > 1) || (lower == 1 && upper == 1) ? nil : .oneNotInside
  }
}

/// Bounds by entity of a calibration: one pair for all, or one an entity.
struct EntityBounds: Sendable {
  let lower: [Double]
  let upper: [Double]

  static let none = EntityBounds(lower: [-.infinity], upper: [.infinity])

  func lower(_ entity: Int) -> Double { lower[lower.count == 1 ? 0 : entity] }
  func upper(_ entity: Int) -> Double { upper[upper.count == 1 ? 0 : entity] }

  /// The common bounds, where they are common.
  var common: (lower: Double, upper: Double)? {
    lower.count == 1 ? (lower[0], upper[0]) : nil
  }

  /// Bounds of rows as bounds of entities: the tightest of the rows that an entity has.
  ///
  /// - Throws: ``WeightingError/invalidBounds(row:lower:upper:reason:)`` where those of two rows exclude each other.
  init(_ bounds: CalibrationBounds, entityOfRow: [Int32]?, entityCount: Int) throws(WeightingError) {
    switch bounds {
    case .none: self = .none
    case .common(let lower, let upper): self.init(lower: [lower], upper: [upper])
    case .perRow(let lower, let upper):
      guard let entityOfRow else {
        self.init(lower: lower, upper: upper)
        return
      }
      var low = [Double](repeating: -.infinity, count: entityCount)
      var high = [Double](repeating: .infinity, count: entityCount)
      for (row, entity) in entityOfRow.enumerated() {
        low[Int(entity)] = max(low[Int(entity)], lower[row])
        high[Int(entity)] = min(high[Int(entity)], upper[row])
        let (l, u) = (low[Int(entity)], high[Int(entity)])
        guard l <= u else { throw .invalidBounds(row: row, lower: l, upper: u, reason: .reversed) }
      }
      self.init(lower: low, upper: high)
    }
  }

  init(lower: [Double], upper: [Double]) {
    (self.lower, self.upper) = (lower, upper)
  }
}
