import Reporting

/// A notebook as one HTML page that needs no other file and no network.
public struct NotebookHTML {
  public let text: String
  /// Paths of the images in it, as the notebook names them.
  public let images: [String]

  /// - Parameter bytes: Reads an image.
  /// - Throws: ``NotebookError``.
  public init(_ notebook: Notebook, bytes: (String) throws(NotebookError) -> [UInt8]) throws(NotebookError) {
    var body = Body()
    for block in notebook.blocks { try body.add(block, bytes) }
    let head = HTMLText.block(
      "head",
      parts: [
        "<meta charset=\"utf-8\">", "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        HTMLText.element("title", text: notebook.title), HTMLText.element("style", html: "\n" + notebookStylesheet),
      ])
    let page = HTMLText.block("html", [("lang", "en")], parts: [head, HTMLText.block("body", parts: body.parts)])
    text = "<!DOCTYPE html>\n\(page)\n"
    images = body.images
  }
}

private struct Body {
  var parts: [String] = []
  var images: [String] = []

  mutating func add(
    _ block: MarkdownBlock, _ bytes: (String) throws(NotebookError) -> [UInt8]
  ) throws(NotebookError) {
    switch block {
    case .heading(let level, let text):
      parts.append(HTMLText.element("h\(min(level, 6))", html: try words(text, bytes)))
    case .paragraph(let text): parts.append(HTMLText.element("p", html: try words(text, bytes)))
    case .quote(let text): parts.append(HTMLText.element("blockquote", html: try words(text, bytes)))
    case .code(_, let lines):
      parts.append(
        HTMLText.element("pre", html: HTMLText.element("code", text: lines.map { $0 + "\n" }.joined())))
    case .list(let items):
      var found: [String] = []
      for item in items { found.append(HTMLText.element("li", html: try words(item, bytes))) }
      parts.append(HTMLText.block("ul", parts: found))
    case .table(let rows, let isNumeric): try addTable(rows, isNumeric, bytes)
    }
  }

  private mutating func addTable(
    _ rows: [[String]], _ isNumeric: [Bool], _ bytes: (String) throws(NotebookError) -> [UInt8]
  ) throws(NotebookError) {
    var lines: [String] = []
    for (place, row) in rows.enumerated() {
      var cells = ""
      for (cell, isNumber) in zip(row, isNumeric) {
        let attributes = isNumber ? [("class", "number")] : []
        cells += HTMLText.element(place == 0 ? "th" : "td", attributes, html: try words(cell, bytes))
      }
      lines.append(HTMLText.element("tr", html: cells))
    }
    let table = HTMLText.block(
      "table",
      parts: [
        HTMLText.block("thead", parts: Array(lines.prefix(1))),
        HTMLText.block("tbody", parts: Array(lines.dropFirst())),
      ])
    parts.append(HTMLText.element("div", [("class", "scroll"), ("tabindex", "0")], html: table))
  }

  private mutating func words(
    _ text: String, _ bytes: (String) throws(NotebookError) -> [UInt8]
  ) throws(NotebookError) -> String {
    let found = try InlineMarkdown(text) { path throws(NotebookError) in
      try DataAddress(path: path, bytes: bytes(path)).text
    }
    images += found.images
    return found.html
  }
}
