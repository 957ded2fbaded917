/// A notebook as one page: what it says, what it does, what comes out.
public struct Notebook: Sendable {
  public let title: String
  public let blocks: [MarkdownBlock]

  /// - Parameters:
  ///   - program: The text of `main.swift`, cut at its `// MARK:` lines.
  ///   - output: What it printed with `NOTEBOOK_MARKS` set.
  /// - Throws: ``NotebookError``.
  public init(program: String, output: String) throws(NotebookError) {
    let code = NotebookCode(program)
    let printed = try Self.bySection(try MarkedOutput(output), code)
    var (blocks, waiting) = ([MarkdownBlock](), [Substring]())
    for (section, text) in zip(code.sections, printed) {
      waiting += (waiting.isEmpty || section.shown.isEmpty ? [] : [""]) + section.shown
      let found = try MarkdownReader(text).blocks
      guard !found.isEmpty else { continue }
      blocks += Self.woven(section.title, waiting, found, isFirst: blocks.isEmpty)
      waiting = []
    }
    if !waiting.isEmpty { blocks += Self.woven(code.sections.last!.title, waiting, [], isFirst: false) }
    guard case .heading(1, let title) = blocks.first else { throw .noTitle }
    self.title = title
    self.blocks = [blocks[0]] + blocks.dropFirst().map(Self.belowTitle)
  }

  public var markdown: String { blocks.map { $0.markdown + "\n" }.joined(separator: "\n") }

  /// What every section printed: a piece belongs to the section of its line, or where that cannot tell, to the one before.
  private static func bySection(_ output: MarkedOutput, _ code: NotebookCode) throws(NotebookError) -> [String] {
    var (texts, place) = ([String](repeating: "", count: code.sections.count), 0)
    for piece in output.pieces {
      place = max(place, code.section(ofLine: piece.line) ?? place)
      texts[place] += piece.text
    }
    return texts
  }

  /// Code stands after the words that lead to it and before what it prints.
  private static func woven(
    _ title: String, _ code: [Substring], _ output: [MarkdownBlock], isFirst: Bool
  ) -> [MarkdownBlock] {
    let hasHeading = output.first?.isHeading ?? false
    let heading = hasHeading || isFirst ? [] : [MarkdownBlock.heading(level: 2, title)]
    let words = output.prefix(hasHeading ? 1 : 0) + output.dropFirst(hasHeading ? 1 : 0).prefix { $0.isProse }
    let block = MarkdownBlock.code(language: "swift", lines: code.map(String.init))
    return heading + words + (code.isEmpty ? [] : [block]) + output.dropFirst(words.count)
  }

  /// Tables of the report come with headings of a page of their own.
  private static func belowTitle(_ block: MarkdownBlock) -> MarkdownBlock {
    if case .heading(1, let text) = block { .heading(level: 3, text) } else { block }
  }
}
