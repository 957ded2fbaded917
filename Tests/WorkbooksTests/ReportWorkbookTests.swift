import Estimation
import Reporting
import TestSupport
import Testing
import TradeImpact
import Workbooks

@Suite(.enabled(if: XlsxWriterLibrary.isAvailable)) struct ReportWorkbookTests {
  private func workbook(_ report: YearlyReport, _ language: Language) throws -> WorkbookCells {
    try WorkbookCells(WorkbookSamples.archive(report, language))
  }

  @Test func thereIsASheetATableBetweenContentsAndMethodsAndFindings() throws {
    let report = WorkbookSamples.report([WorkbookSamples.table(), WorkbookSamples.table(id: "2-2")])
    #expect(try workbook(report, .zh).sheets.map(\.name) == ["目录", "表2-1", "表2-2", "方法说明", "检查发现"])
    #expect(
      try workbook(report, .en).sheets.map(\.name) == ["Contents", "Table 2-1", "Table 2-2", "Methods", "Findings"])
  }

  @Test func theSameReportGivesTheSameBytes() throws {
    let report = WorkbookSamples.report([WorkbookSamples.table()])
    #expect(try ReportWorkbook(.zh).bytes(report) == ReportWorkbook(.zh).bytes(report))
    let archive = try WorkbookSamples.archive(report, .zh)
    #expect(try archive.text("docProps/core.xml").contains("2020-01-01T00:00:00Z"))
  }

  @Test func cellsHoldNumbersWith16Digits() throws {
    let sheet = try workbook(WorkbookSamples.report([WorkbookSamples.table()]), .zh).sheets[1]
    let row = try #require(sheet.row(labelled: "农食产品"))
    #expect(
      sheet.numbers(row: row) == [
        35.31608393544585, 6.052226435368185, 17.13730901317097, 25.7160878894528, 55.57186533999005, 644, 77.16,
        -41.84391606455416, 12.34567890123,
      ])
  }

  @Test func bothLanguagesHaveTheSameNumbersInTheSameCells() throws {
    let report = WorkbookSamples.report([WorkbookSamples.table(), WorkbookSamples.table(id: "2-2", upper: nil)])
    let (zh, en) = (try workbook(report, .zh), try workbook(report, .en))
    for (a, b) in zip(zh.sheets, en.sheets) {
      for row in Set(a.rows.keys).union(b.rows.keys) { #expect(a.numbers(row: row) == b.numbers(row: row)) }
    }
  }

  @Test func noPartOfTheFileHasAWithheldNumber() throws {
    let table = WorkbookSamples.table(last: .absent(.suppressed, method: "expansion", n: 2))
    let archive = try WorkbookSamples.archive(WorkbookSamples.report([table]), .en)
    let sheet = try WorkbookCells(archive).sheets[1]
    let row = try #require(sheet.row(labelled: "Toys"))
    // The published number and the share; nothing of the amount or of its difference.
    #expect(sheet.numbers(row: row).count == 2)
    let charts = try archive.names().filter { $0.contains("charts/chart") }
    // Amounts of the other two would be a bare chart.
    #expect(charts.count == 1)
    #expect(try archive.text(charts[0]).contains("Share"))
  }

  @Test func everySheetSaysSynthetic() throws {
    let report = WorkbookSamples.report([WorkbookSamples.table()])
    for language in Language.allCases {
      let word = language == .zh ? "合成数据" : "SYNTHETIC DATA"
      for sheet in try workbook(report, language).sheets {
        #expect(sheet.texts.contains { $0.hasPrefix(word) }, "\(sheet.name)")
      }
    }
  }

  @Test func sheetsPrintAcrossThePageWithTheirHeadsRepeated() throws {
    let archive = try WorkbookSamples.archive(
      WorkbookSamples.report([WorkbookSamples.table()]), .zh)
    let sheet = try archive.text("xl/worksheets/sheet2.xml")
    // With its chart on one page; a fit of one page is not written.
    #expect(sheet.contains("orientation=\"landscape\"") && sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"))
    #expect(!sheet.contains("fitToHeight"))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("合成数据"))
    #expect(try archive.text("xl/workbook.xml").contains("Print_Titles"))
    #expect(try archive.text("xl/charts/chart1.xml").contains("hiLowLines"))
  }

  /// Of ECMA-376, simple type ST_MarkerStyle: Excel repairs a file that has another.
  @Test func marksOfChartsAreThoseOfTheStandard() throws {
    let archive = try WorkbookSamples.archive(WorkbookSamples.report([WorkbookSamples.table()]), .zh)
    let chart = try archive.text("xl/charts/chart1.xml")
    let marks = chart.split(separator: "<c:symbol val=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    let known = [
      "circle", "dash", "diamond", "dot", "none", "picture", "plus", "square", "star", "triangle", "x", "auto",
    ]
    #expect(marks == ["circle", "square", "square"] && marks.allSatisfy(known.contains))
  }

  @Test func contentsLeadToEverySheetAndBack() throws {
    let archive = try WorkbookSamples.archive(
      WorkbookSamples.report([WorkbookSamples.table()]), .en)
    let contents = try archive.text("xl/worksheets/sheet1.xml")
    for name in ["Table 2-1", "Methods", "Findings"] { #expect(contents.contains("location=\"'\(name)'!A1\"")) }
    #expect(try archive.text("xl/worksheets/sheet2.xml").contains("Contents"))
  }

  @Test func findingsAreInTheLanguageOfTheWorkbook() throws {
    let finding = Finding(
      kind: "dominant_firm", subject: "direct_loss", zh: "一家企业占{direct_loss}的一半", en: "one firm makes half")
    let report = WorkbookSamples.report([WorkbookSamples.table()], findings: [finding])
    let texts = try workbook(report, .zh).sheets[3].texts
    #expect(texts.contains("直接损失") && texts.contains("一家企业占直接损失的一半"))
    #expect(!texts.contains { $0.contains("dominant") || $0.contains("firm") })
  }

  @Test func methodsSeedAndFindingsAreInTheWorkbook() throws {
    let sheets = try workbook(WorkbookSamples.report([WorkbookSamples.table()]), .en).sheets
    #expect(sheets[2].texts.contains("Stratified sampling.") && sheets[2].texts.contains("2019"))
    #expect(sheets[3].texts.contains("<m> & 'n'"))
  }
}
