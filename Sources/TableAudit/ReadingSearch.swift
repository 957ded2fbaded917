/// Finds the fewest changed numbers with which the violated relations hold.
///
/// Every cell of a violated relation is tried with every number one slip away, with the numbers that other tables print for
/// the same quantity, and with what its relations imply. A number counts only if it breaks no relation that held. The one that
/// repairs most relations is taken, the likelier slip first, and the search goes on with it in place. Each step repairs at
/// least one relation, so it ends.
struct ReadingSearch {
  private let check: ConsistencyCheck
  private let suspicion: WeightHistory
  private var numerals: [PrintedNumeral?]
  private var readings: [Reading] = []

  init(_ check: ConsistencyCheck) {
    self.check = check
    suspicion = WeightHistory(check)
    numerals = check.printed
  }

  /// The readings, and the numbers with them in place.
  mutating func run() -> (readings: [Reading], numerals: [PrintedNumeral?]) {
    var violated = check.violated(numerals)
    while let reading = bestReading(violated) {
      readings.append(reading)
      numerals[reading.cell] = reading.numeral
      violated = check.violated(numerals)
    }
    return (readings, numerals)
  }

  private func bestReading(_ violated: [Int]) -> Reading? {
    let changed = Set(readings.map(\.cell))
    let suspects = Set(violated.flatMap { check.constraints[$0].cells }).subtracting(changed).sorted()
    let candidates = suspects.flatMap { viable($0, violated) }.sorted { $0.precedes($1) }
    guard let first = candidates.first else { return nil }
    let rivals = firstOfEachCell(candidates.filter { $0.ties(with: first) })
    return reading(preferred(first, rivals), among: candidates, rivals)
  }

  private func firstOfEachCell(_ candidates: [Candidate]) -> [Candidate] {
    candidates.indices.filter { place in !candidates[..<place].contains { $0.cell == candidates[place].cell } }
      .map { candidates[$0] }
  }

  /// Of cells that could be at fault alike, the one whose correction leaves the weights of parts as in other years.
  private func preferred(_ first: Candidate, _ rivals: [Candidate]) -> Candidate {
    ([first] + rivals).min { strangeness($0) < strangeness($1) } ?? first
  }

  private func strangeness(_ candidate: Candidate) -> Double {
    suspicion.largestFactor(with: applied(candidate), touching: candidate.cell)
  }

  private func applied(_ candidate: Candidate) -> [PrintedNumeral?] {
    var changed = numerals
    changed[candidate.cell] = candidate.numeral
    return changed
  }

  private func reading(_ chosen: Candidate, among candidates: [Candidate], _ rivals: [Candidate]) -> Reading {
    let same = candidates.filter {
      $0.cell == chosen.cell && $0.numeral != chosen.numeral && $0.repaired.count == chosen.repaired.count
        && $0.isOfUsualDigits
    }
    let others = ([candidates[0]] + rivals).filter { $0.cell != chosen.cell }
    return Reading(
      cell: chosen.cell, numeral: chosen.numeral, source: chosen.source,
      confidence: confidence(chosen, alternatives: same, rivals: others), repaired: chosen.repaired,
      alternatives: same.prefix(3).map(\.numeral), rivals: others,
      jump: others.first.flatMap { suspicion.worstJump(with: applied($0), touching: $0.cell) })
  }

  private func confidence(_ chosen: Candidate, alternatives: [Candidate], rivals: [Candidate]) -> Confidence {
    guard rivals.isEmpty else { return rivals.contains { strangeness($0) == strangeness(chosen) } ? .low : .medium }
    guard chosen.repaired.count > 1 else { return .low }
    guard chosen.repaired.contains(where: { check.constraints[$0].isDetermining }) else { return .medium }
    let isMatched = alternatives.contains { $0.cost == chosen.cost && $0.misfit <= chosen.misfit }
    return isMatched ? .medium : .high
  }

  // MARK: Candidates

  /// The numbers that repair something in a cell and break nothing.
  private func viable(_ cell: Int, _ violated: [Int]) -> [Candidate] {
    let touched = check.constraints(of: cell)
    let broken = touched.filter(violated.contains)
    let sound = touched.filter { !broken.contains($0) }
    let usualDecimals = check.usualDecimals(cell)
    return candidates(cell).compactMap { candidate in
      let changed = applied(candidate)
      guard sound.allSatisfy({ check.holds(check.constraints[$0], changed) }) else { return nil }
      var found = candidate
      found.repaired = broken.filter { check.holds(check.constraints[$0], changed) }
      guard !found.repaired.isEmpty else { return nil }
      found.misfit = misfit(cell, found.repaired, changed)
      found.isOfUsualDigits = candidate.numeral.decimals == usualDecimals
      return found
    }
  }

  private func candidates(_ cell: Int) -> [Candidate] {
    let edits = numerals[cell]!.singleEdits
    let elsewhere = printedElsewhere(cell, edits)
    let known = elsewhere.map(\.numeral)
    let slips = edits.filter { !known.contains($0.numeral) }
      .map { Candidate(cell: cell, numeral: $0.numeral, source: .edit($0.edit)) }
    let tried = known + slips.map(\.numeral)
    let implied = impliedNumerals(cell).filter { !tried.contains($0) }
      .map { Candidate(cell: cell, numeral: $0, source: .implied) }
    return elsewhere + slips + implied
  }

  private func printedElsewhere(
    _ cell: Int, _ edits: [(numeral: PrintedNumeral, edit: DigitEdit)]
  ) -> [Candidate] {
    let others = check.tables.positions(of: check.tables.quantity(cell)).filter { $0 != cell }
    var found: [PrintedNumeral] = []
    for other in others {
      let numeral = numerals[other]!
      if numeral != numerals[cell]!, isSameUnit(cell, other), !found.contains(numeral) { found.append(numeral) }
    }
    return found.map { numeral in
      let tables = names(others.filter { numerals[$0] == numeral })
      let edit = edits.first { $0.numeral == numeral }?.edit
      return Candidate(cell: cell, numeral: numeral, source: .printedElsewhere(tables: tables, edit: edit))
    }
  }

  /// The tables of cells, each once.
  private func names(_ cells: [Int]) -> [String] {
    cells.map { check.tables.cells[$0].tableName }.reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  private func isSameUnit(_ a: Int, _ b: Int) -> Bool {
    check.tables.cells[a].unit.scale == check.tables.cells[b].unit.scale
  }

  /// What each relation of the cell gives, rounded as its column is printed, and the numbers beside it.
  private func impliedNumerals(_ cell: Int) -> [PrintedNumeral] {
    let decimals = check.usualDecimals(cell)
    let scale = check.tables.cells[cell].unit.scale
    var found: [PrintedNumeral] = []
    for constraint in check.constraints(of: cell).map({ check.constraints[$0] }) {
      let place = constraint.cells.firstIndex(of: cell)!
      guard let value = constraint.implied(place, { check.value(constraint.cells[$0], numerals) }), value.isFinite,
        value >= 0
      else { continue }
      let numeral = PrintedNumeral(value / scale, decimals: decimals)
      if !found.contains(numeral) { found.append(numeral) }
    }
    return found
  }

  private func misfit(_ cell: Int, _ repaired: [Int], _ numerals: [PrintedNumeral?]) -> Double {
    let halfUnit = numerals[cell]!.halfUnit * check.tables.cells[cell].unit.scale
    return repaired.reduce(0) { sum, number in
      let sides = check.exactSides(check.constraints[number], numerals)
      let distance = sides.stated.gap(to: sides.computed)
      return sum + (isPercentage(check.constraints[number]) ? distance : distance / halfUnit)
    }
  }

  private func isPercentage(_ constraint: Constraint) -> Bool { constraint.form == .ratio }
}
