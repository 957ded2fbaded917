/// Holds statements of the text against the numbers of the tables.
///
/// A statement is refuted only where no rounding saves it: "the largest" fails where another number was larger before both
/// were rounded. Where the tables lack the numbers, it is undecided.
package struct ClaimCheck {
  package enum Outcome: Sendable, Hashable {
    case holds
    /// Why, in numbers, the cells that show it, and how far the numbers are from the statement (a fraction), where it gives
    /// a number.
    case refuted(arithmetic: String, cells: [Int], distance: Double?)
    case undecided(reason: String)
  }

  let check: ConsistencyCheck
  let numerals: [PrintedNumeral?]

  var cells: [PublishedCell] { check.tables.cells }

  package init(check: ConsistencyCheck, numerals: [PrintedNumeral?]) { (self.check, self.numerals) = (check, numerals) }

  package func outcome(_ claim: Claim) -> Outcome {
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

  func interval(_ cell: Int) -> RoundingInterval { check.interval(cell, numerals) }

  func text(_ cell: Int) -> String { numerals[cell]!.text }

  /// Cells of the claim's table and measure, of single years, that have a number.
  func cells(of claim: Claim) -> [Int] {
    cells.indices.filter { position in
      let cell = cells[position]
      return isOfTable(cell, claim)
        && check.tables.synonyms.measure(cell.measure) == check.tables.synonyms.measure(claim.measure)
        && numerals[position] != nil && isOfYears(cell.year, claim)
    }
  }

  /// The printed name or the file, with hyphens and underscores alike.
  private func isOfTable(_ cell: PublishedCell, _ claim: Claim) -> Bool {
    claim.table.isEmpty || cell.table == claim.table
      || cell.file.replacing("_", with: "-") == claim.table.replacing("_", with: "-")
  }

  private func isOfYears(_ year: String, _ claim: Claim) -> Bool {
    guard !claim.years.isEmpty else { return true }
    return Int(year).map(claim.years.contains) ?? false
  }

  /// Levels of the key compared, by year and by the other keys, in the order of the table.
  func comparisons(_ claim: Claim) -> [(heading: String, cells: [Int])] {
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

  func subjectLevels(_ claim: Claim) -> [String] {
    claim.subject.first { $0.column == claim.over }?.levels ?? []
  }

  func level(_ cell: Int, _ claim: Claim) -> String { cells[cell].level(of: claim.over)! }

  /// Cells of the subject, or the totals where there is none, by year.
  func subjectCells(_ claim: Claim) -> [Int] {
    cells(of: claim).filter { position in
      let restrictions = cells[position].restrictions
      return claim.subject.isEmpty
        ? restrictions.isEmpty
        : claim.subject.allSatisfy { part in
          restrictions.contains { $0.column == part.column && part.levels.contains($0.level) }
        }
    }
  }

  func refuted(_ reasons: [(String, [Int])], distance: Double? = nil) -> Outcome {
    reasons.isEmpty
      ? .holds
      : .refuted(
        arithmetic: reasons.map(\.0).joined(separator: "; "), cells: reasons.flatMap(\.1), distance: distance)
  }

  func undecided(_ claim: Claim) -> Outcome {
    .undecided(reason: "the tables have no numbers of \(claim.measure) to compare")
  }

}
