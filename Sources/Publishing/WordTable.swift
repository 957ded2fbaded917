import Reporting
import TradeImpact

/// A table as pandoc reads it: widths of columns, two lines of heads, numbers to the right.
struct WordTable {
  private let shown: TablePresentation
  /// Of the label column and every number, in digits.
  private let widths: [Double]

  init(_ shown: TablePresentation) {
    (self.shown, widths) = (shown, shown.widths)
  }

  /// Digits that fit on a line across a landscape page in the type of tables.
  static let lineWidth = 165.0

  /// One column alone may make it so; such a table is set in smaller type.
  private var isWide: Bool { widths.reduce(0, +) > Self.lineWidth }

  var text: String { HTMLText.block("table", parts: [columns, head, body]) }

  // MARK: Widths

  private var columns: String {
    let total = widths.reduce(0, +)
    // A table that fits keeps its width; one that does not is as wide as the page.
    let scale = 100 / max(total, Self.lineWidth)
    let all = widths.map { "<col style=\"width: \(percent($0 * scale))%\">" }
    return HTMLText.element("colgroup", html: all.joined())
  }

  private func percent(_ value: Double) -> String { DecimalText(value).text(decimals: 2, grouped: false) }

  // MARK: Heads

  private var head: String {
    let hasSubheads = shown.groups.contains { $0.subheads.count > 1 }
    let rows = hasSubheads ? "2" : "1"
    let corner = head(shown.rowLabel, .left, [("rowspan", rows)])
    let first = shown.groups.map { group in
      group.subheads.count > 1
        ? head(group.label + group.unit, .center, [("colspan", "\(group.subheads.count)")])
        : head(group.label + group.unit, .right, [("rowspan", rows)])
    }
    let second = shown.groups.filter { $0.subheads.count > 1 }.flatMap(\.subheads).map { head($0, .right) }
    let lines = [corner + first.joined()] + (hasSubheads ? [second.joined()] : [])
    return HTMLText.block("thead", parts: lines.map { HTMLText.element("tr", html: $0) })
  }

  private func head(_ text: String, _ alignment: Alignment, _ attributes: [(String, String)] = []) -> String {
    cell("th", HTMLText.element("strong", text: text), alignment, attributes)
  }

  // MARK: Body

  private var body: String {
    HTMLText.block("tbody", parts: shown.lines.map { HTMLText.element("tr", html: line($0)) })
  }

  private func line(_ line: TablePresentation.Line) -> String {
    let isStrong = line.row.kind != .category
    let label = isStrong ? HTMLText.element("strong", text: Self.label(line)) : HTMLText.escaped(Self.label(line))
    return cell("td", label, .left) + line.entries.map { cell("td", number($0), $0.isWords ? .left : .right) }.joined()
  }

  /// Full-width spaces, since plain ones at the start of a cell are dropped.
  private static func label(_ line: TablePresentation.Line) -> String {
    String(repeating: "\u{3000}", count: line.row.depth) + line.label
  }

  private func number(_ entry: TablePresentation.Entry) -> String {
    let marks = entry.marks.map(String.init).joined(separator: ",")
    return HTMLText.escaped(entry.text) + (marks.isEmpty ? "" : HTMLText.element("sup", text: marks))
  }

  private enum Alignment: String { case left, center, right }

  private func cell(
    _ name: String, _ html: String, _ alignment: Alignment, _ attributes: [(String, String)] = []
  ) -> String {
    let content =
      isWide
      ? HTMLText.element("div", [("custom-style", "CompactSmall")], html: HTMLText.element("p", html: html)) : html
    return HTMLText.element(name, attributes + [("style", "text-align: \(alignment.rawValue)")], html: content)
  }
}
