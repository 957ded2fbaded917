import Publishing
import Reporting
import Testing
import TradeImpact

@Suite struct WordPictureTests {
  /// The head of a PNG file.
  private func png(_ width: UInt8, _ height: UInt8) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
      0, 0, width, 0, 0, 0, height, 0,
    ]
  }

  @Test func aPictureIsAsWideAsThePageUnlessItWouldBeTooHigh() {
    #expect(WordPicture(id: "2-1", png: png(4, 2))?.millimetres == 190)
    #expect(WordPicture(id: "2-1", png: png(2, 2))?.millimetres == 115)
    #expect(WordPicture(id: "2-1", png: png(4, 2))?.file == "figure-2-1.png")
  }

  @Test func whatIsNoPNGFileIsNoPicture() {
    #expect(WordPicture(id: "2-1", png: Array("<svg width='1'></svg> more than its head".utf8)) == nil)
    #expect(WordPicture(id: "2-1", png: png(0, 2)) == nil)
    #expect(WordPicture(id: "2-1", png: Array(png(1, 1).prefix(20))) == nil)
  }

  @Test func figuresWithAPictureStandBeforeTheTablesAndInTheContents() throws {
    let table = DocumentSamples.report().tables[0]
    let figure = ReportFigure(
      id: "2-1", title: LocalizedText(zh: "图一", en: "One & all"), caption: LocalizedText(zh: "", en: ""),
      notes: [LocalizedText(zh: "注", en: "a note")], isSynthetic: false,
      specification: LocalizedText(zh: "{}", en: "{}"),
      table: table)
    let report = YearlyReport(
      title: LocalizedText(zh: "报告", en: "Report"), tables: [table], figures: [figure], findings: [])
    let picture = try #require(WordPicture(id: "2-1", png: png(4, 2)))
    let page = WordPage(report, .en, pictures: ["2-1": picture]).text
    let image = try #require(
      page.firstRange(of: "<img src=\"figure-2-1.png\" alt=\"One &amp; all\" width=\"190mm\">"))
    let tables = try #require(page.firstRange(of: "id=\"tables\""))
    #expect(image.lowerBound < tables.lowerBound)
    #expect(page.contains("href=\"#figure-2-1\"") && page.contains("a note"))
    #expect(!WordPage(report, .en).text.contains("<img"))
  }
}
