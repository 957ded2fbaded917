import Foundation

/// The outcomes of a study as CSV, one row an interval, and as Markdown, one row a law and sample size.
public struct CoverageTable: Sendable {
  private var rows: [(study: CoverageStudy, outcome: CoverageOutcome)] = []

  public init() {}

  public mutating func append(_ study: CoverageStudy, _ outcome: CoverageOutcome) { rows.append((study, outcome)) }

  public var csv: String {
    let header = """
      law,role,n,runs,interval,coverage,total_below,total_above,median_length,length_ratio,median_ratio,unbounded,\
      finding_rate,advantage

      """
    return header + rows.flatMap(csvRows).joined(separator: "\n") + "\n"
  }

  private func csvRows(_ study: CoverageStudy, _ outcome: CoverageOutcome) -> [String] {
    [("wald", outcome.wald), ("studentized-bootstrap", outcome.bootstrap), ("rule", outcome.rule)].map { name, row in
      let numbers = [
        row.coverage, row.tooHigh, row.tooLow, row.medianLength, row.lengthRatio, row.medianRatio, row.unbounded,
        outcome.findingRate, outcome.advantage,
      ]
      let head = "\"\(study.law.name)\",\(study.law.role.rawValue),\(study.sampleSize),\(study.runs),\(name)"
      return ([head] + numbers.map { String(format: "%.4f", $0) }).joined(separator: ",")
    }
  }

  /// The table of the module's article.
  public var markdown: String {
    let header = """
      | law | n | t | bootstrap-t | its length | rule | its length | finding | gain |
      |---|---|---|---|---|---|---|---|---|

      """
    return header + rows.map(markdownRow).joined(separator: "\n") + "\n"
  }

  private func markdownRow(_ study: CoverageStudy, _ outcome: CoverageOutcome) -> String {
    let (wald, bootstrap, rule) = (outcome.wald, outcome.bootstrap, outcome.rule)
    let cells = [
      "\(study.law.name) (\(study.law.role.rawValue))", "\(study.sampleSize)", misses(wald), misses(bootstrap),
      String(format: "%.2f", bootstrap.lengthRatio), misses(rule), String(format: "%.2f", rule.lengthRatio),
      String(format: "%.1f", 100 * outcome.findingRate), String(format: "%+.1f", outcome.advantage),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// Coverage, and in parentheses how often the total was below and above, in percent.
  private func misses(_ row: CoverageOutcome.Row) -> String {
    String(format: "%.1f (%.1f, %.1f)", 100 * row.coverage, 100 * row.tooHigh, 100 * row.tooLow)
  }
}
