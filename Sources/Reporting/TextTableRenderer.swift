import TradeImpact

/// A table as aligned text for a terminal, in one language.
public struct TextTableRenderer: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  public func text(_ table: ReportTable) -> String {
    let shown = TablePresentation(table, language)
    let heads = [shown.rowLabel] + shown.groups.flatMap { [$0.label + $0.unit] + $0.subheads.dropFirst() }
    let lines = shown.lines.map { line in
      [String(repeating: "  ", count: line.row.depth) + line.label] + line.entries.map { $0.text + marks($0.marks) }
    }
    let widths = heads.indices.map { column in ([heads] + lines).map { TextWidth.of($0[column]) }.max()! }
    let body = ([heads, widths.map { String(repeating: "-", count: $0) }] + lines).map { aligned($0, widths) }
    let parts = [[shown.title], shown.banner.map { [$0] } ?? [], body, remarks(shown)]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func marks(_ numbers: [Int]) -> String { numbers.map { " [\($0)]" }.joined() }

  /// Labels to the left, numbers to the right.
  private func aligned(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { place, cell in
      let blanks = String(repeating: " ", count: cell.1 - TextWidth.of(cell.0))
      return place == 0 ? cell.0 + blanks : blanks + cell.0
    }.joined(separator: "  ")
  }

  private func remarks(_ shown: TablePresentation) -> [String] {
    shown.symbols.map { "\($0.symbol) \($0.meaning)" } + shown.footnotes.map { "[\($0.number)] \($0.text)" }
      + shown.notes
  }
}
