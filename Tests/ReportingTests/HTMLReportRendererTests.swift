import Estimation
import Reporting
import Testing
import TradeImpact

@Suite struct HTMLReportRendererTests {
  private func page(_ language: Language, _ tables: [ReportTable], findings: [Finding] = []) -> String {
    HTMLReportRenderer(language).text(
      YearlyReport(
        title: LocalizedText(zh: "年度报告 <2019>", en: "Yearly report <2019>"),
        summary: [LocalizedText(zh: "概述", en: "In short")], tables: tables,
        methods: [LocalizedText(zh: "分层抽样", en: "Stratified sampling")], findings: findings,
        provenance: [YearlyReport.Fact(label: Samples.text("SHA-256"), value: "ab&cd")]))
  }

  @Test func thePageIsWholeAndSaysItsLanguage() {
    let text = page(.zh, [Samples.table()])
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"))
    #expect(text.hasSuffix("</html>\n"))
    #expect(page(.en, []).contains("<html lang=\"en\">"))
  }

  @Test func thePageNeedsNoOtherFile() {
    let text = page(.zh, [Samples.table()])
    for forbidden in ["http:", "https:", "src=", "@import", "url(", "<link"] {
      #expect(!text.contains(forbidden))
    }
  }

  @Test func textIsEscapedEverywhere() {
    let hostile = "<script>alert(\"x\")</script> & 'y'"
    let findings = [Finding(kind: hostile, subject: hostile, message: hostile)]
    let text = page(.en, [Samples.table(title: Samples.text(hostile))], findings: findings)
    #expect(!text.contains("<script>alert"))
    #expect(text.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"))
    #expect(text.contains("<h1>Yearly report &lt;2019&gt;</h1>"))
    #expect(text.contains("<dd>ab&amp;cd</dd>"))
  }

  /// The page as one sees it whose browser runs no script.
  static func withoutScripts(_ text: String) -> String {
    let pieces = text.split(separator: "<script", omittingEmptySubsequences: false)
    return pieces.enumerated().map { place, piece in
      guard place > 0, let end = piece.firstRange(of: "</script>") else { return String(piece) }
      return String(piece[end.upperBound...])
    }.joined()
  }

  @Test func everyElementThatOpensAlsoCloses() throws {
    let text = page(.zh, [Samples.table(synthetic: true)], findings: [Finding(kind: "k", subject: "s", message: "m")])
    var open: [Substring] = []
    for piece in Self.withoutScripts(text).split(separator: "<").dropFirst() {
      let name = piece.prefix { !" >\n".contains($0) }
      if ["!DOCTYPE", "meta", "wbr"].contains(name) { continue }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst())
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func linksLeadToPlacesOnThePage() {
    let text = page(.en, [Samples.table(), Samples.table(id: "2-2")])
    let targets = text.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(targets.contains("table-2-2"))
    #expect(targets.contains("table-2-1-note-1"))
    for target in targets { #expect(text.contains("id=\"\(target)\"")) }
  }

  @Test func headsSpanTheNumbersBelowThem() {
    let text = page(.en, [Samples.table()])
    #expect(text.contains("colspan=\"5\" scope=\"colgroup\""))
    #expect(text.contains("<th rowspan=\"2\" scope=\"col\">Sector</th>"))
  }

  @Test func syntheticTablesMarkThePageAndThemselves() {
    let text = page(.zh, [Samples.table(synthetic: true), Samples.table(id: "2-2")])
    #expect(text.contains("class=\"banner\""))
    #expect(text.split(separator: "class=\"mark\"").count == 2)
    #expect(!page(.zh, [Samples.table()]).contains("合成数据"))
  }

  @Test func findingsAreListedByKindWithTheirNumber() throws {
    let findings = [("b", "2"), ("a", "1"), ("b", "1")].map { Finding(kind: $0.0, subject: $0.1, message: "m") }
    let text = page(.en, [], findings: findings)
    let first = try #require(text.firstRange(of: "<code>a</code> (1)"))
    let second = try #require(text.firstRange(of: "<code>b</code> (2)"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(page(.zh, []).contains("没有发现"))
  }

  @Test func markdownAndPageShowTheSameNumbers() {
    let table = Samples.table()
    for entry in TablePresentation(table, .zh).lines.flatMap(\.entries) {
      #expect(page(.zh, [table]).contains(">\(entry.text)<"))
    }
  }

  @Test func theSameReportGivesTheSameBytes() {
    #expect(page(.zh, [Samples.table()]) == page(.zh, [Samples.table()]))
  }
}
