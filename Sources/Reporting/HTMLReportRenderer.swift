import Estimation
import TradeImpact

/// The yearly report as one page that needs no other file: no scripts, no network, printable.
public struct HTMLReportRenderer: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  public func text(_ report: YearlyReport) -> String {
    let tables = report.tables.map { HTMLTableRenderer($0, language) }
    let body = [header(report), contents(report, tables), main(report, tables)]
    let page = HTMLText.block("html", [("lang", code)], parts: [head(report), HTMLText.block("body", parts: body)])
    return "<!DOCTYPE html>\n\(page)\n"
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

  private func contents(_ report: YearlyReport, _ tables: [HTMLTableRenderer]) -> String {
    let links = tables.map { HTMLText.element("li", html: link($0.anchor, $0.title)) }
    let inner = links.isEmpty ? "" : HTMLText.element("ol", html: links.joined())
    let items = sections(report).map { section in
      HTMLText.element("li", html: link(section.id, section.title) + (section.id == "tables" ? inner : ""))
    }
    let title = Wording.contents[language]
    let parts = [HTMLText.element("h2", text: title), HTMLText.block("ul", parts: items)]
    return HTMLText.block("nav", [("aria-label", title)], parts: parts)
  }

  private func link(_ anchor: String, _ text: String) -> String {
    HTMLText.element("a", [("href", "#\(anchor)")], text: text)
  }

  private func sections(_ report: YearlyReport) -> [(id: String, title: String)] {
    let all: [(String, LocalizedText, Bool)] = [
      ("summary", Wording.summary, !report.summary.isEmpty), ("tables", Wording.tables, true),
      ("methods", Wording.methods, !report.methods.isEmpty), ("findings", Wording.findings, true),
      ("provenance", Wording.provenance, !report.provenance.isEmpty),
    ]
    return all.filter { $0.2 }.map { ($0.0, $0.1[language]) }
  }

  // MARK: Sections

  private func main(_ report: YearlyReport, _ tables: [HTMLTableRenderer]) -> String {
    let parts = sections(report).map { section in
      HTMLText.block(
        "section", [("id", section.id)],
        parts: [HTMLText.element("h2", text: section.title)] + content(of: section.id, report, tables))
    }
    return HTMLText.block("main", parts: parts)
  }

  private func content(of id: String, _ report: YearlyReport, _ tables: [HTMLTableRenderer]) -> [String] {
    switch id {
    case "summary": [HTMLText.block("ul", parts: report.summary.map { HTMLText.element("li", text: $0[language]) })]
    case "tables": tables.map { $0.text() }
    case "methods": report.methods.map { HTMLText.element("p", text: $0[language]) }
    case "findings": findings(report.findings)
    default: [provenance(report.provenance)]
    }
  }

  /// A table a kind, since a reader looks for a kind of trouble first.
  private func findings(_ findings: [Finding]) -> [String] {
    guard !findings.isEmpty else { return [HTMLText.element("p", text: Wording.noFindings[language])] }
    let kinds = FindingsFile.sorted(findings).reduce(into: [(kind: String, all: [Finding])]()) { kinds, finding in
      if kinds.last?.kind != finding.kind { kinds.append((finding.kind, [])) }
      kinds[kinds.count - 1].all.append(finding)
    }
    return kinds.flatMap { kind, all in
      let head = code(kind) + HTMLText.escaped(Wording.count(all.count, language))
      let parts = [findingHeads, HTMLText.block("tbody", parts: all.map(line))]
      return [HTMLText.element("h3", html: head), HTMLText.block("table", [("class", "findings")], parts: parts)]
    }
  }

  private func code(_ text: String) -> String { HTMLText.element("code", text: text) }

  private var findingHeads: String {
    let heads = [Wording.subject[language], Wording.message[language]]
    let cells = heads.map { HTMLText.element("th", [("scope", "col")], text: $0) }
    return HTMLText.element("thead", html: HTMLText.element("tr", html: cells.joined()))
  }

  private func line(_ finding: Finding) -> String {
    HTMLText.element(
      "tr", html: HTMLText.element("td", html: code(finding.subject)) + HTMLText.element("td", text: finding.message))
  }

  private func provenance(_ facts: [YearlyReport.Fact]) -> String {
    HTMLText.block(
      "dl",
      parts: facts.map { fact in
        HTMLText.element("dt", text: fact.label[language]) + HTMLText.element("dd", text: fact.value)
      })
  }
}
