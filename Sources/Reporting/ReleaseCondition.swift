/// What a rule of a release policy asks of a number: `cv_above: 0.333`.
public struct ReleaseCondition: Sendable, Hashable {
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// Respondents.
    case n
    /// A fraction.
    case coefficientOfVariation = "cv"
    /// Upper less lower limit, in the base unit: a fraction for shares.
    case intervalWidth = "interval_width"
    /// The same over the estimate.
    case relativeIntervalWidth = "relative_interval_width"
    /// Of a proportion: p (1 - p) / se², at most n.
    case effectiveN = "effective_n"
    case degreesOfFreedom = "degrees_of_freedom"
  }
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case below
    case atMost = "at_most"
    case above
    case atLeast = "at_least"
  }

  public let quantity: Quantity
  public let comparison: Comparison
  public let threshold: Double

  public init(_ quantity: Quantity, _ comparison: Comparison, _ threshold: Double) {
    (self.quantity, self.comparison, self.threshold) = (quantity, comparison, threshold)
  }

  /// False where the number has no such quantity.
  public func holds(for quality: CellQuality) -> Bool {
    guard let value = quality[quantity] else { return false }
    switch comparison {
    case .below: return value < threshold
    case .atMost: return value <= threshold
    case .above: return value > threshold
    case .atLeast: return value >= threshold
    }
  }
}

/// What a release policy looks at.
public struct CellQuality: Sendable, Hashable {
  public let kind: ReleasePolicy.Kind
  public let cell: Cell
  /// nil: not known.
  public let degreesOfFreedom: Double?

  public init(_ cell: Cell, kind: ReleasePolicy.Kind, degreesOfFreedom: Double? = nil) {
    (self.kind, self.cell, self.degreesOfFreedom) = (kind, cell, degreesOfFreedom)
  }

  public subscript(quantity: ReleaseCondition.Quantity) -> Double? {
    switch quantity {
    case .n: cell.n.map(Double.init)
    case .coefficientOfVariation: cell.coefficientOfVariation
    case .intervalWidth: width
    case .relativeIntervalWidth: relativeWidth
    case .effectiveN: effectiveN
    case .degreesOfFreedom: degreesOfFreedom
    }
  }

  private var width: Double? {
    guard let lower = cell.lower else { return nil }
    // Nothing in the sample bounds it from above.
    return cell.upper.map { $0 - lower } ?? .infinity
  }

  private var relativeWidth: Double? {
    guard let width, let value = cell.value else { return nil }
    return width == 0 ? 0 : width / abs(value)
  }

  private var effectiveN: Double? {
    guard kind == .proportion || kind == .share, let n = cell.n, let p = cell.value, let se = cell.standardError else {
      return nil
    }
    return se > 0 ? min(Double(n), p * (1 - p) / (se * se)) : Double(n)
  }
}

extension TableMeasure {
  /// As release policies tell numbers apart.
  public var releaseKind: ReleasePolicy.Kind {
    switch self {
    case .amount, .mean: .amount
    case .share: .share
    case .lossRate: .rate
    case .affectedShare, .causeShare: .proportion
    case .count, .affectedCount: .count
    }
  }
}
