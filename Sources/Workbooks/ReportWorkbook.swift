import Reporting
import TradeImpact

/// A yearly report as an Excel workbook: contents, a sheet a table, methods, findings.
/// ```swift
/// let bytes = try ReportWorkbook(.zh).bytes(report)
/// ```
/// Cells hold numbers in the unit that their head names: the digits of the CSV file with the point moved, of which Excel's
/// files keep 16. A cell without a number holds its symbol.
public struct ReportWorkbook: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// - Returns: The file, the same bytes for the same report.
  /// - Throws: ``WorkbookError`` where libxlsxwriter is missing or there is no room for its temporary file.
  public func bytes(_ report: YearlyReport) throws(WorkbookError) -> [UInt8] {
    let (contents, tables, methods, findings) = names(report)
    let properties = WorkbookFile.Properties(
      title: report.title[language],
      subject: report.isSynthetic ? Wording.syntheticBanner[language] : report.subtitle?[language] ?? "")
    return try WorkbookFile.bytes(properties, font: font) { file throws(WorkbookError) in
      let texts = TextSheets(report: report, language: language)
      let others = [(Wording.methods[language], methods), (Wording.findings[language], findings)]
      texts.writeContents(to: try file.sheet(contents), tables: tables, others: others)
      for (table, name) in zip(report.tables, tables) {
        let sheet = TableSheet(grid: TableGrid(table, language), language: language, font: font)
        sheet.write(to: try file.sheet(name), contents: contents)
      }
      texts.writeMethods(to: try file.sheet(methods), contents: contents)
      texts.writeFindings(to: try file.sheet(findings), contents: contents)
    }
  }

  /// Excel puts another in its place where it is missing.
  private var font: String { language == .zh ? "Microsoft YaHei" : "Calibri" }

  private func names(
    _ report: YearlyReport
  ) -> (contents: String, tables: [String], methods: String, findings: String) {
    var names = SheetNames()
    let (contents, methods) = (names.take(Wording.contents[language]), names.take(Wording.methods[language]))
    let findings = names.take(Wording.findings[language])
    let tables = report.tables.map { names.take(SheetNames.short($0.title[language], language)) }
    return (contents, tables, methods, findings)
  }
}
