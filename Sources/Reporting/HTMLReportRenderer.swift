import Estimation
import TradeImpact

/// The yearly report as one page that needs no other file and no network: figures drawn by a script that stands in the page, tables
/// that can be sorted, printable.
public struct HTMLReportRenderer: Sendable {
  public let language: Language
  /// nil: figures as drawings made beforehand, else as tables of their numbers.
  public let figureScript: FigureScript?

  public init(_ language: Language, figureScript: FigureScript? = nil) {
    self.language = language
    self.figureScript = figureScript
  }

  public func text(_ report: YearlyReport) -> String {
    let tables = report.tables.map { HTMLTableRenderer($0, language) }
    let figures = report.figures.map { HTMLFigureRenderer($0, language, isInteractive: figureScript != nil) }
    let body = [header(report), contents(report, tables, figures), main(report, tables, figures)] + scripts(report)
    let page = HTMLText.block("html", [("lang", code)], parts: [head(report), HTMLText.block("body", parts: body)])
    return "<!DOCTYPE html>\n\(page)\n"
  }

  private func scripts(_ report: YearlyReport) -> [String] {
    let drawing = report.figures.isEmpty ? nil : figureScript?.elements(language)
    return (report.tables.isEmpty && report.figures.isEmpty ? [] : [HTMLSortingScript.element(language)])
      + (drawing ?? [])
  }

  /// As the standard for language tags has it; the script decides which Chinese glyphs are drawn.
  private var code: String { language == .zh ? "zh-Hans" : "en" }

  private func head(_ report: YearlyReport) -> String {
    let title = HTMLText.element("title", text: report.title[language])
    let style = HTMLText.element("style", html: "\n" + reportStylesheet)
    let viewport = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    return HTMLText.block("head", parts: ["<meta charset=\"utf-8\">", viewport, title, style])
  }

  private func header(_ report: YearlyReport) -> String {
    let title = HTMLText.element("h1", text: report.title[language])
    let subtitle = report.subtitle.map { [HTMLText.element("p", [("class", "subtitle")], text: $0[language])] } ?? []
    return HTMLText.block("header", parts: [title] + subtitle + (report.isSynthetic ? [banner] : []))
  }

  private var banner: String {
    HTMLText.element("p", [("class", "banner"), ("role", "note")], text: Wording.syntheticBanner[language])
  }

  // MARK: Contents

  private func contents(
    _ report: YearlyReport, _ tables: [HTMLTableRenderer], _ figures: [HTMLFigureRenderer]
  ) -> String {
    let links = [
      "tables": tables.map { link($0.anchor, $0.title) }, "figures": figures.map { link($0.anchor, $0.title) },
    ]
    let items = sections(report).map { section in
      HTMLText.element("li", html: link(section.id, section.title) + list(links[section.id] ?? []))
    }
    let title = Wording.contents[language]
    let parts = [HTMLText.element("h2", text: title), HTMLText.block("ul", parts: items)]
    return HTMLText.block("nav", [("aria-label", title)], parts: parts)
  }

  private func list(_ links: [String]) -> String {
    let items = links.map { HTMLText.element("li", html: $0) }.joined()
    return items.isEmpty ? "" : HTMLText.element("ol", html: items)
  }

  private func link(_ anchor: String, _ text: String) -> String {
    HTMLText.element("a", [("href", "#\(anchor)")], text: text)
  }

  private func sections(_ report: YearlyReport) -> [(id: String, title: String)] {
    let all: [(String, LocalizedText, Bool)] =
      [
        ("summary", Wording.summary, !report.summary.isEmpty),
        ("figures", Wording.figures, !report.figures.isEmpty || !report.missingFigures.isEmpty),
        ("tables", Wording.tables, true),
      ] + report.forms.map { ($0.id, $0.title, true) } + [
        ("methods", Wording.methods, !report.methods.isEmpty), ("findings", Wording.findings, true),
        ("provenance", Wording.provenance, !report.provenance.isEmpty),
      ]
    return all.filter { $0.2 }.map { ($0.0, $0.1[language]) }
  }

  // MARK: Sections

  private func main(
    _ report: YearlyReport, _ tables: [HTMLTableRenderer], _ figures: [HTMLFigureRenderer]
  ) -> String {
    let parts = sections(report).map { section in
      HTMLText.block(
        "section", [("id", section.id)],
        parts: [HTMLText.element("h2", text: section.title)] + content(of: section.id, report, tables, figures))
    }
    return HTMLText.block("main", parts: parts)
  }

  private func content(
    of id: String, _ report: YearlyReport, _ tables: [HTMLTableRenderer], _ figures: [HTMLFigureRenderer]
  ) -> [String] {
    switch id {
    case "figures": withoutScript(report) + figures.map { $0.text() } + missing(report.missingFigures)
    case "summary": [HTMLText.block("ul", parts: report.summary.map { HTMLText.element("li", text: $0[language]) })]
    case "tables": tables.map { $0.text() }
    case "methods": report.methods.map { HTMLText.element("p", text: $0[language]) }
    case "findings": HTMLFindingsRenderer(report, language).parts
    case "provenance": [provenance(report.provenance)]
    default: report.forms.filter { $0.id == id }.flatMap { HTMLFormRenderer(form: $0, language: language).parts }
    }
  }

  /// Said where figures stand as tables.
  private func withoutScript(_ report: YearlyReport) -> [String] {
    guard figureScript == nil, report.figures.contains(where: { $0.drawing == nil }) else { return [] }
    return [HTMLText.element("p", [("class", "note"), ("role", "note")], text: Wording.figuresAsTables[language])]
  }

  private func missing(_ figures: [MissingFigure]) -> [String] {
    figures.isEmpty ? [] : [HTMLMissingFigures(missing: figures, language: language).text()]
  }

  private func provenance(_ facts: [YearlyReport.Fact]) -> String {
    HTMLText.block(
      "dl",
      parts: facts.map { fact in
        HTMLText.element("dt", text: fact.label[language]) + HTMLText.element("dd", text: fact.value)
      })
  }
}
