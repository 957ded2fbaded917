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
    package fileprivate(set) var entries: [Entry]
  }

  package let title: String
  package let banner: String?
  package let unitNote: String?
  package let rowLabel: String
  package private(set) var groups: [Group]
  package private(set) var lines: [Line]
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
    symbols = layout.symbols(in: lines)
    footnotes = layout.footnotes
    notes = table.notes.map { $0[language] }
  }
}

// MARK: On paper

extension TablePresentation {
  /// Of the labels of rows and of every number: what they need, in digits, with the space between them.
  package var widths: [Double] { [labelWidth] + groups.indices.flatMap(widths) }

  private var labelWidth: Double {
    let longest = lines.map { TextWidth.of($0.label) + 2 * $0.row.depth }.max() ?? 0
    return Double(min(40, max(10, longest + 2)))
  }

  private func widths(ofGroup place: Int) -> [Double] {
    let (group, first) = (groups[place], groups[..<place].reduce(0) { $0 + $1.subheads.count })
    return group.subheads.enumerated().map { offset, subhead in
      let head = group.subheads.count > 1 ? subhead : group.label + group.unit
      let numbers = lines.map { line in
        let entry = line.entries[first + offset]
        return min(TextWidth.of(entry.text) + 2 * entry.marks.count, entry.isWords ? Self.wordsWidth : .max)
      }
      return Double(max(numbers.max() ?? 0, min(TextWidth.of(head) / 2, 9), Self.longestWord(head)) + 3)
    }
  }

  /// Of a line of words.
  private static let wordsWidth = 30

  /// Of letters that are not broken; Chinese breaks anywhere.
  private static func longestWord(_ text: String) -> Int {
    text.split { !$0.isASCII || $0 == " " || $0 == "-" }.map(\.count).max() ?? 0
  }

  /// The table cut between estimates, the parts about equally wide and each with the labels of rows, so that no line is longer.
  /// - Parameter lineWidth: Digits that a sheet of paper has room for.
  package func parts(lineWidth: Double) -> [TablePresentation] {
    let count = cuts(lineWidth).count
    guard count > 1 else { return [self] }
    let narrower = stride(from: lineWidth, to: 0, by: -1).prefix { cuts($0).count == count }
    return cuts(narrower.last ?? lineWidth).map(part)
  }

  /// Groups of columns that stand together; what the report published stays beside its estimate.
  private func cuts(_ lineWidth: Double) -> [Range<Int>] {
    let starts = groups.indices.filter { $0 == 0 || groups[$0].style == .estimate } + [groups.count]
    let widths = groups.indices.map { self.widths(ofGroup: $0).reduce(0, +) }
    var (parts, width) = ([Range<Int>](), 0.0)
    for (start, end) in zip(starts, starts.dropFirst()) {
      let added = widths[start..<end].reduce(0, +)
      if let last = parts.last, labelWidth + width + added <= lineWidth {
        parts[parts.count - 1] = last.lowerBound..<end
        width += added
      } else {
        parts.append(start..<end)
        width = added
      }
    }
    return parts
  }

  private func part(_ kept: Range<Int>) -> TablePresentation {
    let counts = groups.map(\.subheads.count)
    let first = counts[..<kept.lowerBound].reduce(0, +)
    let entries = first..<(first + counts[kept].reduce(0, +))
    var part = self
    part.groups = Array(groups[kept])
    part.lines = lines.map { line in
      var line = line
      line.entries = Array(line.entries[entries])
      return line
    }
    return part
  }
}

/// The steps that turn a table into text.
private struct TableLayout {
  typealias Entry = TablePresentation.Entry

  let table: ReportTable
  let language: Language
  /// The texts of the footnotes that cells refer to, in the order of the table's list, each once.
  private var notes: [LocalizedText] = []
  /// The number of the text of a footnote.
  let marks: [String: Int]

  init(table: ReportTable, language: Language) {
    (self.table, self.language) = (table, language)
    let used = Set(table.cells.joined().flatMap(\.footnotes))
    var marks: [String: Int] = [:]
    for note in table.footnotes where used.contains(note.code) {
      let place = notes.firstIndex(of: note.text) ?? notes.endIndex
      if place == notes.endIndex { notes.append(note.text) }
      marks[note.code] = place + 1
    }
    self.marks = marks
  }

  var footnotes: [(number: Int, text: String)] { notes.enumerated().map { ($0 + 1, $1[language]) } }

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
      text: format.main(cell, language), marks: Set(cell.footnotes.compactMap { marks[$0] }).sorted(),
      printed: cell.printed, reading: cell.printed == nil ? nil : cell.value.map(JSONWriter.decimal), isFirst: true,
      isWords: cell.words != nil)
    return [first]
      + texts.map { Entry(text: $0, marks: [], printed: nil, reading: nil, isFirst: false, isWords: false) }
  }

  // MARK: Symbols

  /// In the order of the statuses, each with its meaning once.
  func symbols(in lines: [TablePresentation.Line]) -> [(symbol: String, meaning: String)] {
    let shown = Set(lines.lazy.flatMap(\.entries).map(\.text))
    return Cell.Status.allCases.filter { $0 != .ok }.map { (Wording.symbol($0), Wording.meaning($0)[language]) }
      .filter { shown.contains($0.0) }
  }
}
