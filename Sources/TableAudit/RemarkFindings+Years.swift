// Numbers that are possible but out of line with other years.
extension RemarkFindings {
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
}
