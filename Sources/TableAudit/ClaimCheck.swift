/// Holds statements of the text against the numbers of the tables.
///
/// A statement is refuted only where no rounding saves it: "the largest" fails where another number was larger before both
/// were rounded. Where the tables lack the numbers, it is undecided.
struct ClaimCheck {
  enum Outcome: Sendable, Hashable {
    case holds
    /// Why, in numbers, the cells that show it, and how far the numbers are from the statement (a fraction), where it gives
    /// a number.
    case refuted(arithmetic: String, cells: [Int], distance: Double?)
    case undecided(reason: String)
  }

  let check: ConsistencyCheck
  let numerals: [PrintedNumeral?]

  private var cells: [PublishedCell] { check.tables.cells }

  func outcome(_ claim: Claim) -> Outcome {
    switch claim.relation {
    case .largest, .smallest, .top, .rank: orders(claim)
    case .increasing, .decreasing, .lastAboveFirst: gradients(claim)
    case .largestFall, .largestRise: changes(claim)
    case .risesEveryYear, .fallsEveryYear: trend(claim)
    case .above, .below, .between, .equals: bounds(claim)
    case .mean, .sum, .shareOf, .change: value(claim)
    }
  }

  // MARK: Selecting

  private func interval(_ cell: Int) -> RoundingInterval { check.interval(cell, numerals) }

  private func text(_ cell: Int) -> String { numerals[cell]!.text }

  /// Cells of the claim's table and measure, of single years, that have a number.
  private func cells(of claim: Claim) -> [Int] {
    cells.indices.filter { position in
      let cell = cells[position]
      return (claim.table.isEmpty || cell.table == claim.table || cell.file == claim.table)
        && check.tables.synonyms.measure(cell.measure) == check.tables.synonyms.measure(claim.measure)
        && numerals[position] != nil && isOfYears(cell.year, claim)
    }
  }

  private func isOfYears(_ year: String, _ claim: Claim) -> Bool {
    guard !claim.years.isEmpty else { return true }
    return Int(year).map(claim.years.contains) ?? false
  }

  /// Levels of the key compared, by year and by the other keys, in the order of the table.
  private func comparisons(_ claim: Claim) -> [(heading: String, cells: [Int])] {
    var groups: [(heading: String, cells: [Int])] = []
    for position in cells(of: claim) {
      let cell = cells[position]
      guard let level = cell.level(of: claim.over), level != PublishedCell.all, meetsOthers(cell, claim) else {
        continue
      }
      let others = cell.restrictions.filter { $0.column != claim.over }.map(\.level)
      let heading = (others + [cell.year]).joined(separator: " ")
      if let known = groups.firstIndex(where: { $0.heading == heading }) {
        groups[known].cells.append(position)
      } else {
        groups.append((heading, [position]))
      }
    }
    return groups
  }

  private func meetsOthers(_ cell: PublishedCell, _ claim: Claim) -> Bool {
    claim.subject.allSatisfy { part in
      part.column == claim.over || cell.level(of: part.column).map(part.levels.contains) ?? false
    }
  }

  private func subjectLevels(_ claim: Claim) -> [String] {
    claim.subject.first { $0.column == claim.over }?.levels ?? []
  }

  private func level(_ cell: Int, _ claim: Claim) -> String { cells[cell].level(of: claim.over)! }

  /// Cells of the subject, or the totals where there is none, by year.
  private func subjectCells(_ claim: Claim) -> [Int] {
    cells(of: claim).filter { position in
      let restrictions = cells[position].restrictions
      return claim.subject.isEmpty
        ? restrictions.isEmpty
        : claim.subject.allSatisfy { part in
          restrictions.contains { $0.column == part.column && part.levels.contains($0.level) }
        }
    }
  }

  private func refuted(_ reasons: [(String, [Int])], distance: Double? = nil) -> Outcome {
    reasons.isEmpty
      ? .holds
      : .refuted(
        arithmetic: reasons.map(\.0).joined(separator: "; "), cells: reasons.flatMap(\.1), distance: distance)
  }

  private func undecided(_ claim: Claim) -> Outcome {
    .undecided(reason: "the tables have no numbers of \(claim.measure) to compare")
  }

  // MARK: Orders

  private func orders(_ claim: Claim) -> Outcome {
    let groups = comparisons(claim)
    let subjects = subjectLevels(claim)
    guard groups.contains(where: { $0.cells.contains { subjects.contains(level($0, claim)) } }) else {
      return undecided(claim)
    }
    return refuted(groups.compactMap { order($0, claim, subjects) })
  }

  private func order(
    _ group: (heading: String, cells: [Int]), _ claim: Claim, _ subjects: [String]
  ) -> (String, [Int])? {
    let named = group.cells.filter { subjects.contains(level($0, claim)) }
    let others = group.cells.filter { !subjects.contains(level($0, claim)) }
    func shown(_ cells: [Int]) -> String { cells.map { "\(level($0, claim)) \(text($0))" }.joined(separator: ", ") }
    guard let weakest = named.min(by: { interval($0).upper < interval($1).upper }) else { return nil }
    let above = others.filter { interval($0).lower > interval(weakest).upper }
    let below = others.filter { interval($0).upper < interval(weakest).lower }
    switch claim.relation {
    case .smallest: return below.isEmpty ? nil : ("\(group.heading): \(shown(below)) below \(shown([weakest]))", below)
    case .rank:
      let place = Int(claim.value!.value)
      let isRight = above.count < place && others.count - below.count >= place - 1
      return isRight ? nil : ("\(group.heading): \(shown([weakest])) has \(above.count) above it", [weakest])
    default: return above.isEmpty ? nil : ("\(group.heading): \(shown(above)) above \(shown([weakest]))", above)
    }
  }

  private func gradients(_ claim: Claim) -> Outcome {
    let groups = comparisons(claim).filter { $0.cells.count > 1 }
    guard !groups.isEmpty else { return undecided(claim) }
    return refuted(
      groups.compactMap { group in
        let steps =
          claim.relation == .lastAboveFirst
          ? [(group.cells[0], group.cells[group.cells.count - 1])] : Array(zip(group.cells, group.cells.dropFirst()))
        let wrong = steps.filter { isWrong($0, $1, claim) }
        return wrong.isEmpty
          ? nil
          : (
            "\(group.heading): " + wrong.map { "\(text($0)) to \(text($1))" }.joined(separator: ", "), wrong.map { $1 }
          )
      })
  }

  private func isWrong(_ first: Int, _ second: Int, _ claim: Claim) -> Bool {
    claim.relation == .decreasing
      ? interval(second).lower > interval(first).upper : interval(second).upper < interval(first).lower
  }

  // MARK: Years

  private func changes(_ claim: Claim) -> Outcome {
    guard let first = claim.years.first, let last = claim.years.last else { return undecided(claim) }
    let all = comparisons(claim).flatMap(\.cells)
    let changes = all.filter { cells[$0].year == String(last) }.compactMap { end -> (level: String, cells: [Int])? in
      all.first { cells[$0].year == String(first) && level($0, claim) == level(end, claim) }
        .map { (level(end, claim), [$0, end]) }
    }
    func size(_ change: (level: String, cells: [Int])) -> RoundingInterval {
      let rise = interval(change.cells[1]) - interval(change.cells[0])
      return claim.relation == .largestRise ? rise : RoundingInterval(exactly: 0) - rise
    }
    func shown(_ change: (level: String, cells: [Int])) -> String {
      "\(change.level) from \(text(change.cells[0])) to \(text(change.cells[1]))"
    }
    guard let subject = changes.first(where: { subjectLevels(claim).contains($0.level) }) else {
      return undecided(claim)
    }
    let larger = changes.filter { size($0).lower > size(subject).upper }
    return refuted(larger.map { ("\(shown($0)), while \(shown(subject))", $0.cells + subject.cells) })
  }

  /// Every step between the years that are known, and the amount of the whole period beside what the steps allow.
  private func trend(_ claim: Claim) -> Outcome {
    let series = YearSeries(check: check, numerals: numerals, cells: subjectCells(claim))
    let known = series.known(claim.years)
    guard known.count > 1 else { return undecided(claim) }
    let falls = claim.relation == .fallsEveryYear
    let wrong = zip(known, known.dropFirst()).filter { a, b in
      falls ? b.interval.lower > a.interval.upper : b.interval.upper < a.interval.lower
    }
    let steps = wrong.map { ("\($0.year) to \($1.year): \($0.text) to \($1.text)", $0.cells + $1.cells) }
    guard steps.isEmpty, let period = periodBound(claim, known, falls) else { return refuted(steps) }
    return period
  }

  /// With falling numbers each unknown year is at least the next known one, with rising ones at least the last.
  private func periodBound(_ claim: Claim, _ known: [YearSeries.Year], _ falls: Bool) -> Outcome? {
    let ends = [claim.years.first, claim.years.last].compactMap { $0 }.map(String.init).joined(separator: "-")
    guard
      let total = check.tables.cells.indices.first(where: { position in
        cells[position].year == ends && cells[position].measure == claim.measure && cells[position].restrictions.isEmpty
          && numerals[position] != nil
      })
    else { return nil }
    let least = claim.years.map { year -> Double in
      if let own = known.first(where: { $0.year == year }) { return own.interval.lower }
      let bound = falls ? known.first { $0.year > year } : known.last { $0.year < year }
      return bound?.interval.lower ?? 0
    }
    let needed = least.reduce(0, +)
    guard interval(total).upper < needed else { return nil }
    let scale = cells[total].unit.scale
    let decimals = numerals[total]!.decimals
    let years = known.map { "\($0.text) in \($0.year)" }.joined(separator: ", ")
    return .refuted(
      arithmetic: "\(years): the years \(ends) are then at least "
        + "\(FindingText.number(needed / scale, decimals: decimals)) together, printed \(text(total))",
      cells: [total], distance: 1 - interval(total).upper / needed)
  }

  // MARK: Numbers

  private func target(_ claim: Claim) -> RoundingInterval {
    let value = claim.value!
    let margin = claim.isAbout ? max(value.halfUnit, 0.05 * abs(value.value)) : value.halfUnit
    return RoundingInterval(value.value - margin, value.value + margin)
  }

  /// In units as the number's own, so that a claim is written in them.
  private func inOwnUnit(_ cell: Int) -> RoundingInterval {
    interval(cell) / RoundingInterval(exactly: cells[cell].unit.scale)
  }

  private func bounds(_ claim: Claim) -> Outcome {
    let subject = subjectCells(claim)
    guard !subject.isEmpty else { return undecided(claim) }
    let wrong = subject.filter { cell in
      let own = inOwnUnit(cell)
      return switch claim.relation {
      case .above: own.upper <= claim.value!.value
      case .below: own.lower >= claim.value!.value
      case .between: own.upper < claim.value!.value || own.lower > claim.upper!.value
      default: own.gap(to: target(claim)) > 0
      }
    }
    return refuted(wrong.map { ("\(cells[$0].place) is \(text($0))", [$0]) })
  }

  private func value(_ claim: Claim) -> Outcome {
    guard let (computed, arithmetic, used) = computed(claim) else { return undecided(claim) }
    let target = target(claim)
    guard computed.gap(to: target) > 0 else { return .holds }
    let distance = abs(computed.middle - target.middle) / max(abs(computed.middle), abs(target.middle))
    return .refuted(
      arithmetic: "\(arithmetic), stated \(claim.isAbout ? "about " : "")\(claim.value!.text)", cells: used,
      distance: distance)
  }

  private func computed(_ claim: Claim) -> (RoundingInterval, String, [Int])? {
    claim.relation == .mean && claim.subject.isEmpty && !claim.over.isEmpty
      ? mean(comparisons(claim).flatMap(\.cells)) : computedOfSubject(claim)
  }

  private func mean(_ cells: [Int]) -> (RoundingInterval, String, [Int])? {
    guard !cells.isEmpty else { return nil }
    let mean = cells.map(inOwnUnit).sum() / RoundingInterval(exactly: Double(cells.count))
    return (mean, "the mean of \(list(cells)) is \(FindingText.number(mean.middle, decimals: 2))", cells)
  }

  private func list(_ cells: [Int]) -> String { cells.map(text).joined(separator: ", ") }

  private func computedOfSubject(_ claim: Claim) -> (RoundingInterval, String, [Int])? {
    let subject = onePerYearAndLevel(subjectCells(claim))
    guard let first = subject.first else { return nil }
    switch claim.relation {
    case .mean: return mean(subject)
    case .sum:
      let sum = subject.map(inOwnUnit).sum()
      return (sum, "\(list(subject)) add to \(FindingText.number(sum.middle, decimals: 2))", subject)
    case .shareOf:
      let whole = check.tables.quantity(first)
      let domain = whole.domain.filter { part in !claim.subject.contains { $0.column == part.column } }
      let total = Quantity(measure: whole.measure, dimension: whole.dimension, year: whole.year, domain: domain)
      guard let denominator = check.tables.positions(of: total).first else { return nil }
      let share = RoundingInterval(exactly: 100) * subject.map(interval).sum() / interval(denominator)
      let shown = FindingText.number(share.middle, decimals: 2)
      return (share, "\(list(subject)) of \(text(denominator)) is \(shown) %", subject + [denominator])
    default: return change(claim, subject)
    }
  }

  private func change(_ claim: Claim, _ subject: [Int]) -> (RoundingInterval, String, [Int])? {
    guard let start = subject.first(where: { cells[$0].year == claim.years.first.map(String.init) }),
      let end = subject.first(where: { cells[$0].year == claim.years.last.map(String.init) }), start != end
    else { return nil }
    let (before, after) = (inOwnUnit(start), inOwnUnit(end))
    let absolute = after - before
    let relative = RoundingInterval(exactly: 100) * after / before - RoundingInterval(exactly: 100)
    let text =
      "\(text(start)) to \(text(end)) is \(FindingText.number(absolute.middle, decimals: 2)) in its unit and "
      + "\(FindingText.number(relative.middle, decimals: 1)) %"
    return (claim.unit == "percent" ? relative : absolute, text, [start, end])
  }

  /// The first table that prints a number stands for all that do.
  private func onePerYearAndLevel(_ positions: [Int]) -> [Int] {
    var seen: Set<Quantity> = []
    return positions.filter { seen.insert(check.tables.quantity($0)).inserted }
  }
}
