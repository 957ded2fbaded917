import ArgumentParser
import Documents
import Reconciliation

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Adjusts tables that do not add up, by least squares or RAS, and reports each adjustment in its errors.",
    discussion: """
      Examples:
        trade-impact reconcile datasets/report-2020/reconcile-2019.yml
        trade-impact reconcile tables.yml --format csv --output adjusted.csv

      The file names tables, errors, alterabilities and constraints such as "loss[*] = total". Constraints that contradict
      each other are named, with exit code 4.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json, markdown }

  @Argument(help: "The file of tables and constraints (YAML).")
  var file: String

  @Option(help: "How to write the result; text rounds to four decimals, csv and json have full precision.")
  var format: Format = .text

  @Option(help: "Where to write the result; standard output by default.")
  var output: String?

  func run() throws {
    do {
      if let output, Files.isSame(file, output) {
        throw CommandFailure(code: .usage, message: "--output \(output) is an input of the command; name another file")
      }
      let tables = try ReconciliationFile(path: file)
      try Files.writeResult(try text(ReconciliationReport(tables, try tables.solved())), to: output)
    } catch let error as ReconciliationError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.description)
    }
  }

  private func text(_ report: ReconciliationReport) throws -> String {
    switch format {
    case .text: report.text
    case .csv: report.csv
    case .markdown: report.markdown
    case .json: try JSONWriter().text(report.json) + "\n"
    }
  }
}
