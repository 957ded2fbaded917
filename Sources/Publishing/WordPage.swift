import Estimation
import Reporting
import TradeImpact

/// A report as the HTML that pandoc reads: headings, contents, tables, methods, findings.
///
/// It is not the page for browsers: a style of the document stands where that page has a class, and every table has the widths
/// of its columns, which Word would make equal.
package struct WordPage {
  package let text: String

  /// - Parameter pictures: Of the report's figures that are drawn, by id.
  package init(_ report: YearlyReport, _ language: Language, pictures: [String: WordPicture] = [:]) {
    let parts = WordParts(report: report, language: language, pictures: pictures)
    let head = HTMLText.block(
      "head", parts: ["<meta charset=\"utf-8\">", HTMLText.element("title", text: report.title[language])])
    let body = HTMLText.block(
      "body", parts: parts.front + parts.figures + parts.tables + parts.methods + parts.findings)
    let code = language == .zh ? "zh-CN" : "en"
    text = "<!DOCTYPE html>\n" + HTMLText.block("html", [("lang", code)], parts: [head, body]) + "\n"
  }
}

private struct WordParts {
  let report: YearlyReport
  let language: Language
  let pictures: [String: WordPicture]

  // MARK: Front

  var front: [String] {
    let subtitle = report.subtitle.map { [styled("Subtitle", $0[language])] } ?? []
    let banner = report.isSynthetic ? [styled("Banner", Wording.syntheticBanner[language])] : []
    let summary = report.summary.map { HTMLText.element("p", text: $0[language]) }
    return subtitle + banner + summary + contents
  }

  /// Links: a field for the contents stays empty until Word is asked to fill it.
  private var contents: [String] {
    let figures = report.figures.filter { pictures[$0.id] != nil }.map { link("figure-\($0.id)", $0.title[language]) }
    let tables = report.tables.map { link("table-\($0.id)", $0.title[language]) }
    let others = [link("methods", Wording.methods[language]), link("findings", Wording.findings[language])]
    let items = (figures + tables + others).map { HTMLText.element("li", html: $0) }
    return [styled("ContentsHeading", Wording.contents[language]), HTMLText.element("ul", html: items.joined())]
  }

  private func link(_ anchor: String, _ text: String) -> String {
    HTMLText.element("a", [("href", "#\(anchor)")], text: text)
  }

  private func styled(_ style: String, _ text: String) -> String {
    HTMLText.element("div", [("custom-style", style)], html: HTMLText.element("p", text: text))
  }

  private func heading(_ level: Int, _ anchor: String, _ text: String) -> String {
    HTMLText.element("h\(level)", [("id", anchor)], text: text)
  }

  // MARK: Figures

  var figures: [String] {
    let drawn = report.figures.flatMap { figure in pictures[figure.id].map { self.figure(figure, $0) } ?? [] }
    return drawn.isEmpty ? [] : [heading(1, "figures", Wording.figures[language])] + drawn
  }

  private func figure(_ figure: ReportFigure, _ picture: WordPicture) -> [String] {
    let title = figure.title[language]
    // The picture has the unit, the meaning of its error bars and the word that data are synthetic in it.
    let image =
      "<p><img src=\"\(picture.file)\" alt=\"\(HTMLText.escaped(title))\" width=\"\(picture.millimetres)mm\"></p>"
    return [heading(2, "figure-\(figure.id)", title), image] + figure.notes.map { styled("Remark", $0[language]) }
  }

  // MARK: Tables

  var tables: [String] {
    [heading(1, "tables", Wording.tables[language])] + report.tables.flatMap(table)
  }

  private func table(_ table: ReportTable) -> [String] {
    let shown = TablePresentation(table, language)
    let unit = shown.unitNote.map { [styled("Remark", $0)] } ?? []
    let marks = table.isSynthetic ? [styled("Mark", Wording.syntheticMark[language])] : []
    return [heading(2, "table-\(table.id)", shown.title)] + marks + unit + grids(shown)
      + remarks(shown).map { styled("Remark", $0) }
  }

  /// The table, in parts where it is wider than the page. Word joins tables between which nothing stands.
  private func grids(_ shown: TablePresentation) -> [String] {
    shown.parts(lineWidth: WordTable.lineWidth).enumerated().flatMap { place, part in
      (place > 0 ? [styled("Remark", Wording.continued[language])] : []) + [WordTable(part).text]
    }
  }

  private func remarks(_ shown: TablePresentation) -> [String] {
    shown.symbols.map { "\($0.symbol) \($0.meaning)" } + shown.footnotes.map { "[\($0.number)] \($0.text)" }
      + shown.notes
  }

  // MARK: Methods and findings

  var methods: [String] {
    [heading(1, "methods", Wording.methods[language])]
      + report.methods.map { HTMLText.element("p", text: $0[language]) } + provenance
  }

  private var provenance: [String] {
    guard !report.provenance.isEmpty else { return [] }
    let colon = language == .zh ? "：" : ": "
    return [heading(2, "provenance", Wording.provenance[language])]
      + report.provenance.map { styled("Remark", $0.label[language] + colon + $0.value) }
  }

  var findings: [String] {
    let heading = heading(1, "findings", Wording.findings[language])
    guard !report.findings.isEmpty else {
      return [heading, HTMLText.element("p", text: Wording.noFindings[language])]
    }
    let words = FindingWords(report, language)
    return [heading] + FindingsFile.sorted(report.findings).map { line($0, in: words) }
  }

  private func line(_ finding: Finding, in words: FindingWords) -> String {
    let subject = HTMLText.element("strong", text: words.subject(finding).text)
    let text = subject + HTMLText.escaped("  " + words.message(finding))
    return HTMLText.element("div", [("custom-style", "Remark")], html: HTMLText.element("p", html: text))
  }
}
