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
      "Writes a year's tables and figures from a study file: CSV, JSON, Markdown, HTML, Excel, Word, PDF, SVG, in Chinese and English.",
    discussion: """
      Examples:
        trade-impact report datasets/china-2019/study.yml --output out
        trade-impact report datasets/china-2015-2019/study.yml --output out
        trade-impact report datasets/china-2015-2019/study.yml --year 2016 --output out
        trade-impact report datasets/china-2015-2019/study.yml --validate

      A study of several years gets a folder for each, and tables of what changed between them, unless one year is asked for.

      With --validate nothing is estimated: all files are read, and every problem of the study is listed, not the first alone.

      The output folder is written beside its place and moved into it at the end, so a failed run leaves earlier results as
      they were.
      """)

  @Argument(help: "The study file (YAML).")
  var study: String

  @Option(help: "The folder to write.")
  var output: String?

  @Flag(name: .customLong("validate"), help: "List all problems of the study and its files, and write nothing.")
  var validatesOnly = false

  @Option(help: "The one year to report of.")
  var year: Int?

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    guard validatesOnly != (output != nil) else {
      throw ValidationError("give --output FOLDER, or --validate without it")
    }
  }

  func run() throws {
    guard let output else { return try listProblems() }
    do {
      try OutputFolder.check(output)
      let results = try results()
      try results.folder.write(to: output, manifest: results.manifest, threads: reading.options.threads)
      StandardOutput.write("\(output): \(results.summary)")
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  /// Everything that is written, of which nothing is.
  /// - Throws: ``CommandFailure``.
  func results() throws -> (folder: OutputFolder, manifest: Manifest, summary: String) {
    let progress = ProgressNotice("reading \(study) and its survey file")
    defer { progress.stop() }
    do {
      let definition = try Study(contentsOf: study)
      let formats = ReportFormats(definition)
      try ReportDocuments.check(formats)
      let tools = FigureTools.found()
      try tools.check(formats)
      let options = reading.options
      let (reports, changes) = try self.reports(definition, options)
      let overview = try changes.map { try StudyOverview(definition, reports.map(\.report), $0) }
      let pages = try ReportPage.pages(definition, reports, overview)
      progress.stop()
      if let notice = tools.notice(pages, formats) { StandardError.write(notice) }
      let writers = ReportWriters(formats, tools, try DrawnFigures(pages, formats, tools))
      let folder = try writers.folder(of: pages, threads: options.threads)
      return (folder, try manifest(reports, pages, overview, definition, tools), summary(pages))
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as FigureDrawingError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func listProblems() throws {
    let progress = ProgressNotice("reading \(study) and its files")
    let validation = StudyValidation(contentsOf: study, year: year)
    progress.stop()
    try StandardOutput.writeResult(validation.text)
    if !validation.problems.isEmpty { endProcess(.badInput) }
  }

  /// Years and their changes side by side, each with its part of the threads, and one more: when the last year is at work, the
  /// threads of the others have nothing left to do.
  private func reports(
    _ study: Study, _ options: RequestFile.ReadingOptions
  ) throws -> (years: [YearlyOutput], changes: StudyChanges?) {
    let years = try years(study)
    let isSplit = study.years.count > 1 && year == nil
    let each = min(options.threads, options.threads / years.count + 1)
    // Amounts over years are not under disclosure control: they would give away what a year withholds.
    let hasChanges = isSplit && study.release?.disclosure == nil
    let parts = try RowChunks.map(years.count + (hasChanges ? 1 : 0), threads: options.threads) { place in
      Result<ReportPart, any Error> {
        guard place < years.count else { return .changes(try StudyChanges(study, threads: each)) }
        let report = try StudyReport(study, years[place], threads: each, chunkBytes: options.chunkBytes)
        return .year(YearlyOutput(report: report, folder: isSplit ? "\(years[place].year)/" : ""))
      }
    }.map { try $0.get() }
    return (parts.compactMap(\.year), parts.compactMap(\.changes).first)
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
    _ years: [YearlyOutput], _ pages: [ReportPage], _ overview: StudyOverview?, _ study: Study, _ tools: FigureTools
  ) throws(CommandFailure) -> Manifest {
    var paths: [String] = []
    let all = years.flatMap(\.report.inputs) + (overview?.inputs ?? []) + pages.flatMap(\.figureInputs)
    for path in all where !paths.contains(path) { paths.append(path) }
    let records = try paths.map { path throws(CommandFailure) in FileRecord(path: path, bytes: try Files.read(path)) }
    return Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      seed: UInt64(exactly: study.seed), year: year, methods: years[0].report.methods + [tools.method])
  }

  private func summary(_ pages: [ReportPage]) -> String {
    let tables = pages.reduce(0) { $0 + $1.report.tables.count }
    let figures = pages.reduce(0) { $0 + $1.figures.count }
    let missing = pages.reduce(0) { $0 + $1.missing.count }
    let findings = pages.reduce(0) { $0 + $1.findings.count }
    let synthetic = pages.contains { $0.report.isSynthetic } ? " from synthetic data" : ""
    let notDrawn = missing > 0 ? " (\(missing) not drawn)" : ""
    return "\(tables) tables and \(figures) figures\(notDrawn)\(synthetic), \(findings) findings\n"
  }
}

/// A report of one year, and where in the output folder it goes.
struct YearlyOutput {
  let report: StudyReport
  /// Empty or ending in a slash.
  let folder: String
}

/// What can be made by itself.
private enum ReportPart: Sendable {
  case year(YearlyOutput)
  case changes(StudyChanges)

  var year: YearlyOutput? {
    if case .year(let output) = self { output } else { nil }
  }

  var changes: StudyChanges? {
    if case .changes(let found) = self { found } else { nil }
  }
}
