import TradeImpact

/// A figure on a page: its words, the place where it is drawn, its numbers.
struct HTMLFigureRenderer {
  let figure: ReportFigure
  let language: Language
  /// Whether the page has the script that draws.
  let isInteractive: Bool

  init(_ figure: ReportFigure, _ language: Language, isInteractive: Bool) {
    (self.figure, self.language, self.isInteractive) = (figure, language, isInteractive)
  }

  var anchor: String { "figure-\(figure.id)" }

  var title: String { figure.title[language] }

  func text() -> String {
    let mark =
      figure.isSynthetic ? HTMLText.element("span", [("class", "mark")], text: Wording.syntheticMark[language]) : ""
    let caption = figure.caption[language]
    let parts =
      [HTMLText.element("h3", html: HTMLText.escaped(title) + mark)]
      + (caption.isEmpty ? [] : [HTMLText.element("p", [("class", "unit")], text: caption)])
      + drawing + [numbers] + remarks
    return HTMLText.block("section", [("class", "figure"), ("id", anchor)], parts: parts)
  }

  /// The script fills the place; without it, the drawing made beforehand stands in it.
  private var drawing: [String] {
    let label = [("class", "drawing"), ("role", "img"), ("aria-label", title)]
    if isInteractive {
      let name = [("data-name", "figure-\(figure.id).\(language.rawValue)")]
      let json = figure.specification[language].replacing("<", with: "\\u003c")
      let specification = HTMLText.element(
        "script", [("type", "application/json"), ("class", "specification")], html: json)
      return [HTMLText.element("div", label + name, html: ""), specification]
    }
    return figure.drawing.map { [HTMLText.element("div", label, html: Self.inline($0[language]))] } ?? []
  }

  /// Without what stands before the root element of a file of its own.
  private static func inline(_ svg: String) -> String {
    svg.firstRange(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
  }

  /// Open where nothing else shows them.
  private var numbers: String {
    let isOpen = !isInteractive && figure.drawing == nil
    let summary = HTMLText.element("summary", text: Wording.numbersOfFigure[language])
    let grid = HTMLTableRenderer(figure.table, language).grid
    return HTMLText.block("details", isOpen ? [("open", "")] : [], parts: [summary, grid])
  }

  private var remarks: [String] {
    guard !figure.notes.isEmpty else { return [] }
    let items = figure.notes.map { HTMLText.element("li", text: $0[language]) }
    return [HTMLText.block("ul", [("class", "remarks")], parts: items)]
  }
}

/// The list of figures that are not drawn.
struct HTMLMissingFigures {
  let missing: [MissingFigure]
  let language: Language

  func text() -> String {
    let items = missing.flatMap { figure in
      [HTMLText.element("dt", text: figure.title[language]), HTMLText.element("dd", text: figure.reason[language])]
    }
    let title = HTMLText.element("h3", text: Wording.missingFigures[language])
    return HTMLText.block(
      "section", [("class", "missing"), ("id", "missing-figures")],
      parts: [title, HTMLText.block("dl", [("class", "missing")], parts: items)])
  }
}
