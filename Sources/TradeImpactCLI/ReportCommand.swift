import ArgumentParser
import Estimation
import Microdata
import Reporting
import Requests
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a year's tables from a study file: CSV, Markdown and HTML, in Chinese and English.",
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
      let options = reading.options
      let reports = try self.reports(definition, options)
      let changes =
        try definition.releasesChanges(of: reports.count)
        ? StudyChanges(definition, threads: options.threads) : nil
      try folder(reports, changes, definition).write(to: output, manifest: try manifest(reports, definition))
      StandardOutput.write(summary(reports))
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
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

  private func folder(_ years: [YearlyOutput], _ changes: StudyChanges?, _ study: Study) -> OutputFolder {
    var folder = OutputFolder()
    for year in years {
      folder.add(year.report.report, year.report.findings, in: year.folder, study)
      for list in year.report.lists { folder.add(year.folder + list.file, list.text) }
    }
    if let changes { folder.add(changes.report, changes.findings, in: "", study) }
    return folder
  }

  private func manifest(_ years: [YearlyOutput], _ study: Study) throws(CommandFailure) -> Manifest {
    var paths: [String] = []
    for path in years.flatMap(\.report.inputs) where !paths.contains(path) { paths.append(path) }
    let records = try paths.map { path throws(CommandFailure) in FileRecord(path: path, bytes: try Files.read(path)) }
    return Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      seed: UInt64(exactly: study.seed), methods: years[0].report.methods)
  }

  private func summary(_ years: [YearlyOutput]) -> String {
    let tables = years.reduce(0) { $0 + $1.report.report.tables.count }
    let findings = years.reduce(0) { $0 + $1.report.findings.count }
    let synthetic = years.contains { $0.report.report.isSynthetic } ? " from synthetic data" : ""
    return "\(output): \(tables) tables\(synthetic), \(findings) findings\n"
  }
}

extension Study {
  /// Whether tables over years are written. Their amounts are not under disclosure control, so they would give away what a year withholds.
  fileprivate func releasesChanges(of years: Int) -> Bool { years > 1 && release?.disclosure == nil }
}

/// A report of one year, and where in the output folder it goes.
private struct YearlyOutput {
  let report: StudyReport
  /// Empty or ending in a slash.
  let folder: String
}

extension OutputFolder {
  /// Tables, page and findings of a report.
  fileprivate mutating func add(_ report: YearlyReport, _ findings: [Finding], in folder: String, _ study: Study) {
    for table in report.tables {
      if study.outputs.contains(.csv) { add("\(folder)tables/\(table.id).csv", CSVTableRenderer().text(table)) }
      guard study.outputs.contains(.markdown) else { continue }
      for language in study.languages {
        add("\(folder)tables/\(table.id).\(language.rawValue).md", MarkdownTableRenderer(language).text(table))
      }
    }
    if study.outputs.contains(.html) {
      for language in study.languages {
        add("\(folder)report.\(language.rawValue).html", HTMLReportRenderer(language).text(report))
      }
    }
    add("\(folder)findings.csv", FindingsFile.text(findings))
  }
}
