import ArgumentParser
import Reporting

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compares an output folder with a golden one, cell by cell.",
    discussion: """
      Examples:
        trade-impact check out --against datasets/china-2019/golden
        trade-impact check out --against datasets/china-2019/golden --update

      Exit code 1 where a number differs by more than the tolerance (relative 1e-9, or that of check.yml in the golden
      folder), a text differs, or a cell is on one side only.
      """)

  @Argument(help: "The output folder of report.")
  var folder: String

  @Option(help: "The golden folder.")
  var against: String

  @Flag(help: "Make the golden folder agree with the output, and say what changes.")
  var update = false

  func run() throws {
    do {
      guard !update else { return try refresh() }
      let check = try GoldenCheck(output: folder, against: against)
      try StandardOutput.writeResult(check.text)
      if !check.passes { endProcess(.checkFailed) }
    } catch let error as GoldenError {
      throw CommandFailure(code: update ? .outputNotWritten : .badInput, message: error.description)
    }
  }

  private func refresh() throws {
    let changes = try GoldenCheck.update(golden: against, from: folder)
    try StandardOutput.writeResult(changes.map { $0.description + "\n" }.joined())
    try StandardOutput.writeResult("\(against): \(changes.count) changes\n")
  }
}
