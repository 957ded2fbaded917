import ArgumentParser
import Reporting

struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Makes a report or a scenario again from its manifest and compares every byte.",
    discussion: """
      Example:
        trade-impact reproduce out

      Run it in the folder in which the report was made, since the manifest names its inputs as the command did. Exit code 1
      where an input has changed, a file of the folder was changed, or the run gives other bytes. Nothing is written.
      """)

  @Argument(help: "The output folder of report or of scenario.")
  var folder: String

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let recorded = try recordedRun()
    let changed = Reproduction.differencesOfInputs(recorded)
    // Without its study file there is nothing to run.
    if changed.contains(.input(path: recorded.study.path)) {
      throw CommandFailure(code: .checkFailed, message: changed.map(\.description).joined(separator: "\n"))
    }
    let result = Reproduction(recorded, folder: folder, files: try results(recorded).folder.files)
    try StandardOutput.writeResult(result.text)
    if !result.passes { endProcess(.checkFailed) }
  }

  /// - Throws: ``CommandFailure`` with code 3 for a command that this program does not have.
  private func results(_ recorded: RecordedRun) throws -> CommandResults {
    guard let command = recorded.command else {
      var report = try ReportCommand.parse([recorded.study.path, "--output", folder])
      (report.year, report.reading) = (recorded.year, reading)
      return try report.results()
    }
    let words = Array(command.dropFirst(2))
    switch Array(command.prefix(2)) {
    case ["scenario", "run"]:
      var scenario = try ScenarioRunCommand.parse(words)
      scenario.reading = reading
      return try scenario.results()
    case ["scenario", "compare"]:
      var scenarios = try ScenarioCompareCommand.parse(words)
      scenarios.reading = reading
      return try scenarios.results()
    default:
      throw CommandFailure(
        code: .badInput,
        message: "\(folder)/manifest.json: the command \(command.joined(separator: " ")) is not known to this program")
    }
  }

  private func recordedRun() throws(CommandFailure) -> RecordedRun {
    do { return try RecordedRun(folder: folder) } catch {
      throw CommandFailure(code: .badInput, message: error.description)
    }
  }
}
