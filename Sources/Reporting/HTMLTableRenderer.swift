import TradeImpact

/// A table as an HTML figure: caption, two lines of heads, body, remarks.
struct HTMLTableRenderer {
  let language: Language
  let table: ReportTable
  private let shown: TablePresentation

  init(_ table: ReportTable, _ language: Language) {
    (self.table, self.language) = (table, language)
    shown = TablePresentation(table, language)
  }

  var anchor: String { "table-\(table.id)" }

  var title: String { shown.title }

  func text() -> String {
    let caption = HTMLText.element("h3", html: HTMLText.escaped(shown.title) + (table.isSynthetic ? mark : ""))
    let unit = shown.unitNote.map { [HTMLText.element("p", [("class", "unit")], text: $0)] } ?? []
    let parts = [caption] + unit + [grid] + paper + remarks
    return HTMLText.block("section", [("class", "table"), ("id", anchor)], parts: parts)
  }

  /// Heads and body in a box that scrolls where the page is narrower than they are.
  var grid: String {
    let attributes = [("class", "sortable"), ("aria-label", shown.title)]
    let table = HTMLText.block("table", attributes, parts: HTMLTableGrid(shown, notes: anchor).parts)
    return HTMLText.block("div", [("class", "scroll"), ("tabindex", "0")], parts: [table])
  }

  /// A table that is wider than a sheet of paper, in parts: shown where the page is printed, in the place of the whole.
  private var paper: [String] {
    let parts = shown.parts(lineWidth: Self.lineWidth)
    guard parts.count > 1 else { return [] }
    return parts.enumerated().map { place, part in
      let title = place > 0 ? [HTMLText.element("p", [("class", "unit")], text: Wording.continued[language])] : []
      let table = HTMLText.block("table", parts: HTMLTableGrid(part, notes: anchor).parts)
      return HTMLText.block("div", [("class", "paper")], parts: title + [table])
    }
  }

  /// Digits in a line of a landscape sheet, in the type that the stylesheet gives printed tables.
  private static let lineWidth = 165.0

  private var mark: String { HTMLText.element("span", [("class", "mark")], text: Wording.syntheticMark[language]) }

  // MARK: Remarks

  private var remarks: [String] {
    let symbols = shown.symbols.map { HTMLText.element("li", text: "\($0.symbol)  \($0.meaning)") }
    let footnotes = shown.footnotes.map { note in
      let number = HTMLText.element("sup", text: "\(note.number)")
      return HTMLText.element(
        "li", [("id", HTMLTableGrid.noteAnchor(anchor, note.number))], html: number + " " + HTMLText.escaped(note.text))
    }
    let all = symbols + footnotes + shown.notes.map { HTMLText.element("li", text: $0) }
    return all.isEmpty ? [] : [HTMLText.block("ul", [("class", "remarks")], parts: all)]
  }
}

/// The heads and the body of a table, or of a part of one.
private struct HTMLTableGrid {
  private let shown: TablePresentation
  private let anchor: String

  /// - Parameter anchor: Of the table, after which its footnotes are named.
  init(_ shown: TablePresentation, notes anchor: String) {
    (self.shown, self.anchor) = (shown, anchor)
  }

  static func noteAnchor(_ anchor: String, _ number: Int) -> String { "\(anchor)-note-\(number)" }

  var parts: [String] { [head, body] }

  // MARK: Heads

  private var head: String {
    let hasSubheads = shown.groups.contains { $0.subheads.count > 1 }
    let corner = HTMLText.element("th", [("rowspan", hasSubheads ? "2" : "1"), ("scope", "col")], text: shown.rowLabel)
    let first = HTMLText.element("tr", html: corner + shown.groups.map { top($0, hasSubheads) }.joined())
    let second = shown.groups.filter { $0.subheads.count > 1 }.map(subheads).joined()
    return HTMLText.block("thead", parts: hasSubheads ? [first, HTMLText.element("tr", html: second)] : [first])
  }

  private func top(_ group: TablePresentation.Group, _ hasSubheads: Bool) -> String {
    let isWide = group.subheads.count > 1
    let span = isWide ? ("colspan", "\(group.subheads.count)") : ("rowspan", hasSubheads ? "2" : "1")
    let scope = isWide ? "colgroup" : "col"
    return HTMLText.element(
      "th", [span, ("scope", scope), ("class", group.isWords ? "first words" : "first \(group.style.name)")],
      html: head(group))
  }

  /// Lines break before the unit rather than inside a word.
  private func head(_ group: TablePresentation.Group) -> String {
    guard !group.unit.isEmpty else { return HTMLText.escaped(group.label) }
    return HTMLText.escaped(group.label) + "<wbr>" + HTMLText.element("span", [("class", "whole")], text: group.unit)
  }

  private func subheads(_ group: TablePresentation.Group) -> String {
    group.subheads.enumerated().map { place, head in
      HTMLText.element("th", [("scope", "col"), ("class", place == 0 ? "first" : "companion")], text: head)
    }.joined()
  }

  // MARK: Body

  private var body: String { HTMLText.block("tbody", parts: shown.lines.map(line)) }

  private func line(_ line: TablePresentation.Line) -> String {
    let styles = shown.groups.flatMap { group in group.subheads.map { _ in group.style } }
    let label = HTMLText.element("th", [("scope", "row"), ("class", "depth-\(line.row.depth)")], text: line.label)
    let cells = zip(line.entries, styles).map(cell).joined()
    return HTMLText.element("tr", [("class", line.row.kind.name)], html: label + cells)
  }

  private func cell(_ entry: TablePresentation.Entry, _ style: ReportTable.Column.Style) -> String {
    let words = TextWidth.of(entry.text) > 24 ? "first words long" : "first words"
    let kind = entry.isWords ? words : entry.isFirst ? "first \(style.name)" : "companion"
    let title = entry.printed.map { [("title", $0)] } ?? []
    let key = entry.reading.map { [("data-value", $0)] } ?? []
    return HTMLText.element(
      "td", [("class", kind)] + title + key, html: HTMLText.escaped(entry.text) + marks(entry.marks))
  }

  private func marks(_ numbers: [Int]) -> String {
    let links = numbers.map { HTMLText.element("a", [("href", "#\(Self.noteAnchor(anchor, $0))")], text: "\($0)") }
    return links.isEmpty ? "" : HTMLText.element("sup", html: links.joined(separator: ","))
  }
}

extension ReportTable.Column.Style {
  fileprivate var name: String {
    switch self {
    case .estimate: "estimate"
    case .published: "published"
    case .difference: "difference"
    }
  }
}

extension ReportTable.Row.Kind {
  fileprivate var name: String {
    switch self {
    case .category: "category"
    case .subtotal: "subtotal"
    case .total: "total"
    }
  }
}
