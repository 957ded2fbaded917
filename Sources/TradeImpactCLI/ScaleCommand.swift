import ArgumentParser
import Documents
import Reporting
import TradeImpact

struct ScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Scales a region's amounts to a part of it, every method side by side.",
    discussion: """
      Examples:
        trade-impact scale datasets/report-2020/scale-2019.yml
        trade-impact scale datasets/report-2020/scale-2019.yml --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case csv
    case json
  }

  @Argument(help: "The file of estimates, exports and methods (YAML).")
  var file: String

  @Option(help: "Where to write the result; standard output by default.")
  var output: String?

  @Option(help: "How to write the result; table rounds to two decimals, csv and json have full precision.")
  var format: Format = .table

  func run() throws {
    do {
      if let output, Files.isSame(file, output) {
        throw CommandFailure(code: .usage, message: "--output \(output) is an input of the command; name another file")
      }
      let request = try ScaleRequest(decoding: DocumentParser.yaml(try Files.read(file), file: file))
      let results = try request.results { folder in
        try ReportedEstimates(folder: RelativePath.resolve(folder, besides: file), request).estimates()
      }
      let table = ScaleTable(request, results)
      let text =
        switch format {
        case .table: table.text
        case .csv: table.csv
        case .json: try JSONWriter().text(table.json) + "\n"
        }
      guard let output else { return try StandardOutput.writeResult(text) }
      try Files.write(text, to: output)
    } catch let error as DocumentError {
      throw CommandFailure(code: .badInput, message: error.description)
    }
  }
}
