import Figures
import Reporting
import ScenarioReports
import Scenarios

/// What a command writes to a folder, and the line that tells of it.
typealias CommandResults = (folder: OutputFolder, manifest: Manifest, summary: String)

/// The folder of a scenario or of a comparison: the page by the writers of reports.
struct ScenarioOutput {
  private let formats: ReportFormats
  private let tools: FigureTools
  private let threads: Int

  /// - Throws: ``CommandFailure`` with code 5 where a format needs what is not installed.
  init(_ formats: ReportFormats, threads: Int) throws(CommandFailure) {
    try ReportDocuments.check(formats)
    tools = FigureTools.found()
    try tools.check(formats)
    (self.formats, self.threads) = (formats, threads)
  }

  /// - Throws: ``CommandFailure`` with code 3 for a wrong file, 4 for what cannot be computed.
  static func report(of file: String, threads: Int) throws(CommandFailure) -> ScenarioReport {
    let progress = ProgressNotice("computing \(file)")
    defer { progress.stop() }
    do { return try ScenarioReport(of: Scenario(contentsOf: file), threads: threads) } catch {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.description)
    }
  }

  /// Asks for the place before anything is computed.
  /// - Throws: ``CommandFailure``.
  static func write(to output: String, _ results: () throws -> CommandResults) throws {
    do {
      try OutputFolder.check(output)
      let results = try results()
      try results.folder.write(to: output, manifest: results.manifest)
      StandardOutput.write("\(output): \(results.summary)")
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  /// - Parameters:
  ///   - inputs: Files, the first that of the scenario.
  ///   - command: Its words without the folder.
  func results(
    _ page: ReportPage, inputs: [String], seed: UInt64, methods: [Manifest.Method], command: [String]
  ) throws(CommandFailure) -> CommandResults {
    if let notice = tools.notice([page], formats) { StandardError.write(notice) }
    let writers = ReportWriters(formats, tools, try drawn(page))
    let folder = try writers.folder(of: [page], threads: threads)
    var paths: [String] = []
    for path in inputs where !paths.contains(path) { paths.append(path) }
    let records = try paths.map { path throws(CommandFailure) in FileRecord(path: path, bytes: try Files.read(path)) }
    let manifest = Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()), seed: seed,
      methods: methods + [tools.method], command: command)
    return (folder, manifest, summary(page))
  }

  private func drawn(_ page: ReportPage) throws(CommandFailure) -> DrawnFigures {
    do { return try DrawnFigures([page], formats, tools) } catch {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func summary(_ page: ReportPage) -> String {
    let synthetic = page.report.isSynthetic ? " from synthetic data" : ""
    return
      "\(page.report.tables.count) tables and \(page.figures.count) figures\(synthetic), \(page.findings.count) findings\n"
  }
}
