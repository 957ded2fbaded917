/// Reads the blocks of a text, line by line.
package struct MarkdownReader {
  package private(set) var blocks: [MarkdownBlock] = []
  private var rest: ArraySlice<Substring>

  /// - Throws: ``NotebookError`` for a code block without end, and a table whose rows differ.
  package init(_ text: String) throws(NotebookError) {
    rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = rest.popFirst() {
      if !line.isEmpty { blocks.append(try block(line)) }
    }
  }

  private mutating func block(_ line: Substring) throws(NotebookError) -> MarkdownBlock {
    if let heading = Self.heading(line) { return heading }
    if line.hasPrefix("```") { return try code(line) }
    if line.hasPrefix("|") { return try table([line] + following("|")) }
    if line.hasPrefix("> ") { return .quote(([line] + following("> ")).map { $0.dropFirst(2) }.joined(separator: " ")) }
    if line.hasPrefix("- ") { return .list(([line] + following("- ")).map { String($0.dropFirst(2)) }) }
    return .paragraph(([line] + prose()).joined(separator: " "))
  }

  private static func heading(_ line: Substring) -> MarkdownBlock? {
    let level = line.prefix { $0 == "#" }.count
    guard level > 0, line.dropFirst(level).hasPrefix(" ") else { return nil }
    return .heading(level: level, String(line.dropFirst(level + 1)))
  }

  /// Lines of the same kind that come next.
  private mutating func following(_ prefix: String) -> [Substring] {
    let found = rest.prefix { $0.hasPrefix(prefix) }
    rest = rest.dropFirst(found.count)
    return Array(found)
  }

  private mutating func prose() -> [Substring] {
    let found = rest.prefix { line in
      !line.isEmpty && Self.heading(line) == nil && !["```", "|", "> ", "- "].contains { line.hasPrefix($0) }
    }
    rest = rest.dropFirst(found.count)
    return Array(found)
  }

  private mutating func code(_ fence: Substring) throws(NotebookError) -> MarkdownBlock {
    guard let end = rest.firstIndex(of: "```") else { throw .unclosedCode(String(fence)) }
    defer { rest = rest[(end + 1)...] }
    return .code(language: String(fence.dropFirst(3)), lines: rest[..<end].map(String.init))
  }
}

// MARK: Tables

extension MarkdownReader {
  private func table(_ lines: [Substring]) throws(NotebookError) -> MarkdownBlock {
    let rows = lines.map(Self.cells)
    guard rows.count > 1, rows[1].allSatisfy({ $0.hasPrefix("---") }) else {
      throw .unequalRows(String(lines[min(1, lines.count - 1)]))
    }
    for (row, line) in zip(rows, lines) where row.count != rows[0].count { throw .unequalRows(String(line)) }
    return .table(rows: [rows[0]] + rows.dropFirst(2), isNumeric: rows[1].map { $0.hasSuffix(":") })
  }

  /// The cells between bars; a bar after a backslash is part of its cell.
  private static func cells(_ line: Substring) -> [String] {
    var (cells, isEscaped) = ([""], false)
    for character in line.dropFirst() {
      if character == "|" && !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells.dropLast().map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }
}
