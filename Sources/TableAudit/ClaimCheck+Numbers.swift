// Statements that give a number.
extension ClaimCheck {
  private func target(_ claim: Claim) -> RoundingInterval {
    let value = claim.value!
    let margin = claim.isAbout ? max(value.halfUnit, 0.05 * abs(value.value)) : value.halfUnit
    return RoundingInterval(value.value - margin, value.value + margin)
  }

  /// In units as the number's own, so that a claim is written in them.
  private func inOwnUnit(_ cell: Int) -> RoundingInterval {
    interval(cell) / RoundingInterval(exactly: cells[cell].unit.scale)
  }

  func bounds(_ claim: Claim) -> Outcome {
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

  func value(_ claim: Claim) -> Outcome {
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
