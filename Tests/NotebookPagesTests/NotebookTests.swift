import NotebookPages
import Testing

/// Prose, code and output of a program in one page.
@Suite struct NotebookTests {
  private static let program = """
    // A description.
    import NotebookSupport

    // MARK: One

    let a = 1
    say("# Title")
    say(
      "first"
    )

    // MARK: Two

    for n in [a] {
      say("- \\(n)")
    }
    // MARK: Three

    say("## Third")
    let b = a < 2
    show(b)

    // MARK: Helpers

    func show(_ b: Bool) {
      say("| b |")
    }
    """
  private static let output =
    "\u{1E}7\n# Title\n\n\u{1E}8\nfirst\n\n\u{1E}15\n- 1\n\n\u{1E}19\n## Third\n\n\u{1E}26\n| b |\n| --- |\n| true |\n\n"

  private func notebook(_ output: String) throws -> Notebook { try Notebook(program: Self.program, output: output) }

  @Test func codeStandsBetweenTheWordsThatLeadToItAndWhatItPrints() throws {
    let blocks = try notebook(Self.output).blocks
    #expect(blocks[0] == .heading(level: 1, "Title"))
    #expect(blocks[1] == .paragraph("first"))
    guard case .code("swift", let lines) = blocks[2] else {
      Issue.record("the third block is no code")
      return
    }
    #expect(lines == ["// A description.", "import NotebookSupport", "", "let a = 1"])
  }

  @Test func proseIsNotShownTwice() throws {
    let page = try notebook(Self.output).markdown
    #expect(page.firstRange(of: "say(\"# Title") == nil)
    #expect(page.firstRange(of: "\"first\"") == nil)
  }

  @Test func wordsOfALoopOrFunctionStayInTheSectionThatCallsIt() throws {
    let blocks = try notebook(Self.output).blocks
    #expect(blocks.firstIndex(of: .list(["1"]))! < blocks.firstIndex(of: .heading(level: 2, "Third"))!)
    let table = MarkdownBlock.table(rows: [["b"], ["true"]], isNumeric: [false])
    #expect(blocks.firstIndex(of: table)! < blocks.firstIndex(of: .heading(level: 2, "Helpers"))!)
  }

  @Test func aPageReadAgainHasTheSameBlocks() throws {
    let notebook = try notebook(Self.output)
    #expect(try MarkdownReader(notebook.markdown).blocks == notebook.blocks)
  }

  @Test func headingsOfTheFirstLevelAreTheTitleAlone() throws {
    let blocks = try notebook(Self.output + "\u{1E}19\n# Table\n\n").blocks
    #expect(blocks.contains(.heading(level: 3, "Table")))
  }

  @Test func outputWithoutMarksOrTitleIsRefused() {
    #expect(throws: NotebookError.notMarked) { try notebook("# Title\n") }
    #expect(throws: NotebookError.noTitle) { try notebook("\u{1E}7\nfirst\n") }
    #expect(throws: NotebookError.badMark("x")) { try notebook("\u{1E}x\n# Title\n") }
  }
}
