import ArgumentParser
import Documents
import Figures
import Reporting
import ScenarioReports
import Scenarios
import TradeImpact

struct ScenarioRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "What a measure costs exporters: by sector, size, market and year, with its uncertainty.",
    discussion: """
      Examples:
        trade-impact scenario run datasets/scenarios/eu-network-standby.yml
        trade-impact scenario run datasets/scenarios/eu-network-standby.yml --output out
        trade-impact scenario run datasets/scenarios/eu-network-standby.yml --output out --formats csv,html,xlsx,docx

      Without --output the summary goes to standard output, in the first of the languages. With it, a folder is written: tables,
      figures, a page, a workbook, and an evidence sheet with the fields of a comment or a trade concern, ready to be edited.
      """)

  @Argument(help: "The scenario file (YAML).")
  var file: String

  @Option(help: "The folder to write.")
  var output: String?

  @Option(help: "How to write the summary where no folder is asked for: text, csv, json or markdown.")
  var format: TableFormat = .text

  @OptionGroup var formats: FormatArguments

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    guard let output else {
      let report = try ScenarioOutput.report(of: file, threads: reading.options.threads)
      let languages = try formats.formats(for: file).languages
      return try StandardOutput.writeResult(format.rendered(report.report.tables[0], in: languages[0]))
    }
    try ScenarioOutput.write(to: output) { try results() }
  }

  /// Everything that is written, of which nothing is.
  /// - Throws: ``CommandFailure``.
  func results() throws -> CommandResults {
    let formats = try self.formats.formats(for: file)
    let writer = try ScenarioOutput(formats, threads: reading.options.threads)
    let report = try ScenarioOutput.report(of: file, threads: reading.options.threads)
    let page = ReportPage(
      folder: "", name: "scenario", report: report.report, findings: report.findings, figures: report.figures)
    return try writer.results(
      page, inputs: report.inputs, seed: report.result.scenario.sampling.seed, methods: report.methods,
      command: ["scenario", "run", file, "--languages", self.formats.languages, "--formats", self.formats.formats])
  }
}

/// How one table is written to standard output.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json, markdown

  func rendered(_ table: ReportTable, in language: Language) -> String {
    switch self {
    case .text: TextTableRenderer(language).text(table)
    case .csv: CSVTableRenderer().text(table)
    case .json: JSONTableRenderer().text(table)
    case .markdown: MarkdownTableRenderer(language).text(table)
    }
  }
}
