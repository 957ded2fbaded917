import ArgumentParser
import Documents
import TableAudit

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Finds contradictions in published tables by arithmetic, and the numbers that were likely meant.",
    discussion: """
      Examples:
        trade-impact audit datasets/report-2020
        trade-impact audit datasets/report-2020 --format csv --output findings.csv --fail-on never

      The folder holds CSV files of facts (columns id, value, unit, and keys), relations.yml for what should hold between
      them, and claims.csv for what the text says. Columns reading and flag are never read.
      Exit code 1 where a finding has the severity of --fail-on or above.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json, markdown }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case low, medium, high, never

    var severity: AuditFinding.Severity? { AuditFinding.Severity(rawValue: rawValue) }
  }

  @Argument(help: "The folder of published tables.")
  var folder: String

  @Option(help: "How to write the findings.")
  var format: Format = .text

  @Option(help: "Where to write the findings; standard output by default.")
  var output: String?

  @Option(help: "The severity from which the exit code is 1: low, medium, high, or never.")
  var failOn: FailOn = .medium

  func run() throws {
    do {
      let folder = try AuditFolder(path: self.folder)
      let audit = folder.audit()
      try Files.writeResult(try text(AuditReport(folder, audit)), to: output)
      if let severity = failOn.severity, !audit.findings(from: severity).isEmpty { endProcess(.checkFailed) }
    } catch let error as AuditError {
      throw CommandFailure(code: .badInput, message: error.description)
    }
  }

  private func text(_ report: AuditReport) throws -> String {
    switch format {
    case .text: report.text
    case .csv: report.csv
    case .markdown: report.markdown
    case .json: try JSONWriter().text(report.json) + "\n"
    }
  }
}
