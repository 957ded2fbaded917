import Reporting

/// Which numbers of a table add up to which other: rows within a column, and columns within a row.
struct PlaceSums {
  struct Sum {
    let total: CellPlace
    let parts: [CellPlace]
  }

  private let table: TableDefinition
  private let rows: [ReportTable.Row]
  private let rowSums: [RowSums.Sum]

  init(_ table: TableDefinition, _ rows: [ReportTable.Row]) {
    (self.table, self.rows, rowSums) = (table, rows, RowSums(table, rows).all)
  }

  func place(_ row: ReportTable.Row, _ column: ColumnDefinition) -> CellPlace { place(row, column.id) }

  private func place(_ row: ReportTable.Row, _ column: String) -> CellPlace {
    CellPlace(table: table.id, row: row.code, column: column)
  }

  func down(_ column: ColumnDefinition) -> [Sum] {
    rowSums.map { sum in Sum(total: place(sum.total, column), parts: sum.parts.map { place($0, column) }) }
  }

  /// - Parameter anyMeasure: Whether an amount in another form, such as a mean, counts as the amount.
  func across(anyMeasure: Bool = false) -> [Sum] {
    ColumnSums(table, anyMeasure: anyMeasure).all.flatMap { sum in
      rows.map { row in Sum(total: place(row, sum.total), parts: sum.parts.map { place(row, $0) }) }
    }
  }
}
