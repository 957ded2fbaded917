import Documents
import TradeImpact

/// A table in one language as text: what the Markdown and HTML renderers lay out, so that both show the same.
package struct TablePresentation: Sendable {
  /// A column of the table with the numbers beside it.
  package struct Group: Sendable {
    package let label: String
    /// The unit in brackets; empty where rows carry it.
    package let unit: String
    package let style: ReportTable.Column.Style
    /// One a number: the estimate first.
    package let subheads: [String]
    /// Whether it is a column of words.
    package let isWords: Bool
  }

  package struct Entry: Sendable {
    package let text: String
    /// Numbers of the footnotes.
    package let marks: [Int]
    /// The text of the report where `text` shortens it.
    package let printed: String?
    /// The number to use of a published one, in base units, to sort by: `text` may show the misprint first.
    package let reading: String?
    /// Whether the entry begins a group.
    package let isFirst: Bool
    /// Whether it is words, which break into lines, and not a number.
    package let isWords: Bool
  }

  package struct Line: Sendable {
    package let label: String
    package let row: ReportTable.Row
    package let entries: [Entry]
  }

  package let title: String
  package let banner: String?
  package let unitNote: String?
  package let rowLabel: String
  package let groups: [Group]
  package let lines: [Line]
  /// `…` and what it means, of the symbols in use.
  package let symbols: [(symbol: String, meaning: String)]
  package let footnotes: [(number: Int, text: String)]
  package let notes: [String]

  package init(_ table: ReportTable, _ language: Language) {
    let layout = TableLayout(table: table, language: language)
    title = table.title[language]
    banner = table.isSynthetic ? Wording.syntheticBanner[language] : nil
    unitNote = table.unitNote?[language]
    rowLabel = table.rowLabel[language]
    groups = table.columns.indices.map(layout.group)
    lines = layout.lines
    symbols = layout.symbols
    footnotes = layout.footnotes
    notes = table.notes.map { $0[language] }
  }
}

/// The steps that turn a table into text.
private struct TableLayout {
  typealias Entry = TablePresentation.Entry

  let table: ReportTable
  let language: Language
  /// The number of every footnote that a cell refers to, in the order of the table's list.
  let marks: [String: Int]

  init(table: ReportTable, language: Language) {
    (self.table, self.language) = (table, language)
    let used = Set(table.cells.joined().flatMap(\.footnotes))
    let codes = table.footnotes.map(\.code).filter(used.contains)
    marks = Dictionary(uniqueKeysWithValues: zip(codes, 1...))
  }

  var footnotes: [(number: Int, text: String)] {
    table.footnotes.compactMap { note in marks[note.code].map { ($0, note.text[language]) } }
  }

  // MARK: Heads

  func group(_ place: Int) -> TablePresentation.Group {
    let column = table.columns[place]
    let companions = Companion.allCases.filter(column.companions.contains)
    return TablePresentation.Group(
      label: column.label[language], unit: Wording.bracketed(column.unit, language), style: column.style,
      subheads: [Wording.estimate[language]] + companions.map { head($0, of: column) },
      isWords: table.cells.contains { $0[place].words != nil })
  }

  private func head(_ companion: Companion, of column: ReportTable.Column) -> String {
    switch companion {
    case .standardError: Wording.standardError[language]
    case .coefficientOfVariation: Wording.coefficientOfVariation[language] + Wording.bracketed(.percent, language)
    case .interval: table.interval[language]
    case .n: Wording.n[language]
    }
  }

  // MARK: Body

  var lines: [TablePresentation.Line] {
    zip(table.rows, table.cells).map { row, cells in
      TablePresentation.Line(
        label: row.label[language] + Wording.bracketed(rowUnit(row), language), row: row,
        entries: zip(table.columns, cells).flatMap { entries(row, $0, $1) })
    }
  }

  /// Rows carry the unit where columns do not.
  private func rowUnit(_ row: ReportTable.Row) -> DisplayUnit? {
    table.columns.contains { $0.unit == nil } ? row.unit : nil
  }

  private func entries(_ row: ReportTable.Row, _ column: ReportTable.Column, _ cell: Cell) -> [Entry] {
    let format = CellFormat(
      unit: table.unit(row, column), decimals: table.decimals(row, column), isSigned: column.style == .difference)
    let texts = Companion.allCases.filter(column.companions.contains).map { format.companion($0, of: cell) }
    let first = Entry(
      text: format.main(cell, language), marks: cell.footnotes.compactMap { marks[$0] }.sorted(),
      printed: cell.printed, reading: cell.printed == nil ? nil : cell.value.map(JSONWriter.decimal), isFirst: true,
      isWords: cell.words != nil)
    return [first]
      + texts.map { Entry(text: $0, marks: [], printed: nil, reading: nil, isFirst: false, isWords: false) }
  }

  // MARK: Symbols

  /// In the order of the statuses, each with its meaning once.
  var symbols: [(symbol: String, meaning: String)] {
    let shown = Set(lines.joined().map(\.text))
    return Cell.Status.allCases.filter { $0 != .ok }.map { (Wording.symbol($0), Wording.meaning($0)[language]) }
      .filter { shown.contains($0.0) }
  }
}

extension [TablePresentation.Line] {
  fileprivate func joined() -> [TablePresentation.Entry] { flatMap(\.entries) }
}
