import NotebookPages
import Testing

/// Pages that need no other file and show every sign as it was printed.
@Suite struct NotebookHTMLTests {
  private func page(_ text: String) throws -> String {
    let notebook = try Notebook(program: "say(\"# T\")", output: "\u{1E}1\n# T\n\n\(text)\n")
    return try NotebookHTML(notebook) { path throws(NotebookError) in Array("<svg id='\(path)'/>".utf8) }.text
  }

  @Test(arguments: [
    ("a < b & \"c\"", "<p>a &lt; b &amp; &quot;c&quot;</p>"),
    ("**<b>** and `x < y`", "<p><strong>&lt;b&gt;</strong> and <code>x &lt; y</code></p>"),
    ("2 \\* 3 \\| 4 \\\\", "<p>2 * 3 | 4 \\</p>"),
    ("2 * 3 ** 4", "<p>2 * 3 ** 4</p>"),
    ("> **SYNTHETIC**", "<blockquote><strong>SYNTHETIC</strong></blockquote>"),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
    ("```\n# <no heading>\n```", "<pre><code># &lt;no heading&gt;\n</code></pre>"),
    ("one\ntwo", "<p>one two</p>"),
  ])
  func blocksAreWrittenAndEscaped(_ markdown: String, _ html: String) throws {
    #expect(try page(markdown).firstRange(of: html) != nil)
  }

  @Test func numbersOfATableStandToTheRightAndBarsCanBeProtected() throws {
    let found = try page("| a \\| b | n |\n| --- | ---: |\n| **x** | 1 |")
    #expect(found.firstRange(of: "<tr><th>a | b</th><th class=\"number\">n</th></tr>") != nil)
    #expect(found.firstRange(of: "<tr><td><strong>x</strong></td><td class=\"number\">1</td></tr>") != nil)
  }

  @Test func imagesAreInThePage() throws {
    let found = try page("![a \"b\"](figures/x.svg)")
    #expect(
      found.firstRange(
        of: "<img src=\"data:image/svg+xml,%3Csvg%20id=%27figures/x.svg%27/%3E\" alt=\"a &quot;b&quot;\">") != nil)
  }

  @Test func whatCannotBeShownIsAnError() {
    #expect(throws: NotebookError.imageType("x.gif")) { try page("![a](x.gif)") }
    #expect(throws: NotebookError.unclosedCode("```swift")) { try page("```swift\nlet a = 1") }
    #expect(throws: NotebookError.unequalRows("| 1 | 2 |")) { try page("| a |\n| --- |\n| 1 | 2 |") }
  }
}
