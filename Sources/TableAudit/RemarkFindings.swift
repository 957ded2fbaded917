/// Findings that are no contradictions: rounding, overlap, years out of line, digits.
struct RemarkFindings {
  /// A level whose ratio to the total differs from that of other years by more than this factor is out of line.
  static let outlyingFactor = 2.0

  let check: ConsistencyCheck
  let numerals: [PrintedNumeral?]

  var text: FindingText { FindingText(check: check) }

  func finding(
    _ kind: AuditFinding.Kind, _ severity: AuditFinding.Severity, _ positions: [Int], _ arithmetic: String,
    method: String = ""
  ) -> AuditFinding {
    let cell = check.tables.cells[positions[0]]
    return AuditFinding(
      kind: kind, severity: severity, cells: positions.map { check.tables.cells[$0].id }, table: cell.tableName,
      row: cell.rowName, column: cell.measure, year: cell.year, printed: check.printed[positions[0]]!.text,
      arithmetic: arithmetic, reading: "", method: method, confidence: nil)
  }

  // MARK: Rounding

  /// Relations that hold, but not to the last printed digit.
  var roundings: [AuditFinding] {
    var found: [(sentence: String, constraint: Constraint, cells: [Int])] = []
    for constraint in check.constraints where check.holds(constraint, numerals) && isInexact(constraint) {
      let sentence = text.arithmetic(constraint, numerals)
      if let known = found.firstIndex(where: { $0.sentence == sentence }) {
        found[known].cells += constraint.cells.filter { !found[known].cells.contains($0) }
      } else {
        found.append((sentence, constraint, constraint.cells))
      }
    }
    return found.map { finding(.rounding, .low, $0.cells, $0.sentence, method: Self.note($0.constraint)) }
  }

  private static func note(_ constraint: Constraint) -> String {
    constraint.form == .product ? "the number was not made from the displayed share" : "rounding explains it"
  }

  private func isInexact(_ constraint: Constraint) -> Bool {
    let sides = check.exactSides(constraint, numerals)
    let distance = sides.stated.gap(to: sides.computed)
    return switch constraint.form {
    case .sum, .hundred: distance > 0
    // A result within a thousandth of the half between two digits may be rounded either way.
    case .ratio, .change, .proportional, .product: distance > 1.001 * halfUnit(constraint.cells[0])
    default: false
    }
  }

  private func halfUnit(_ cell: Int) -> Double { numerals[cell]!.halfUnit * check.tables.cells[cell].unit.scale }

  // MARK: Overlap

  /// Totals of parts that overlap, where the sum is another number.
  var overlaps: [AuditFinding] {
    check.constraints.filter { $0.form == .union && check.holds($0, numerals) }.compactMap { constraint in
      let parts = constraint.cells.dropFirst().reduce(0) { $0 + check.value($1, numerals) }
      let total = check.value(constraint.cells[0], numerals)
      guard parts != total else { return nil }
      return finding(
        .overlap, .init(relativeDifference: (parts - total) / parts), constraint.cells,
        text.arithmetic(constraint, numerals),
        method: "parts that count a unit twice explain it; do not force the sum")
    }
  }

}
