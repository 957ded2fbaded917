// Digits after the point that differ within a table.
extension RemarkFindings {
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
