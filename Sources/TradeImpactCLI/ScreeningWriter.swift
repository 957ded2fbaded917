import DataFiles
import Figures
import NotificationScreening
import Reporting
import TradeImpact
import Workbooks

/// The output folder of a screening.
struct ScreeningWriter {
  private let report: ScreeningReport
  private let tables: [ReportTable]
  private let figures: [Figure]
  private let inputs: [String]
  private let tools = FigureTools.found()

  /// - Parameter inputs: The list of notifications first.
  init(_ report: ScreeningReport, inputs: [String]) {
    (self.report, self.inputs) = (report, inputs)
    tables = report.tables
    figures = ScreeningReport.figures(tables)
  }

  var tableCount: Int { tables.count }

  /// - Throws: ``CommandFailure``, `OutputError`.
  func write(to path: String) throws {
    let records = try inputs.map { input throws(CommandFailure) in
      FileRecord(path: input, bytes: try Files.read(ScreeningWriter.file(of: input)))
    }
    let page = report.page(tables, figures, provenance: provenance(records))
    var folder = OutputFolder()
    addLists(to: &folder)
    addTables(to: &folder)
    for language in Language.allCases {
      folder.add(
        "report.\(language.rawValue).html", HTMLReportRenderer(language, figureScript: tools.script).text(page))
      folder.add("report.\(language.rawValue).xlsx", try workbook(page, language))
    }
    try folder.write(to: path, manifest: manifest(records))
  }

  private func addLists(to folder: inout OutputFolder) {
    folder.add("ranking.csv", report.rankingCSV)
    folder.add("documents.csv", report.documentsCSV)
    folder.add("findings.csv", FindingsFile.text(report.screening.findings))
    if let lines = report.tradeLinesCSV { folder.add("figures/notifications.csv", lines) }
  }

  private func addTables(to folder: inout OutputFolder) {
    for table in tables {
      folder.add("tables/\(table.id).csv", CSVTableRenderer().text(table))
      folder.add("tables/\(table.id).json", JSONTableRenderer().text(table))
      for language in Language.allCases {
        folder.add("tables/\(table.id).\(language.rawValue).md", MarkdownTableRenderer(language).text(table))
      }
    }
    for figure in figures {
      for language in Language.allCases {
        folder.add(
          "figures/\(figure.id).\(language.rawValue).vl.json", VegaLiteSpecification(figure, language).text() + "\n")
      }
    }
  }

  private func workbook(_ page: YearlyReport, _ language: Language) throws(CommandFailure) -> [UInt8] {
    do { return try ReportWorkbook(language).bytes(page) } catch {
      throw CommandFailure(code: .outputNotWritten, message: "report.\(language.rawValue).xlsx: \(error)")
    }
  }

  private func provenance(_ records: [FileRecord]) -> [YearlyReport.Fact] {
    let labels = [
      LocalizedText(zh: "通报清单", en: "Notifications"), LocalizedText(zh: "出口文件", en: "Exports"),
      LocalizedText(zh: "成本率", en: "Rates"),
    ]
    let program = YearlyReport.Fact(
      label: LocalizedText(zh: "程序", en: "Program"), value: "\(Program.name) \(Program.version)")
    return [program] + zip(labels, records).map { .init(label: $0, value: "\($1.path) (SHA-256 \($1.sha256))") }
  }

  private func manifest(_ records: [FileRecord]) -> Manifest {
    Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      methods: choices.map { .init(step: $0.0, name: $0.1) } + [tools.method])
  }

  /// What was chosen on the command line and changes the result.
  private var choices: [(String, String)] {
    let options = report.screening.options
    return [
      ("rank_by", options.rankBy.rawValue), ("as_of", options.asOf.map { "\($0)" } ?? "not given"),
      ("only_open", "\(options.onlyOpen)"), ("area", options.area?.rawValue ?? "TBT and SPS"),
      ("year_of_exports", report.screening.trade.year ?? "not in the file"),
    ]
  }

  /// Without the sheet of a workbook.
  private static func file(of reference: String) -> String { DataFile.path(of: reference) }
}
