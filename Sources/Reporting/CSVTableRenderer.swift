/// A table as CSV: one row a cell, codes instead of labels, base units, full precision.
///
/// This is the form that programs read and that `check` compares; rounding and words belong to the other renderers.
public struct CSVTableRenderer: Sendable {
  public static let header = [
    "table", "row", "column", "measure", "unit", "value", "se", "cv", "lower", "upper", "n", "method", "status",
    "footnote",
  ]

  public init() {}

  /// UTF-8 with a header; cells row by row in the order of the table. Footnote codes are separated by `;`.
  public func text(_ table: ReportTable) -> String {
    CSVText.text([Self.header] + records(table))
  }

  private func records(_ table: ReportTable) -> [[String]] {
    zip(table.rows, table.cells).flatMap { row, cells in
      zip(table.columns, cells).map { column, cell in record(table, row, column, cell) }
    }
  }

  private func record(
    _ table: ReportTable, _ row: ReportTable.Row, _ column: ReportTable.Column, _ cell: Cell
  ) -> [String] {
    let numbers = [cell.value, cell.standardError, cell.coefficientOfVariation, cell.lower, cell.upper]
    return [table.id, row.code, column.code, table.measure(row, column), table.unit(row, column).base]
      + numbers.map(CSVText.number)
      + [
        cell.n.map(String.init) ?? "", cell.method, cell.status.rawValue,
        table.footnoteCodes(cell, in: column).joined(separator: ";"),
      ]
  }
}
