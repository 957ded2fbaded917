import ArgumentParser
import Reporting
import ScenarioReports
import Scenarios

struct ScenarioCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Scenarios side by side, and what each differs from the first by.",
    discussion: """
      Examples:
        trade-impact scenario compare draft.yml amended.yml
        trade-impact scenario compare draft.yml amended.yml delayed.yml --output out

      Scenarios with the same seed and the same uncertain inputs in the same order are compared draw by draw; others are
      paired at random, and the output says so.
      """)

  @Argument(help: "Two scenario files or more; the first is what the others are compared with.")
  var files: [String]

  @Option(help: "The folder to write.")
  var output: String?

  @Option(help: "How to write the tables where no folder is asked for: text, csv, json or markdown.")
  var format: TableFormat = .text

  @OptionGroup var formats: FormatArguments

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    guard files.count > 1 else { throw ValidationError("give two scenario files or more") }
  }

  func run() throws {
    guard let output else {
      let report = try comparison().report
      let language = try formats.formats(for: files[0]).languages[0]
      let texts = report.tables.map { format.rendered($0, in: language) }
      return try StandardOutput.writeResult(texts.joined(separator: "\n"))
    }
    try ScenarioOutput.write(to: output) { try results() }
  }

  /// Everything that is written, of which nothing is.
  /// - Throws: ``CommandFailure``.
  func results() throws -> CommandResults {
    let writer = try ScenarioOutput(formats.formats(for: files[0]), threads: reading.options.threads)
    let (compared, inputs) = try comparisonWithInputs()
    let page = ReportPage(
      folder: "", name: "comparison", report: compared.report, findings: compared.findings, figures: compared.figures)
    return try writer.results(
      page, inputs: inputs, seed: compared.comparison.results[0].scenario.sampling.seed, methods: [],
      command: ["scenario", "compare"] + files
        + ["--languages", formats.languages, "--formats", formats.formats])
  }

  private func comparison() throws(CommandFailure) -> ComparisonReport { try comparisonWithInputs().report }

  private func comparisonWithInputs() throws(CommandFailure) -> (report: ComparisonReport, inputs: [String]) {
    let reports = try files.map { file throws(CommandFailure) in
      try ScenarioOutput.report(of: file, threads: reading.options.threads)
    }
    do { return (ComparisonReport(try ScenarioComparison(of: reports)), reports.flatMap(\.inputs)) } catch {
      throw CommandFailure(code: .badInput, message: error.description)
    }
  }
}
