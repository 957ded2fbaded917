// Statements about years: the largest change, and trends.
extension ClaimCheck {
  func changes(_ claim: Claim) -> Outcome {
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
  func trend(_ claim: Claim) -> Outcome {
    let series = YearSeries(check: check, numerals: numerals, cells: subjectCells(claim))
    let known = series.known(claim.years)
    guard known.count > 1 else { return undecided(claim) }
    let falls = claim.relation == .fallsEveryYear
    let wrong = zip(known, known.dropFirst()).filter { a, b in
      falls ? b.interval.lower > a.interval.upper : b.interval.upper < a.interval.lower
    }
    let steps = wrong.map { ("\($0.year) to \($1.year): \($0.text) to \($1.text)", $0.cells + $1.cells) }
    guard steps.isEmpty else { return refuted(steps) }
    return periodBound(claim, known, falls) ?? gaps(claim, known)
  }

  /// A trend of which some years have no number holds as far as it can be seen.
  private func gaps(_ claim: Claim, _ known: [YearSeries.Year]) -> Outcome {
    let missing = claim.years.filter { year in !known.contains { $0.year == year } }
    guard !missing.isEmpty else { return .holds }
    let seen = known.map { "\($0.text) in \($0.year)" }.joined(separator: ", ")
    return .undecided(
      reason: "no number in \(missing.map(String.init).joined(separator: ", ")); it holds between the others (\(seen))")
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
}
