import ArgumentParser
import Estimation
import Figures
import Microdata
import Reporting
import Requests
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes a year's tables and figures from a study file: CSV, Markdown, HTML, Vega-Lite, SVG and PNG, in Chinese and English.",
    discussion: """
      Examples:
        trade-impact report datasets/china-2019/study.yml --output out
        trade-impact report datasets/china-2015-2019/study.yml --output out
        trade-impact report datasets/china-2015-2019/study.yml --year 2016 --output out

      A study of several years gets a folder for each, and tables of what changed between them, unless one year is asked for.

      The output folder is written beside its place and moved into it at the end, so a failed run leaves earlier results as
      they were.
      """)

  @Argument(help: "The study file (YAML).")
  var study: String

  @Option(help: "The folder to write.")
  var output: String

  @Option(help: "The one year to report of.")
  var year: Int?

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let progress = ProgressNotice("reading \(study) and its survey file")
    defer { progress.stop() }
    do {
      try OutputFolder.check(output)
      let definition = try Study(contentsOf: study)
      let tools = FigureTools.found()
      try tools.check(definition)
      let options = reading.options
      let reports = try self.reports(definition, options)
      let changes = try reports.count > 1 ? StudyChanges(definition, threads: options.threads) : nil
      let pages = try ReportPage.pages(definition, reports, changes)
      progress.stop()
      let drawn = try DrawnFigures(pages, definition, tools)
      var folder = OutputFolder()
      for page in pages { ReportWriters.write(page, definition, tools, drawn, to: &folder) }
      try folder.write(to: output, manifest: try manifest(reports, pages, definition, tools))
      if let notice = tools.notice(pages, definition) { StandardError.write(notice) }
      StandardOutput.write(summary(pages))
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as FigureDrawingError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  /// Years side by side, each with its part of the threads.
  private func reports(_ study: Study, _ options: RequestFile.ReadingOptions) throws -> [YearlyOutput] {
    let years = try years(study)
    let isSplit = study.years.count > 1 && year == nil
    let each = max(1, options.threads / years.count)
    return try RowChunks.map(years.count, threads: options.threads) { place in
      Result { try StudyReport(study, years[place], threads: each, chunkBytes: options.chunkBytes) }
    }.enumerated().map { place, report in
      YearlyOutput(report: try report.get(), folder: isSplit ? "\(years[place].year)/" : "")
    }
  }

  private func years(_ study: Study) throws(CommandFailure) -> [Study.Year] {
    guard let year else { return study.years }
    let wanted = study.years.filter { $0.year == year }
    guard !wanted.isEmpty else {
      let known = study.years.map { String($0.year) }.joined(separator: ", ")
      throw CommandFailure(code: .usage, message: "--year \(year): the study has the years \(known)")
    }
    return wanted
  }

  private func manifest(
    _ years: [YearlyOutput], _ pages: [ReportPage], _ study: Study, _ tools: FigureTools
  ) throws(CommandFailure) -> Manifest {
    var paths: [String] = []
    for path in years.flatMap(\.report.inputs) + pages.flatMap(\.figures.inputs) where !paths.contains(path) {
      paths.append(path)
    }
    let records = try paths.map { path throws(CommandFailure) in FileRecord(path: path, bytes: try Files.read(path)) }
    return Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      seed: UInt64(exactly: study.seed), methods: years[0].report.methods + [tools.method])
  }

  private func summary(_ pages: [ReportPage]) -> String {
    let tables = pages.reduce(0) { $0 + $1.report.tables.count }
    let figures = pages.reduce(0) { $0 + $1.figures.figures.count }
    let missing = pages.reduce(0) { $0 + $1.figures.missing.count }
    let findings = pages.reduce(0) { $0 + $1.findings.count }
    let synthetic = pages.contains { $0.report.isSynthetic } ? " from synthetic data" : ""
    let notDrawn = missing > 0 ? " (\(missing) not drawn)" : ""
    return "\(output): \(tables) tables and \(figures) figures\(notDrawn)\(synthetic), \(findings) findings\n"
  }
}

/// A report of one year, and where in the output folder it goes.
struct YearlyOutput {
  let report: StudyReport
  /// Empty or ending in a slash.
  let folder: String
}
