/// Findings that are no contradictions: rounding, overlap, years out of line, digits.
struct RemarkFindings {
  /// A level whose ratio to the total differs from that of other years by more than this factor is out of line.
  static let outlyingFactor = 2.0

  let check: ConsistencyCheck
  let numerals: [PrintedNumeral?]

  private var text: FindingText { FindingText(check: check) }

  private func finding(
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

  // MARK: Other years

  var jumps: [AuditFinding] {
    WeightHistory(check).jumps(numerals).map { jump in
      let year = check.tables.cells[jump.year.cells[0]].year
      return finding(
        .plausibility, .medium, jump.year.cells,
        "with a total of \(numerals[jump.year.cells[0]]!.text), " + text.weights(jump),
        method: "the column of \(year) comes from another tabulation, or a cell of it was copied" + repeated(jump.year))
    }
  }

  /// Equal numbers among the parts of a year.
  private func repeated(_ constraint: Constraint) -> String {
    let texts = constraint.cells.dropFirst().map { numerals[$0]!.text }
    guard let twice = texts.first(where: { text in texts.count { $0 == text } > 1 }) else { return "" }
    return "; \(twice) stands in it twice"
  }

  /// Levels of a mean whose ratio to the total is far from its median over the years.
  var outliers: [AuditFinding] {
    let means = check.constraints.filter { $0.form == .mean && !$0.isAcrossTables }
    var series: [(heading: [String], cells: [(cell: Int, ratio: Double)])] = []
    for constraint in means {
      for cell in constraint.cells.dropFirst() {
        let own = check.tables.cells[cell]
        let heading =
          [own.file] + own.keys.flatMap { [$0.column, $0.level] }
          + check.tables.cells[constraint.cells[0]].keys.map(\.level)
        let ratio = check.value(cell, numerals) / check.value(constraint.cells[0], numerals)
        if let known = series.firstIndex(where: { $0.heading == heading }) {
          series[known].cells.append((cell, ratio))
        } else {
          series.append((heading, [(cell, ratio)]))
        }
      }
    }
    return series.flatMap { outliers($0.cells) }
  }

  private func outliers(_ series: [(cell: Int, ratio: Double)]) -> [AuditFinding] {
    guard series.count > 2 else { return [] }
    let ratios = series.map(\.ratio).sorted()
    let median = (ratios[(ratios.count - 1) / 2] + ratios[ratios.count / 2]) / 2
    return series.filter { max($0.ratio / median, median / $0.ratio) > Self.outlyingFactor }.map { cell, ratio in
      let all = series.map { numerals[$0.cell]!.text }.joined(separator: ", ")
      return finding(
        .plausibility, .low, [cell],
        "\(FindingText.number(ratio, decimals: 2)) of the total, where the median of the years is "
          + "\(FindingText.number(median, decimals: 2)); the years print \(all)",
        method: slips(cell, median))
    }
  }

  /// Inserted or moved digits that would bring the number into line.
  private func slips(_ cell: Int, _ median: Double) -> String {
    let total = check.value(cell, numerals) / numerals[cell]!.value
    let fitting = numerals[cell]!.singleEdits.filter { edit in
      guard edit.edit == .inserted || edit.edit == .movedPoint else { return false }
      guard edit.numeral.decimals == numerals[cell]!.decimals else { return false }
      let ratio = edit.numeral.value * total / (check.value(cell, numerals) / ratioToTotal(cell))
      return max(ratio / median, median / ratio) < 1.5 && !check.contradicts(edit.numeral, inCell: cell)
    }
    let texts = fitting.prefix(3).map(\.numeral.text).joined(separator: ", ")
    return texts.isEmpty ? "a small sample, or a misprint" : "a small sample, or a lost digit (\(texts))"
  }

  private func ratioToTotal(_ cell: Int) -> Double {
    let mean = check.constraints(of: cell).map { check.constraints[$0] }
      .first { $0.form == .mean && !$0.isAcrossTables && $0.cells[0] != cell }!
    return check.value(cell, numerals) / check.value(mean.cells[0], numerals)
  }

  // MARK: Digits

  /// Cells with other digits after the point than their column, and tables whose columns differ.
  func decimals(except readings: [Reading]) -> [AuditFinding] {
    let suspects = Set(readings.map(\.cell))
    var columns: [(heading: [String], cells: [Int])] = []
    for cell in check.tables.cells.indices where numerals[cell] != nil && !suspects.contains(cell) {
      let own = check.tables.cells[cell]
      guard !own.unit.isCount else { continue }
      let heading = [own.file, own.measure, own.year]
      if let known = columns.firstIndex(where: { $0.heading == heading }) {
        columns[known].cells.append(cell)
      } else {
        columns.append((heading, [cell]))
      }
    }
    return columns.flatMap { odd($0.cells) } + mixed(columns.map(\.cells).filter { $0.count > 2 })
  }

  private func odd(_ column: [Int]) -> [AuditFinding] {
    guard column.count > 2 else { return [] }
    return column.filter { numerals[$0]!.decimals != check.usualDecimals($0) && !isRepeated($0) }.map { cell in
      finding(
        .precision, .low, [cell],
        "digits after the point: \(numerals[cell]!.decimals) in \(numerals[cell]!.text), \(check.usualDecimals(cell)) in its column"
      )
    }
  }

  /// A rounded repetition of a number of the same file may have fewer digits.
  private func isRepeated(_ cell: Int) -> Bool {
    check.tables.positions(of: check.tables.quantity(cell)).contains {
      $0 != cell && check.tables.cells[$0].file == check.tables.cells[cell].file
    }
  }

  /// One finding a table whose years are printed with different digits.
  private func mixed(_ columns: [[Int]]) -> [AuditFinding] {
    var tables: [(heading: [String], columns: [[Int]])] = []
    for column in columns {
      let heading = [check.tables.cells[column[0]].file, check.tables.cells[column[0]].measure]
      if let known = tables.firstIndex(where: { $0.heading == heading }) {
        tables[known].columns.append(column)
      } else {
        tables.append((heading, [column]))
      }
    }
    return tables.compactMap { table in
      let columns = table.columns.sorted { check.tables.cells[$0[0]].year < check.tables.cells[$1[0]].year }
      let digits = columns.map { check.usualDecimals($0[0]) }
      guard Set(digits).count > 1 else { return nil }
      let shown = zip(columns, digits).map { "\(check.tables.cells[$0[0]].year): \($1)" }.joined(separator: ", ")
      return finding(.precision, .info, [table.columns[0][0]], "digits after the point by year: \(shown)")
    }
  }
}
