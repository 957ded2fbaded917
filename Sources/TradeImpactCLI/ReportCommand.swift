import ArgumentParser
import Reporting
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a year's tables from a study file: CSV, Markdown and HTML, in Chinese and English.",
    discussion: """
      Example:
        trade-impact report datasets/china-2019/study.yml --output out

      The output folder is written beside its place and moved into it at the end, so a failed run leaves earlier results as
      they were.
      """)

  @Argument(help: "The study file (YAML).")
  var study: String

  @Option(help: "The folder to write.")
  var output: String

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let progress = ProgressNotice("reading \(study) and its survey file")
    defer { progress.stop() }
    do {
      try OutputFolder.check(output)
      let definition = try StudyInput.study(study)
      let options = reading.options
      let result = try StudyReport(definition, threads: options.threads, chunkBytes: options.chunkBytes)
      try folder(result, definition).write(to: output, manifest: try manifest(result, definition))
      StandardOutput.write(summary(result))
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func folder(_ result: StudyReport, _ study: Study) -> OutputFolder {
    var folder = OutputFolder()
    for table in result.report.tables {
      if study.outputs.contains(.csv) { folder.add("tables/\(table.id).csv", CSVTableRenderer().text(table)) }
      guard study.outputs.contains(.markdown) else { continue }
      for language in study.languages {
        folder.add("tables/\(table.id).\(language.rawValue).md", MarkdownTableRenderer(language).text(table))
      }
    }
    if study.outputs.contains(.html) {
      for language in study.languages {
        folder.add("report.\(language.rawValue).html", HTMLReportRenderer(language).text(result.report))
      }
    }
    folder.add("findings.csv", FindingsFile.text(result.findings))
    return folder
  }

  private func manifest(_ result: StudyReport, _ study: Study) throws(CommandFailure) -> Manifest {
    let records = try result.inputs.map { path throws(CommandFailure) in
      FileRecord(path: path, bytes: try Files.read(path))
    }
    return Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      seed: UInt64(exactly: study.seed), methods: result.methods)
  }

  private func summary(_ result: StudyReport) -> String {
    let tables = result.report.tables.count
    let synthetic = result.report.isSynthetic ? " from synthetic data" : ""
    return "\(output): \(tables) tables\(synthetic), \(result.findings.count) findings\n"
  }
}
