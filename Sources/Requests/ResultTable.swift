import Documents
import Estimation

/// The results as one flat table, a row an estimate, for spreadsheets and documents.
public struct ResultTable: Sendable {
  public static let header = ["request", "label", "estimate", "se", "cv", "ci_lower", "ci_upper", "deff", "n", "note"]
  public let rows: [[String]]

  public init(_ results: RequestResults) {
    rows = results.outcomes.flatMap { name, outcome in
      switch outcome {
      case .answer(.estimates(let estimates)): Self.rows(name, estimates)
      case .answer(.count(let count)): Self.rows(name, count)
      case .answer(.weights(let weights)):
        weights.enumerated().map { [name, String($0 + 1), Self.text($1), "", "", "", "", "", "", ""] }
      case .answer(.design(let design)): Self.rows(name, design)
      case .answer(.replicates(let replicates)):
        replicates.weights.enumerated().map { replicate, weights in
          [
            name, "replicate \(replicate + 1)", Self.text(weights.reduce(0, +)), "", "", "", "", "", "",
            "sum of weights",
          ]
        }
      case .answer(.model(let model)): Self.rows(name, model.coefficients)
      case .answer(.independence(let test)):
        [[name, "statistic", Self.text(test.statistic), "", "", "", "", "", "", "p = \(test.pValue)"]]
      case .answer(.test(let test)):
        [
          [
            name, "statistic", Self.text(test.statistic), "", "", Self.text(test.lower), Self.text(test.upper), "", "",
            "p = \(test.pValue)",
          ]
        ]
      case .fields(let fields): fields.flatMap { Self.rows(name, $0.key, $0.value) }
      case .refusal(let refusal): [[name, "", "", "", "", "", "", "", "", refusal.reason]]
      }
    }
  }

  private static func rows(_ name: String, _ estimates: Estimates) -> [[String]] {
    estimates.labels.indices.map { place in
      let estimate = estimates[place]
      let note = estimates.findings.filter { $0.subject.utf8.elementsEqual(estimate.label.utf8) }.map(\.message)
      return [
        name, estimate.label, text(estimate.value), text(estimate.standardError), text(estimate.coefficientOfVariation),
        text(estimate.lower), text(estimate.upper), text(estimate.designEffect), String(estimate.sampleSize),
        note.joined(separator: "; "),
      ]
    }
  }

  private static func rows(_ name: String, _ count: SampleCount) -> [[String]] {
    let values: [(String, Double?)] = [
      ("n", Double(count.rows)), ("sum_of_weights", count.sumOfWeights),
      ("sum_of_squared_weights", count.sumOfSquaredWeights), ("effective_n", count.effectiveSize),
      ("degf", Double(count.degreesOfFreedom)),
    ]
    return values.map { [name, $0, text($1), "", "", "", "", "", String(count.rows), ""] }
  }

  /// One row a number; lists are numbered from 1.
  private static func rows(_ name: String, _ label: String, _ value: JSONValue) -> [[String]] {
    switch value {
    case .array(let values): values.enumerated().flatMap { rows(name, "\(label) \($0 + 1)", $1) }
    case .double(let number): [[name, label, text(number), "", "", "", "", "", "", ""]]
    case .int(let number): [[name, label, String(number), "", "", "", "", "", "", ""]]
    default: []
    }
  }

  private static func rows(_ name: String, _ design: DesignInformation) -> [[String]] {
    let values: [(String, Double)] = [
      ("n", Double(design.rows)), ("sum_of_weights", design.sumOfWeights), ("degf", Double(design.degreesOfFreedom)),
    ]
    return values.map { [name, $0, text($1), "", "", "", "", "", String(design.rows), ""] }
  }

  private static func text(_ value: Double?) -> String { value.map(JSONWriter.decimal) ?? "" }

  /// RFC 4180, with a header row.
  public var csv: String {
    ([Self.header] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// A GitHub-flavoured Markdown table.
  public var markdown: String {
    let rule = Self.header.map { ["request", "label", "note"].contains($0) ? "---" : "---:" }
    return ([Self.header, rule] + rows).map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |\n" }.joined()
  }

  private static func escaped(_ field: String) -> String {
    field.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
