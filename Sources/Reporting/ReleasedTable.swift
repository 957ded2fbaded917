import TradeImpact

extension ReleasePolicy {
  /// A table as the policy leaves it, for tables whose cells say what they are by unit and measure alone.
  ///
  /// Where a row has a number that is not published, its differences are not either: they would give it back.
  public func released(_ table: ReportTable) -> ReportTable {
    var used: [Footnote] = []
    let cells = zip(table.rows, table.cells).map { row, cells in
      let decided = zip(table.columns, cells).map { column, cell in released(cell, row, column, table, &used) }
      let isHidden = zip(decided, cells).contains { $0.status == .suppressed && $1.status == .ok }
      guard isHidden else { return decided }
      return zip(table.columns, decided).map { $0.style == .difference ? $1.suppressed(symbol: nil) : $1 }
    }
    return table.replacing(cells: cells, addingFootnotes: used)
  }

  private func released(
    _ cell: Cell, _ row: ReportTable.Row, _ column: ReportTable.Column, _ table: ReportTable, _ used: inout [Footnote]
  ) -> Cell {
    // Only what has an error can be judged by it.
    guard column.style == .estimate, cell.value != nil, cell.standardError != nil else { return cell }
    let kind = Self.kind(of: table.measure(row, column), table.unit(row, column))
    guard let rule = rule(for: CellQuality(cell, kind: kind)) else { return cell }
    if let note = rule.footnote, !used.contains(note) { used.append(note) }
    return cell.released(by: rule)
  }

  private static func kind(of measure: String, _ unit: DisplayUnit) -> Kind {
    switch unit {
    case .yuan, .tenThousandYuan, .hundredMillionYuan, .trillionYuan, .dollars, .tenThousandDollars,
      .hundredMillionDollars:
      return .amount
    case .firms, .count, .items: return .count
    case .percent, .percentagePoint, .fraction:
      if [TableMeasure.affectedShare, .causeShare].contains(where: { measure.hasSuffix($0.rawValue) }) {
        return .proportion
      }
      return measure.hasSuffix("_share") ? .share : .rate
    }
  }
}

extension ReportTable {
  /// The same table with other cells; footnotes that it has already are not added again.
  func replacing(cells: [[Cell]], addingFootnotes added: [Footnote]) -> ReportTable {
    let new = added.filter { note in !footnotes.contains { $0.code == note.code } }
    return ReportTable(
      id: id, title: title, rowLabel: rowLabel, unitNote: unitNote, notes: notes, footnotes: footnotes + new,
      isSynthetic: isSynthetic, confidenceLevel: confidenceLevel, intervalLabel: intervalLabel, rows: rows,
      columns: columns, cells: cells)
  }
}
