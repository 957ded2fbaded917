import Estimation
import Reporting
import TradeImpact

/// The sheets around the tables: contents, methods, findings.
struct TextSheets {
  let report: YearlyReport
  let language: Language

  // MARK: Contents

  /// - Parameters:
  ///   - tables: Names of the sheets of the tables, in their order.
  ///   - others: Titles and names of the sheets that follow.
  func writeContents(to sheet: Worksheet, tables: [String], others: [(title: String, sheet: String)]) {
    var writer = SheetWriter(sheet, language, isSynthetic: report.isSynthetic, widths: [40, 84])
    writer.writeHead(report.title[language], contents: nil)
    if let subtitle = report.subtitle?[language] { writer.writeParagraph(subtitle, CellStyle(color: Palette.soft)) }
    for sentence in report.summary { writer.writeParagraph(sentence[language]) }
    writer.writeHeading(Wording.contents[language])
    let titles = report.tables.map { $0.title[language] }
    for (title, name) in Array(zip(titles, tables)) + others.map({ ($0.title, $0.sheet) }) {
      sheet.link(name, to: name, writer.row, 0, CellStyle())
      sheet.write(title, writer.row, 1, CellStyle())
      writer.skip()
    }
    writer.writeHeading(WorkbookWording.symbols[language])
    for status in Cell.Status.allCases where status != .ok {
      sheet.write(Wording.symbol(status), writer.row, 0, CellStyle(alignment: .center))
      sheet.write(Wording.meaning(status)[language], writer.row, 1, CellStyle())
      writer.skip()
    }
    writer.skip()
    writer.writeParagraph(WorkbookWording.precision[language], CellStyle(color: Palette.soft, wraps: true))
    sheet.setPaper(isLandscape: false, footer: footer(Wording.contents[language]))
  }

  private func footer(_ title: String) -> String {
    WorkbookWording.footer(title, isSynthetic: report.isSynthetic, language)
  }

  // MARK: Methods

  func writeMethods(to sheet: Worksheet, contents: String) {
    var writer = SheetWriter(sheet, language, isSynthetic: report.isSynthetic, widths: [26, 90])
    writer.writeHead(Wording.methods[language], contents: contents)
    writer.skip()
    for paragraph in report.methods { writer.writeParagraph(paragraph[language]) }
    if !report.provenance.isEmpty { writer.writeHeading(Wording.provenance[language]) }
    for fact in report.provenance {
      let lines = TextWidth.lines(fact.value, width: 90)
      if lines > 1 { sheet.setHeight(SheetWriter.height(lines: lines), row: writer.row) }
      sheet.write(fact.label[language], writer.row, 0, CellStyle(color: Palette.soft, wraps: true))
      sheet.write(fact.value, writer.row, 1, CellStyle(wraps: true))
      writer.skip()
    }
    sheet.setPaper(isLandscape: false, footer: footer(Wording.methods[language]))
  }

  // MARK: Findings

  func writeFindings(to sheet: Worksheet, contents: String) {
    var writer = SheetWriter(sheet, language, isSynthetic: report.isSynthetic, widths: [32, 40, 96])
    writer.writeHead(Wording.findings[language], contents: contents)
    let findings = FindingsFile.sorted(report.findings)
    guard !findings.isEmpty else { return writer.writeParagraph(Wording.noFindings[language]) }
    let head = writer.row
    let style = CellStyle(isBold: true, fill: Palette.head, top: .thin, bottom: .thin)
    for (column, text) in [WorkbookWording.kind, Wording.subject, Wording.message].enumerated() {
      sheet.write(text[language], head, column, style)
    }
    writer.skip()
    let words = FindingWords(report, language)
    for finding in findings { write(finding, in: words, to: sheet, &writer) }
    sheet.filter(rows: head...(writer.row - 1), columns: 0...2)
    sheet.freeze(row: head + 1, column: 0)
    sheet.setPaper(isLandscape: true, heads: head...head, footer: footer(Wording.findings[language]))
  }

  private func write(_ finding: Finding, in words: FindingWords, to sheet: Worksheet, _ writer: inout SheetWriter) {
    let texts = [words.title(finding.kind) ?? finding.kind, words.subject(finding).text, words.message(finding)]
    let lines = zip(texts, writer.widths).map { TextWidth.lines($0, width: $1) }.max()!
    sheet.setHeight(SheetWriter.height(lines: lines), row: writer.row)
    for (column, text) in texts.enumerated() { sheet.write(text, writer.row, column, CellStyle(wraps: true)) }
    writer.skip()
  }
}
