import Publishing
import Reporting
import TestSupport
import Testing
import TradeImpact

/// Documents as the installed programs make them.
@Suite struct DocumentTests {
  private static let hasPandoc = (try? ExternalProgram.pandoc.path()) != nil
  private static let hasChromium = (try? ExternalProgram.chromium.path()) != nil

  @Test(.enabled(if: hasPandoc), arguments: Language.allCases)
  func aWordDocumentHasItsNumbersHeadsAndStyles(_ language: Language) throws {
    let report = DocumentSamples.report()
    let bytes = try WordDocument(language).bytes(report)
    #expect(try WordDocument(language).bytes(report) == bytes)
    let archive = try ZipArchive(bytes)
    let text = try archive.text("word/document.xml")
    let parts = ["1,234.57", "tblHeader", "w:orient=\"landscape\"", "Heading2", "Banner"]
    for part in parts + [report.tables[0].title[language]] { #expect(text.contains(part), "\(part)") }
    #expect(try archive.text("word/styles.xml").contains("w:eastAsia=\"Microsoft YaHei\""))
  }

  @Test(.enabled(if: hasChromium)) func aPageIsPrintedWithTheSameBytesEveryTime() throws {
    let page = HTMLReportRenderer(.zh).text(DocumentSamples.report())
    let document = PDFDocument(footer: "合成数据")
    let bytes = try document.bytes(page: page)
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    #expect(bytes.firstRange(of: Array("D:20200101000000".utf8)) != nil)
    #expect(try document.bytes(page: page) == bytes)
  }
}
