import ArgumentParser
import Reporting

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compares an output folder with a golden one, cell by cell.",
    discussion: """
      Examples:
        trade-impact check out --against datasets/china-2019/golden
        trade-impact check out --against datasets/china-2019/golden --format junit --output check.xml
        trade-impact check out --against datasets/china-2019/golden --update

      Exit code 1 where a number differs by more than the tolerance (relative 1e-9, or that of check.yml in the golden
      folder), a text differs, a cell is on one side only, or a golden cell was changed by other means than --update.
      """)

  @Argument(help: "The output folder of report.")
  var folder: String

  @Option(help: "The golden folder.")
  var against: String

  @Flag(help: "Make the golden folder agree with the output, and say what changes.")
  var update = false

  @Option(help: "How to write the comparison.")
  var format: GoldenFormat = .text

  @Option(help: "Where to write the comparison; standard output by default.")
  var output: String?

  func validate() throws {
    if update, format == .junit { throw ValidationError("--update has no failures; use --format text or json") }
  }

  func run() throws {
    do {
      guard !update else { return try refresh() }
      let check = try GoldenCheck(output: folder, against: against)
      try write(format.text(check))
      if !check.passes { endProcess(.checkFailed) }
    } catch let error as GoldenError {
      throw CommandFailure(code: update ? .outputNotWritten : .badInput, message: error.description)
    }
  }

  private func refresh() throws {
    let changes = GoldenChanges(changes: try GoldenCheck.update(golden: against, from: folder))
    try write(format.text(changes))
  }

  private func write(_ text: String) throws(CommandFailure) {
    guard let output else { return try StandardOutput.writeResult(text) }
    try Files.write(text, to: output)
  }
}

extension GoldenFormat: ExpressibleByArgument {}
