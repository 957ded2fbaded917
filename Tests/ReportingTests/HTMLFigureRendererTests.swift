import Reporting
import Testing
import TradeImpact

@Suite struct HTMLFigureRendererTests {
  private func figure(drawing: LocalizedText? = nil) -> ReportFigure {
    ReportFigure(
      id: "2-7", title: LocalizedText(zh: "图2-7 损失", en: "Figure 2-7 Loss"),
      caption: LocalizedText(zh: "误差线：95%置信区间", en: "error bars: 95% intervals"),
      notes: [LocalizedText(zh: "注", en: "note")], isSynthetic: true,
      specification: LocalizedText(zh: #"{"a": "</script>甲"}"#, en: #"{"a": "</script>A"}"#), drawing: drawing,
      table: Samples.table(id: "figure-2-7"))
  }

  private func page(_ language: Language = .zh, script: FigureScript? = nil, drawing: LocalizedText? = nil) -> String {
    let missing = MissingFigure(
      id: "2-1", title: LocalizedText(zh: "图2-1 依存度", en: "Figure 2-1 Dependence"),
      reason: LocalizedText(zh: "没有提供贸易统计文件。", en: "No trade file."))
    return HTMLReportRenderer(language, figureScript: script).text(
      YearlyReport(
        title: Samples.text("t"), tables: [Samples.table()], figures: [figure(drawing: drawing), figure2],
        missingFigures: [missing]))
  }

  private var figure2: ReportFigure {
    ReportFigure(
      id: "2-9", title: Samples.text("f"), caption: Samples.text(""), notes: [], isSynthetic: false,
      specification: Samples.text("{}"), table: Samples.table(id: "figure-2-9"))
  }

  private let script = FigureScript(bundle: Array("window.vegaEmbed = () => {};".utf8))

  @Test func theBundleStandsOnThePageOnceForAllFigures() {
    let text = page(script: script)
    #expect(text.split(separator: "window.vegaEmbed", omittingEmptySubsequences: false).count == 2)
    #expect(text.split(separator: "class=\"specification\"", omittingEmptySubsequences: false).count == 3)
    #expect(!page().contains("window.vegaEmbed"))
  }

  @Test func aSpecificationCannotEndItsElement() {
    #expect(page(script: script).contains(#"{"a": "\u003c/script>甲"}"#))
  }

  @Test func aBundleThatWouldEndItsElementIsRefused() {
    #expect(FigureScript(bundle: Array("var a = '</SCRIPT>'".utf8)) == nil)
    #expect(FigureScript(bundle: Array("var a = '<!--'".utf8)) == nil)
  }

  @Test func withoutScriptFiguresAreDrawnBeforehandOrTablesAndThePageSaysSo() {
    let tables = page()
    #expect(tables.contains("<details open=\"\">") && tables.contains("统计图以数据表代替"))
    let svg = LocalizedText(zh: "<?xml version=\"1.0\"?>\n<svg id=\"z\"></svg>", en: "<svg id=\"e\"></svg>")
    let drawn = page(drawing: svg)
    #expect(drawn.contains("aria-label=\"图2-7 损失\"><svg id=\"z\"></svg></div>"))
    #expect(drawn.contains("<details>"))
  }

  @Test func missingFiguresAreListedWithTheirReason() {
    #expect(page().contains("<dt>图2-1 依存度</dt>"))
    #expect(page().contains("<dd>没有提供贸易统计文件。</dd>"))
    #expect(page(.en).contains("Figures not drawn"))
  }

  @Test func figuresAreLinkedFromTheContents() {
    #expect(page().contains("<a href=\"#figure-2-7\">图2-7 损失</a>"))
    #expect(page().contains("id=\"figure-2-7\""))
  }

  @Test func bothLanguagesHaveTheSameNumericCells() {
    func cells(_ language: Language) -> [Substring] {
      HTMLReportRendererTests.withoutScripts(page(language)).split(separator: "<td").dropFirst().map {
        $0.prefix { $0 != "<" }
      }
      .map { $0[($0.firstIndex(of: ">") ?? $0.startIndex)...] }
    }
    #expect(cells(.zh) == cells(.en) && cells(.zh).count > 10)
  }
}
