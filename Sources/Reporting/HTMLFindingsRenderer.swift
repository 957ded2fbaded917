import Estimation
import TradeImpact

/// The findings of a report: a table a kind, since a reader looks for a kind of trouble first.
struct HTMLFindingsRenderer {
  private let findings: [Finding]
  private let words: FindingWords
  private let language: Language

  init(_ report: YearlyReport, _ language: Language) {
    findings = report.findings
    words = FindingWords(report, language)
    self.language = language
  }

  var parts: [String] {
    guard !findings.isEmpty else { return [HTMLText.element("p", text: Wording.noFindings[language])] }
    let kinds = FindingsFile.sorted(findings).reduce(into: [(kind: String, all: [Finding])]()) { kinds, finding in
      if kinds.last?.kind != finding.kind { kinds.append((finding.kind, [])) }
      kinds[kinds.count - 1].all.append(finding)
    }
    return kinds.flatMap { kind, all in
      let head = title(kind) + HTMLText.escaped(Wording.count(all.count, language))
      let rows = [heads, HTMLText.block("tbody", parts: all.map(line))]
      let table = HTMLText.block("table", [("class", "findings")], parts: rows)
      return [HTMLText.element("h3", html: head), HTMLText.block("div", [("class", "scroll")], parts: [table])]
    }
  }

  private func title(_ kind: String) -> String { words.title(kind).map(HTMLText.escaped) ?? code(kind) }

  private func code(_ text: String) -> String { HTMLText.element("code", text: text) }

  private var heads: String {
    let cells = [Wording.subject[language], Wording.message[language]].map {
      HTMLText.element("th", [("scope", "col")], text: $0)
    }
    return HTMLText.element("thead", html: HTMLText.element("tr", html: cells.joined()))
  }

  private func line(_ finding: Finding) -> String {
    let cells = [
      HTMLText.element("td", html: subject(words.subject(finding))),
      HTMLText.element("td", text: words.message(finding)),
    ]
    return HTMLText.element("tr", html: cells.joined())
  }

  private func subject(_ subject: FindingWords.Subject) -> String {
    if let table = subject.table { return HTMLText.element("a", [("href", "#table-\(table)")], text: subject.text) }
    return subject.isCode ? code(subject.text) : HTMLText.escaped(subject.text)
  }
}
