/// The weights of parts that their totals imply, year by year.
///
/// A total T between parts fixes how much the parts above it weigh together:
/// ```
/// T = w u + (1 - w) l      min u <= u <= max u,  min l <= l <= max l
/// ```
/// u is a mean of the parts above the total, l of those below, w their weight. One year alone allows any weight in the range,
/// but groups of firms change slowly: a year whose range lies far from that of another holds a number, or a column, of
/// another origin. This is plausibility, not arithmetic, and findings say so.
struct WeightHistory: Sendable {
  /// Weights that differ by more than this factor are not those of the same groups.
  static let implausibleFactor = 2.0

  private let check: ConsistencyCheck
  /// Means within one table, the years of one group of parts together.
  private let families: [[Constraint]]

  init(_ check: ConsistencyCheck) {
    self.check = check
    var families: [(heading: [String], members: [Constraint])] = []
    for constraint in check.constraints where constraint.form == .mean && !constraint.isAcrossTables {
      let heading = Self.heading(constraint, check.tables)
      if let known = families.firstIndex(where: { $0.heading == heading }) {
        families[known].members.append(constraint)
      } else {
        families.append((heading, [constraint]))
      }
    }
    self.families = families.map(\.members)
  }

  private static func heading(_ constraint: Constraint, _ tables: PublishedTables) -> [String] {
    constraint.cells.flatMap { cell in
      [tables.cells[cell].file] + tables.cells[cell].keys.flatMap { [$0.column, $0.level] }
    }
  }

  /// Two years of one table that need different weights.
  struct Jump: Sendable, Hashable {
    let year: Constraint
    let other: Constraint
    /// Places, in the constraints' cells, of the parts above the year's total.
    let upper: [Int]
    let weight: RoundingInterval
    let otherWeight: RoundingInterval
    let factor: Double
  }

  /// For every family the year that is furthest from another one, where that is implausible.
  func jumps(_ numerals: [PrintedNumeral?]) -> [Jump] {
    families.compactMap { family in
      let all = family.flatMap { jumps(of: $0, in: family, numerals) }
      let odd = family.map { year in all.count { $0.year == year || $0.other == year } }
      guard let most = odd.max(), most > 0, let oddest = odd.firstIndex(of: most) else { return nil }
      return all.filter { $0.year == family[oddest] }.max { $0.factor < $1.factor }
    }
  }

  /// How implausible the worst year is among the families of a cell.
  func largestFactor(with numerals: [PrintedNumeral?], touching cell: Int) -> Double {
    families.reduce(1) { worst, family in
      let years = family.filter { $0.cells.contains(cell) }
      return years.reduce(worst) { worst, year in
        max(worst, family.map { factor(year, $0, upper(year, numerals), numerals) }.max() ?? 1)
      }
    }
  }

  /// The most implausible pair of years among the families of a cell.
  func worstJump(with numerals: [PrintedNumeral?], touching cell: Int) -> Jump? {
    families.flatMap { family in
      family.filter { $0.cells.contains(cell) }.flatMap { jumps(of: $0, in: family, numerals) }
    }.max { $0.factor < $1.factor }
  }

  private func jumps(of year: Constraint, in family: [Constraint], _ numerals: [PrintedNumeral?]) -> [Jump] {
    let upper = upper(year, numerals)
    return family.compactMap { other in
      let factor = factor(year, other, upper, numerals)
      guard factor > Self.implausibleFactor, let own = weight(year, upper, numerals),
        let others = weight(other, upper, numerals)
      else { return nil }
      return Jump(year: year, other: other, upper: upper, weight: own, otherWeight: others, factor: factor)
    }
  }

  /// The ratio between the nearest ends of the two ranges, 1 where they overlap.
  private func factor(_ a: Constraint, _ b: Constraint, _ upper: [Int], _ numerals: [PrintedNumeral?]) -> Double {
    guard a != b, let first = weight(a, upper, numerals), let second = weight(b, upper, numerals) else { return 1 }
    let (low, high) = first.upper < second.lower ? (first, second) : (second, first)
    guard low.upper < high.lower else { return 1 }
    return max(high.lower / max(low.upper, 0.01), (1 - low.upper) / max(1 - high.lower, 0.01))
  }

  /// Places of the parts that are above the total.
  private func upper(_ constraint: Constraint, _ numerals: [PrintedNumeral?]) -> [Int] {
    let total = check.value(constraint.cells[0], numerals)
    return constraint.cells.indices.dropFirst().filter { check.value(constraint.cells[$0], numerals) > total }
  }

  /// The weights w in [0, 1] with which the total can lie between `w min u + (1 - w) min l` and `w max u + (1 - w) max l`;
  /// nil where no weight will do, or where one of the two sides is empty.
  private func weight(
    _ constraint: Constraint, _ upper: [Int], _ numerals: [PrintedNumeral?]
  ) -> RoundingInterval? {
    let intervals = constraint.cells.map { check.interval($0, numerals) }
    let above = upper.map { intervals[$0] }
    let below = intervals.indices.dropFirst().filter { !upper.contains($0) }.map { intervals[$0] }
    guard !above.isEmpty, !below.isEmpty else { return nil }
    let (u, l) = (Self.hull(above), Self.hull(below))
    var range = (low: 0.0, high: 1.0)
    Self.restrict(&range, slope: u.lower - l.lower, atMost: intervals[0].upper - l.lower)
    Self.restrict(&range, slope: l.upper - u.upper, atMost: l.upper - intervals[0].lower)
    return range.low <= range.high ? RoundingInterval(range.low, range.high) : nil
  }

  private static func hull(_ intervals: [RoundingInterval]) -> RoundingInterval {
    RoundingInterval(intervals.map(\.lower).min()!, intervals.map(\.upper).max()!)
  }

  /// Keeps the w with `slope w <= bound`.
  private static func restrict(_ range: inout (low: Double, high: Double), slope: Double, atMost bound: Double) {
    if slope > 0 {
      range.high = min(range.high, bound / slope)
    } else if slope < 0 {
      range.low = max(range.low, bound / slope)
    } else if bound < 0 {
      range.high = -1
    }
  }
}
