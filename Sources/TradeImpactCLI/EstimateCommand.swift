import ArgumentParser
import DataFiles
import Documents
import Requests

struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Answers the requests of a request file from one data file.",
    discussion: """
      Examples:
        trade-impact estimate request.json
        trade-impact estimate request.json --data other.csv --output results.json
        trade-impact estimate request.json --format markdown
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case csv
    case markdown
  }

  @Argument(help: "The request file (JSON).")
  var request: String

  @Option(help: "A data file to use instead of the one that the request names.")
  var data: String?

  @Option(help: "Where to write the results; standard output by default.")
  var output: String?

  @Option(help: "How to write the results.")
  var format: Format = .json

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let file: RequestFile
    do {
      file = try RequestFile(json: try Files.read(request), path: request)
      try refuseToOverwriteInputs(file)
      let results = try file.run(dataPath: data, options: reading.options)
      try write(results)
      try end(results)
    } catch let refusal as Refusal {
      try refuse(refusal)
    }
  }

  private func refuseToOverwriteInputs(_ file: RequestFile) throws(CommandFailure) {
    guard let output else { return }
    for input in [request, DataFile.path(of: data ?? file.dataPath)] where Files.isSame(input, output) {
      throw CommandFailure(code: .usage, message: "--output \(output) is an input of the command; name another file")
    }
  }

  private func write(_ results: RequestResults) throws {
    let text: String
    switch format {
    case .json: text = try JSONWriter().text(results.json) + "\n"
    case .csv: text = ResultTable(results).csv
    case .markdown: text = ResultTable(results).markdown
    }
    guard let output else { return try StandardOutput.writeResult(text) }
    try Files.write(text, to: output)
  }

  /// Refused requests stand in the results, and each sentence on standard error as well.
  private func end(_ results: RequestResults) throws(CommandFailure) {
    for (name, outcome) in results.outcomes {
      if case .refusal(let refusal) = outcome { StandardError.write("\(name): \(refusal.reason)") }
    }
    if let cause = results.refusalCause { endProcess(cause.exitCode) }
  }

  /// Everything is refused: one error on standard output, and a file named by `--output` stays as it was.
  private func refuse(_ refusal: Refusal) throws {
    try StandardOutput.writeResult(try JSONWriter().text(.object([("error", refusal.json)])) + "\n")
    throw CommandFailure(code: refusal.cause.exitCode, message: refusal.reason)
  }
}

extension Refusal.Cause {
  var exitCode: CommandExitCode {
    switch self {
    case .badInput: .badInput
    case .notComputable: .notComputable
    }
  }
}
