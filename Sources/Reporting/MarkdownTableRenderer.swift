import TradeImpact

/// A table as GitHub-flavored Markdown in one language.
public struct MarkdownTableRenderer: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  public func text(_ table: ReportTable) -> String {
    let shown = TablePresentation(table, language)
    let parts = [
      ["# \(Markdown.escaped(shown.title))"], shown.banner.map { ["> **\($0)**"] } ?? [],
      shown.unitNote.map { [Markdown.escaped($0)] } ?? [], lines(shown), remarks(shown),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func lines(_ shown: TablePresentation) -> [String] {
    let heads = [shown.rowLabel] + shown.groups.flatMap { [$0.label + $0.unit] + $0.subheads.dropFirst() }
    let rule = ["---"] + heads.indices.dropFirst().map { isWords($0 - 1, shown) ? "---" : "---:" }
    return [line(heads.map(Markdown.escaped)), line(rule)] + shown.lines.map(body)
  }

  /// Words stand to the left, numbers to the right.
  private func isWords(_ place: Int, _ shown: TablePresentation) -> Bool {
    shown.lines.contains { $0.entries[place].isWords }
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private func body(_ shown: TablePresentation.Line) -> String {
    // Full-width spaces, since Markdown drops plain ones at the start of a cell.
    let indent = String(repeating: "\u{3000}", count: shown.row.depth)
    let label = Markdown.escaped(shown.label)
    let isStrong = shown.row.kind != .category
    let entries = shown.entries.map { Markdown.escaped($0.text) + Markdown.marks($0.marks) }
    return line([indent + (isStrong ? "**\(label)**" : label)] + entries)
  }

  /// A list, so that every remark begins a line.
  private func remarks(_ shown: TablePresentation) -> [String] {
    let symbols = shown.symbols.map { "- \($0.symbol) \($0.meaning)" }
    let footnotes = shown.footnotes.map { "- \(Markdown.marks([$0.number])) \(Markdown.escaped($0.text))" }
    return symbols + footnotes + shown.notes.map { "- \(Markdown.escaped($0))" }
  }
}

enum Markdown {
  private static let special: Set<Unicode.Scalar> = ["\\", "|", "*", "_", "`", "<", ">", "[", "]", "#", "~"]

  /// Text that shows as it is, on one line.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      if special.contains(scalar) { return "\\\(scalar)" }
      return scalar == "\n" || scalar == "\r" ? " " : String(scalar)
    }.joined()
  }

  /// `¹ ²`, with a thin space between: `¹²` would be the twelfth.
  static func marks(_ numbers: [Int]) -> String {
    numbers.map(superscript).joined(separator: "\u{2009}")
  }

  private static func superscript(_ number: Int) -> String {
    String(number.description.map { superscripts[$0.wholeNumberValue!] })
  }

  private static let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
}
