import Documents
import Reporting

/// The findings of an audit as text, CSV, JSON or Markdown.
public struct AuditReport: Sendable {
  private let folder: AuditFolder
  private let audit: PublishedAudit

  public init(_ folder: AuditFolder, _ audit: PublishedAudit) { (self.folder, self.audit) = (folder, audit) }

  private var heading: String {
    let numbers = folder.tables.cells.count { $0.numeral != nil }
    let counts = AuditFinding.Severity.allCases.reversed().map { severity in
      "\(audit.findings.count { $0.severity == severity }) \(severity.rawValue)"
    }
    return "\(folder.files.count) files, \(numbers) numbers, \(audit.constraintCount) relations, \(audit.claimCount) "
      + "statements; findings: \(counts.joined(separator: ", "))"
  }

  // MARK: For reading

  public var text: String {
    let blocks = audit.findings.map { Self.lines($0).joined(separator: "\n") }
    return ([folder.path + ": " + heading] + blocks).joined(separator: "\n\n") + "\n"
  }

  private static func lines(_ finding: AuditFinding) -> [String] {
    var lines = ["\(finding.severity.rawValue)  \(finding.kind.rawValue)  \(place(finding)): \(finding.printed)"]
    lines.append("  \(finding.arithmetic)")
    if !finding.reading.isEmpty {
      lines.append("  reading \(finding.reading)\(finding.confidence.map { " (confidence \($0.rawValue))" } ?? "")")
    }
    if !finding.method.isEmpty { lines.append("  \(finding.method)") }
    lines.append("  [\(finding.cells.joined(separator: ", "))]")
    return lines
  }

  private static func place(_ finding: AuditFinding) -> String {
    [finding.table, finding.row, finding.column, finding.year].filter { !$0.isEmpty }.joined(separator: " ")
  }

  public var markdown: String {
    let head = ["severity", "kind", "place", "printed", "arithmetic", "reading", "how it was found"]
    let rows = audit.findings.map { finding in
      [
        finding.severity.rawValue, finding.kind.rawValue, Self.place(finding), finding.printed, finding.arithmetic,
        finding.reading + (finding.confidence.map { " (\($0.rawValue))" } ?? ""), finding.method,
      ]
    }
    let rule = head.map { _ in "---" }
    let lines = ([head, rule] + rows).map { "| " + $0.map(Self.cell).joined(separator: " | ") + " |\n" }
    return "# Audit of \(folder.path)\n\n\(heading)\n\n" + lines.joined()
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  // MARK: For programs

  public static let header = [
    "severity", "kind", "table", "row", "column", "year", "printed", "arithmetic", "reading", "method", "confidence",
    "cells",
  ]

  private static func fields(_ finding: AuditFinding) -> [String] {
    [
      finding.severity.rawValue, finding.kind.rawValue, finding.table, finding.row, finding.column, finding.year,
      finding.printed, finding.arithmetic, finding.reading, finding.method, finding.confidence?.rawValue ?? "",
      finding.cells.joined(separator: ";"),
    ]
  }

  public var csv: String { CSVText.text([Self.header] + audit.findings.map(Self.fields)) }

  public var json: JSONValue {
    let findings = audit.findings.map { finding in
      var members = zip(Self.header, Self.fields(finding)).dropLast().map { name, text in
        (key: name, value: text.isEmpty ? JSONValue.null : .string(text))
      }
      members.append(("cells", .strings(finding.cells)))
      return JSONValue.object(members)
    }
    return .object([
      ("folder", .string(folder.path)), ("files", .strings(folder.files)),
      ("relations", .int(audit.constraintCount)), ("statements", .int(audit.claimCount)),
      ("findings", .array(findings)),
    ])
  }
}
