/// A relation between certain cells: what the printed digits say, and what the other cells allow.
public struct Constraint: Sendable, Hashable {
  /// Order of ``cells`` in brackets.
  package enum Form: Sendable, Hashable {
    /// [cell] between two numbers.
    case limits(lower: Double, upper: Double)
    /// [cells] that print one quantity.
    case same
    /// [total, parts].
    case sum
    /// [parts] that add to 100, or to no more.
    case hundred(complete: Bool)
    /// [total, parts]: the total lies in the range of the parts.
    case mean
    /// [percentage, numerator, denominator].
    case ratio
    /// [change, later, earlier].
    case change(AuditRelation.Direction)
    /// [y, y of the other level, x, x of the other level].
    case proportional
    /// [y, y of the other level, share].
    case product
    /// [total, parts] that may overlap.
    case union
    /// [total, years]; the years are all those of the period, or some of them.
    case period(complete: Bool)
  }

  package let form: Form
  /// Positions in ``PublishedTables/cells``.
  package let cells: [Int]
  /// Whether the cells are of more than one table.
  package let isAcrossTables: Bool

  /// Whether the other cells fix a cell to within rounding; means, limits and periods only bound it.
  var isDetermining: Bool {
    switch form {
    case .same, .sum, .ratio, .change, .proportional, .product: true
    case .hundred(let complete): complete
    case .limits, .mean, .union, .period: false
    }
  }

  /// What is stated and what follows from the rest, both in base units.
  package struct Sides {
    package let stated: RoundingInterval
    package let computed: RoundingInterval
  }

  /// - Parameter value: The interval, or the exact number, of the cell at a place of ``cells``.
  func sides(_ value: (Int) -> RoundingInterval) -> Sides {
    let values = cells.indices.map(value)
    let parts = values.dropFirst()
    return switch form {
    case .limits(let lower, let upper): Sides(stated: values[0], computed: .init(lower, upper))
    case .same: Self.sidesFurthestApart(values)
    case .sum: Sides(stated: values[0], computed: parts.sum())
    case .hundred(let complete):
      Sides(stated: values.sum(), computed: .init(complete ? 100 : -.infinity, 100))
    case .mean: Sides(stated: values[0], computed: .init(parts.map(\.lower).min()!, parts.map(\.upper).max()!))
    case .ratio: Sides(stated: values[0], computed: .init(exactly: 100) * values[1] / values[2])
    case .change(.fall): Sides(stated: values[0], computed: values[2] - values[1])
    case .change(.rise): Sides(stated: values[0], computed: values[1] - values[2])
    case .proportional: Sides(stated: values[0], computed: values[1] * values[2] / values[3])
    case .product: Sides(stated: values[0], computed: values[1] * values[2] / .init(exactly: 100))
    case .union: Sides(stated: values[0], computed: .init(parts.map(\.lower).max()!, parts.sum().upper))
    case .period(let complete):
      Sides(stated: values[0], computed: .init(parts.sum().lower, complete ? parts.sum().upper : .infinity))
    }
  }

  /// Repetitions agree where the highest of their lower ends is not above the lowest of their upper ends.
  private static func sidesFurthestApart(_ values: [RoundingInterval]) -> Sides {
    let highest = values.max { $0.lower < $1.lower }!
    let lowest = values.min { $0.upper < $1.upper }!
    return Sides(stated: highest, computed: lowest)
  }

  /// The number of the cell at a place that the others determine; nil where they only bound it.
  func implied(_ place: Int, _ value: (Int) -> Double) -> Double? {
    func others() -> Double { cells.indices.filter { $0 != place && $0 != 0 }.reduce(0) { $0 + value($1) } }
    return switch (form, place) {
    case (.sum, 0): others()
    case (.sum, _): value(0) - others()
    case (.hundred(true), 0): 100 - others()
    case (.hundred(true), _): 100 - value(0) - others()
    case (.ratio, 0): 100 * value(1) / value(2)
    case (.ratio, 1): value(0) * value(2) / 100
    case (.ratio, _): 100 * value(1) / value(0)
    case (.change(let direction), 0): direction == .fall ? value(2) - value(1) : value(1) - value(2)
    case (.change(let direction), 1): direction == .fall ? value(2) - value(0) : value(2) + value(0)
    case (.change(let direction), _): direction == .fall ? value(1) + value(0) : value(1) - value(0)
    case (.proportional, 0): value(1) * value(2) / value(3)
    case (.proportional, 1): value(0) * value(3) / value(2)
    case (.proportional, 2): value(0) * value(3) / value(1)
    case (.proportional, _): value(1) * value(2) / value(0)
    case (.product, 0): value(1) * value(2) / 100
    case (.product, 1): 100 * value(0) / value(2)
    case (.product, _): 100 * value(0) / value(1)
    default: nil
    }
  }
}
