import Reporting
import TradeImpact

/// A table as the columns of a sheet: every number in a column of its own, in the unit of its head.
///
/// Where other renderings put `25.72 – 55.57` and a raised footnote into one cell, a sheet that is worked on needs cells that
/// hold one number and nothing else.
package struct TableGrid {
  /// What of a cell of the table stands in a column of the sheet.
  package enum Content: Hashable {
    case estimate, standardError, coefficientOfVariation, lower, upper, n
    /// Numbers of footnotes.
    case marks
  }

  package struct Column {
    package let head: String
    package let content: Content
    /// The column of the table, counted from 0.
    package let source: Int
    package let style: ReportTable.Column.Style
  }

  package enum Entry: Hashable {
    case number(Double, decimals: Int, isSigned: Bool)
    case text(String)
    /// Sentences, which break into lines.
    case words(String)
    case blank
  }

  /// Columns of the sheet that belong to one column of the table.
  package struct Group {
    package let head: String
    /// Places in `columns`.
    package let columns: ClosedRange<Int>
  }

  package let table: ReportTable
  package let shown: TablePresentation
  package let columns: [Column]
  package let groups: [Group]
  /// rows of the table × columns
  package let entries: [[Entry]]

  package init(_ table: ReportTable, _ language: Language) {
    let shown = TablePresentation(table, language)
    let layout = GridLayout(table: table, shown: shown, language: language)
    (self.table, self.shown) = (table, shown)
    let parts = table.columns.indices.map(layout.columns)
    columns = parts.joined().map(\.self)
    groups = zip(shown.groups, parts.map(\.count).runs).map { group, places in
      Group(head: group.label + group.unit, columns: places)
    }
    let all = columns
    entries = table.rows.indices.map { row in all.map { layout.entry(row, $0) } }
  }

  package var hasSubheads: Bool { groups.contains { $0.columns.count > 1 } }

  /// Whether an interval has no upper limit.
  package var hasUnbounded: Bool { entries.joined().contains(.text(WorkbookWording.unbounded)) }
}

extension [Int] {
  /// Ranges of these lengths, one after the other.
  fileprivate var runs: [ClosedRange<Int>] {
    indices.map { place in
      let start = self[..<place].reduce(0, +)
      return start...(start + self[place] - 1)
    }
  }
}

/// The steps from a table to its grid.
private struct GridLayout {
  let table: ReportTable
  let shown: TablePresentation
  let language: Language
  /// Places of the first entry of every column of the table among the entries of a line.
  private let firsts: [Int]

  init(table: ReportTable, shown: TablePresentation, language: Language) {
    (self.table, self.shown, self.language) = (table, shown, language)
    let counts = shown.groups.map(\.subheads.count)
    firsts = counts.indices.map { counts[..<$0].reduce(0, +) }
  }

  // MARK: Columns

  func columns(_ source: Int) -> [TableGrid.Column] {
    let column = table.columns[source]
    let beside = Companion.allCases.filter(column.companions.contains).flatMap(contents)
    let marks: [TableGrid.Content] = hasMarks(source) ? [.marks] : []
    return ([.estimate] + marks + beside).map { content in
      TableGrid.Column(head: head(content), content: content, source: source, style: column.style)
    }
  }

  private func contents(_ companion: Companion) -> [TableGrid.Content] {
    switch companion {
    case .standardError: [.standardError]
    case .coefficientOfVariation: [.coefficientOfVariation]
    case .interval: [.lower, .upper]
    case .n: [.n]
    }
  }

  private func hasMarks(_ source: Int) -> Bool {
    shown.lines.indices.contains { row in
      !shown.lines[row].entries[firsts[source]].marks.isEmpty || grade(row, source) != nil
    }
  }

  /// What stands beside a number: its grade of quality.
  private func grade(_ row: Int, _ source: Int) -> String? {
    let cell = table.cells[row][source]
    return cell.status == .ok ? cell.symbol : nil
  }

  private func head(_ content: TableGrid.Content) -> String {
    switch content {
    case .estimate: Wording.estimate[language]
    case .standardError: Wording.standardError[language]
    case .coefficientOfVariation: Wording.coefficientOfVariation[language] + Wording.bracketed(.percent, language)
    case .lower: WorkbookWording.lower(table)[language]
    case .upper: WorkbookWording.upper(table)[language]
    case .n: Wording.n[language]
    case .marks: WorkbookWording.marks[language]
    }
  }

  // MARK: Entries

  func entry(_ row: Int, _ column: TableGrid.Column) -> TableGrid.Entry {
    let cell = table.cells[row][column.source]
    let first = shown.lines[row].entries[firsts[column.source]]
    switch column.content {
    case .marks:
      let marks = (grade(row, column.source) ?? "") + first.marks.map { "[\($0)]" }.joined()
      return marks.isEmpty ? .blank : .text(marks)
    case .estimate where first.isWords: return .words(first.text)
    case .estimate where cell.status == .ok && cell.value == nil: return .text(first.text)
    case .upper where cell.lower != nil && cell.upper == nil: return .text(WorkbookWording.unbounded)
    default: return number(column.content, of: cell, row, column.source)
    }
  }

  /// A number with its point moved to the unit of the cell, or the symbol of a cell without one.
  ///
  /// Nothing of a withheld cell is a number, not even how many firms are behind it.
  private func number(_ content: TableGrid.Content, of cell: Cell, _ row: Int, _ source: Int) -> TableGrid.Entry {
    guard cell.status != .suppressed, let value = content.value(of: cell) else {
      return .text(cell.symbol ?? Wording.symbol(cell.status))
    }
    let column = table.columns[source]
    let unit = table.unit(table.rows[row], column)
    let exponent = content.isInUnitOfCell ? unit.exponent : content == .coefficientOfVariation ? -2 : 0
    let decimals = content.isInUnitOfCell ? table.decimals(table.rows[row], column) : content == .n ? 0 : 1
    return .number(
      DecimalText(value).moved(by: -exponent).double, decimals: decimals,
      isSigned: column.style == .difference && content == .estimate)
  }
}

extension TableGrid.Content {
  fileprivate func value(of cell: Cell) -> Double? {
    switch self {
    case .estimate: cell.shown
    case .standardError: cell.standardError
    case .coefficientOfVariation: cell.coefficientOfVariation
    case .lower: cell.lower
    case .upper: cell.upper
    case .n: cell.n.map(Double.init)
    case .marks: nil
    }
  }

  fileprivate var isInUnitOfCell: Bool {
    switch self {
    case .estimate, .standardError, .lower, .upper: true
    case .coefficientOfVariation, .n, .marks: false
    }
  }
}
