/// Findings about failing relations: the cells at fault with their readings, and the relations that no single cell explains.
struct MisprintFindings {
  let check: ConsistencyCheck
  let readings: [Reading]
  /// Constraints that fail with the printed numbers.
  let violated: [Int]
  /// The numbers with all readings in place.
  let repaired: [PrintedNumeral?]

  private var printed: [PrintedNumeral?] { check.printed }
  private var text: FindingText { FindingText(check: check) }

  // MARK: Footnote marks

  func glued(_ marks: [GluedMarks.Glued], printed tables: PublishedTables) -> [AuditFinding] {
    marks.map { mark in
      let cell = tables.cells[mark.cell]
      return AuditFinding(
        kind: .misprint, severity: .high, cells: [cell.id], table: cell.tableName, row: cell.rowName,
        column: cell.measure, year: cell.year, printed: cell.numeral!.text, arithmetic: size(mark, cell),
        reading: mark.numeral.text,
        method: DigitEdit.strippedMark(mark.mark).description + ", which section \(cell.section) has",
        confidence: GluedMarks.isCertain(mark, among: marks, tables) ? .high : .medium)
    }
  }

  private func size(_ mark: GluedMarks.Glued, _ cell: PublishedCell) -> String {
    let years = Double(YearRange(cell.year)?.count ?? 1)
    func yearly(_ numeral: PrintedNumeral) -> String { FindingText.number(numeral.value / years, decimals: 1) }
    let known = mark.comparable.map { FindingText.number($0, decimals: 2) }.joined(separator: ", ")
    return years == 1
      ? "the number begins or ends with the footnote mark \(mark.mark)"
      : "\(cell.numeral!.text) is \(yearly(cell.numeral!)) a year, \(mark.numeral.text) is \(yearly(mark.numeral)) a year"
        + (known.isEmpty ? "; another number of the section has its mark glued on" : "; single years print \(known)")
  }

  // MARK: Cells

  var cells: [AuditFinding] { readings.map(finding) }

  private func finding(_ reading: Reading) -> AuditFinding {
    let cell = check.tables.cells[reading.cell]
    let isUndecided = reading.confidence == .low && !reading.rivals.isEmpty
    let others = reading.rivals.map { check.tables.cells[$0.cell].id }
    return AuditFinding(
      kind: kind(reading), severity: .init(relativeDifference: difference(reading)), cells: [cell.id] + others,
      table: cell.tableName, row: cell.rowName, column: cell.measure, year: cell.year,
      printed: printed[reading.cell]!.text,
      arithmetic: arithmetic(evidence(reading)),
      reading: isUndecided ? "" : reading.numeral.text,
      method: isUndecided ? "nothing decides between the two" : text.method(reading),
      confidence: isUndecided ? nil : reading.confidence)
  }

  /// The sentences of the relations, each once.
  private func arithmetic(_ numbers: [Int]) -> String {
    var sentences: [String] = []
    for sentence in numbers.map({ text.arithmetic(check.constraints[$0], printed) }) where !sentences.contains(sentence)
    {
      sentences.append(sentence)
    }
    return sentences.joined(separator: "; ")
  }

  /// Relations that compare tables alone show a disagreement; one of the table itself shows a misprint.
  private func kind(_ reading: Reading) -> AuditFinding.Kind {
    let isWithin = broken(reading).contains { number in
      let constraint = check.constraints[number]
      return switch constraint.form {
      case .same: false
      case .mean: !constraint.isAcrossTables
      default: true
      }
    }
    return isWithin ? .misprint : .disagreement
  }

  /// The failing relations of the cell, those of its own table first.
  private func broken(_ reading: Reading) -> [Int] {
    let own = check.constraints(of: reading.cell).filter(violated.contains)
    return own.filter { !check.constraints[$0].isAcrossTables } + own.filter { check.constraints[$0].isAcrossTables }
  }

  /// What is shown: repaired relations, without those of other tables that repeat the first ones.
  private func evidence(_ reading: Reading) -> [Int] {
    let repaired = broken(reading).filter(reading.repaired.contains)
    let within = repaired.filter { !check.constraints[$0].isAcrossTables }
    let same = repaired.filter { check.constraints[$0].form == .same }
    let rest = repaired.filter { !within.contains($0) && !same.contains($0) }
    return within + same + (within.isEmpty || same.isEmpty ? rest : [])
  }

  private func difference(_ reading: Reading) -> Double {
    let (a, b) = (printed[reading.cell]!.value, reading.numeral.value)
    return abs(a - b) / max(abs(a), abs(b))
  }

  // MARK: Relations

  /// Failing relations that no single reading repairs: those that need several, and those that nothing repairs.
  var relations: [AuditFinding] {
    violated.filter { number in !readings.contains { repairsAlone($0, number) } }.compactMap { number in
      let constraint = check.constraints[number]
      let isRepaired = check.holds(constraint, repaired)
      guard !(constraint.isAcrossTables && isRepaired && constraint.form == .mean) else { return nil }
      return finding(constraint, needed: isRepaired ? readings.filter { constraint.cells.contains($0.cell) } : [])
    }
  }

  private func repairsAlone(_ reading: Reading, _ number: Int) -> Bool {
    var changed = printed
    changed[reading.cell] = reading.numeral
    return check.holds(check.constraints[number], changed)
  }

  private func finding(_ constraint: Constraint, needed: [Reading]) -> AuditFinding {
    let cell = check.tables.cells[constraint.cells[0]]
    let names = needed.map { "\(check.tables.cells[$0.cell].rowName) \($0.numeral.text)" }
    return AuditFinding(
      kind: .arithmetic, severity: .medium, cells: constraint.cells.map { check.tables.cells[$0].id },
      table: check.tables.cells[constraint.cells[constraint.cells.count - 1]].tableName, row: cell.rowName,
      column: cell.measure, year: cell.year, printed: printed[constraint.cells[0]]!.text,
      arithmetic: text.arithmetic(constraint, printed), reading: names.joined(separator: "; "),
      method: needed.isEmpty ? "no single slip repairs it" : "holds with \(needed.count) readings together",
      confidence: needed.map(\.confidence).min { a, b in
        Confidence.allCases.firstIndex(of: a)! < Confidence.allCases.firstIndex(of: b)!
      })
  }
}
