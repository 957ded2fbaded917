/// Findings about statements of the text, with the numbers as printed and with the readings in place.
struct ClaimFindings {
  let printed: ConsistencyCheck
  let corrected: ConsistencyCheck

  func findings(_ claims: [Claim]) -> [AuditFinding] { claims.compactMap(finding) }

  /// Statements that hold with a printed number and fail with its reading, where the reading is not certain.
  func dependent(_ claims: [Claim], on readings: [Reading]) -> [AuditFinding] {
    readings.filter { $0.confidence == .medium && !$0.rivals.isEmpty }.flatMap { reading in
      claims.compactMap { dependent($0, on: reading) }
    }
  }

  private func dependent(_ claim: Claim, on reading: Reading) -> AuditFinding? {
    var numerals = printed.printed
    numerals[reading.cell] = reading.numeral
    guard case .holds = ClaimCheck(check: printed, numerals: printed.printed).outcome(claim),
      case .refuted(let arithmetic, let cells, _) = ClaimCheck(check: printed, numerals: numerals).outcome(claim)
    else { return nil }
    let number = "\(printed.printed[reading.cell]!.text) (\(printed.tables.cells[reading.cell].place))"
    return finding(
      claim, .low, [reading.cell] + cells.filter { $0 != reading.cell },
      "holds only with the printed \(number); with \(reading.numeral.text): \(arithmetic)")
  }

  private func finding(_ claim: Claim) -> AuditFinding? {
    let before = ClaimCheck(check: printed, numerals: printed.printed).outcome(claim)
    let after = ClaimCheck(check: corrected, numerals: corrected.printed).outcome(claim)
    switch (before, after) {
    case (.refuted(let arithmetic, let cells, let distance), .refuted):
      return finding(claim, severity(claim, distance), cells, arithmetic)
    case (.refuted(let arithmetic, let cells, _), _):
      return finding(claim, .low, cells, arithmetic + "; with the readings it holds")
    case (_, .refuted(let arithmetic, let cells, let distance)):
      return finding(claim, severity(claim, distance), cells, "with the readings: " + arithmetic)
    case (.undecided(let reason), _): return finding(claim, .info, [], "cannot be checked: " + reason)
    default: return nil
    }
  }

  /// A refuted order is `medium`; a number is `low` within a fifth, `high` beyond a half, but a hedged one never is.
  private func severity(_ claim: Claim, _ distance: Double?) -> AuditFinding.Severity {
    guard let distance else { return .medium }
    if claim.isAbout || distance < 0.2 { return .low }
    return distance < 0.5 ? .medium : .high
  }

  private func finding(
    _ claim: Claim, _ severity: AuditFinding.Severity, _ cells: [Int], _ arithmetic: String
  ) -> AuditFinding {
    let subject = claim.subject.flatMap(\.levels).joined(separator: ", ")
    let years = [claim.years.first, claim.years.last].compactMap { $0 }.map(String.init)
    return AuditFinding(
      kind: .claim, severity: severity, cells: [claim.id] + cells.map { printed.tables.cells[$0].id },
      table: claim.table, row: subject, column: claim.measure,
      year: years.first == years.last ? years.first ?? "" : years.joined(separator: "-"), printed: claim.statement,
      arithmetic: arithmetic, reading: "", method: "", confidence: nil)
  }
}
