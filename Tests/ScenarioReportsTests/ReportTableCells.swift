import Reporting

/// Cells of a table by the codes of their row and column.
struct ReportTableCells {
  let table: ReportTable

  var rows: [String] { table.rows.map(\.code) }

  subscript(row: String, column: String) -> Cell {
    let r = table.rows.firstIndex { $0.code == row }!
    let c = table.columns.firstIndex { $0.code == column }!
    return table.cells[r][c]
  }

  func column(_ column: String) -> [Cell] { rows.map { self[$0, column] } }
}
