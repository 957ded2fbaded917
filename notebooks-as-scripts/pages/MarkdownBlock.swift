/// A part of a page, in the Markdown that notebooks print: no nesting, one kind of each thing.
public enum MarkdownBlock: Hashable, Sendable {
  case heading(level: Int, String)
  case paragraph(String)
  case quote(String)
  case list([String])
  /// The first row is the head.
  case table(rows: [[String]], isNumeric: [Bool])
  case code(language: String, lines: [String])
}

extension MarkdownBlock {
  var isHeading: Bool {
    if case .heading = self { true } else { false }
  }

  /// A paragraph that is no image: those are output.
  var isProse: Bool {
    if case .paragraph(let text) = self { !text.hasPrefix("![") } else { false }
  }
}

// MARK: Writing

extension MarkdownBlock {
  public var markdown: String {
    switch self {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
    case .paragraph(let text): text
    case .quote(let text): "> " + text
    case .list(let items): items.map { "- " + $0 }.joined(separator: "\n")
    case .table(let rows, let isNumeric): Self.tableLines(rows, isNumeric).joined(separator: "\n")
    case .code(let language, let lines): (["```" + language] + lines + ["```"]).joined(separator: "\n")
    }
  }

  private static func tableLines(_ rows: [[String]], _ isNumeric: [Bool]) -> [String] {
    let written = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    let rule = "| " + isNumeric.map { $0 ? "---:" : "---" }.joined(separator: " | ") + " |"
    return [written[0], rule] + written.dropFirst()
  }
}
