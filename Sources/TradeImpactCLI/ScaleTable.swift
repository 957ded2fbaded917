import Documents
import Estimation
import TradeImpact

/// The result of `scale`: a row a measure and method, and what has to be known of it.
struct ScaleTable {
  private let request: ScaleRequest
  private let results: [ScaledEstimate]
  private let findings: [Finding]

  init(_ request: ScaleRequest, _ results: [ScaledEstimate]) {
    self.request = request
    self.results = results
    var findings: [Finding] = []
    for finding in request.comparisons(with: results) + results.flatMap(\.findings) where !findings.contains(finding) {
      findings.append(finding)
    }
    self.findings = findings
  }

  private static let header = [
    "measure", "method", "value", "unit", "se", "se_sampling", "se_between_regions", "share",
  ]

  // MARK: For reading

  /// Aligned columns, amounts with two decimals, and the findings below.
  var text: String {
    let rows = results.map { result in
      [
        result.measure, result.method.rawValue, Self.rounded(result.value), request.unit,
        result.standardError.map { Self.rounded($0) } ?? "unknown", Self.rounded(100 * result.share) + " %",
      ]
    }
    let head = ["measure", "method", "value", "unit", "se", "share used"]
    let widths = head.indices.map { column in ([head] + rows).map { Self.width($0[column]) }.max() ?? 0 }
    let lines = ([head] + rows).map { row in
      zip(row, widths).map { Self.padded($0, to: $1) }.joined(separator: "  ").trimmedEnd
    }
    let title = "\(request.scaling.region) from \(request.scaling.parent), \(request.year)"
    return ([title] + lines + [""] + findings.map { "- " + $0.message }).map { $0 + "\n" }.joined()
  }

  private static func rounded(_ value: Double) -> String {
    let hundredths = (abs(value) * 100).rounded()
    guard hundredths < 1e15 else { return JSONWriter.decimal(value) }
    let (whole, part) = (Int(hundredths) / 100, Int(hundredths) % 100)
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(whole)." + (part < 10 ? "0\(part)" : "\(part)")
  }

  /// Chinese characters take two places.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? 2 : 1) }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Self.width(text)))
  }

  // MARK: For programs

  /// Full precision; unknown parts of the error are empty.
  var csv: String {
    let rows = results.map { result in
      [
        result.measure, result.method.rawValue, JSONWriter.decimal(result.value), request.unit,
        result.standardError.map(JSONWriter.decimal) ?? "", result.errorParts.sampling.map(JSONWriter.decimal) ?? "",
        result.errorParts.betweenRegions.map(JSONWriter.decimal) ?? "", JSONWriter.decimal(result.share),
      ]
    }
    return ([Self.header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  var json: JSONValue {
    let rows = results.map { result in
      JSONValue.object([
        ("measure", .string(result.measure)), ("method", .string(result.method.rawValue)),
        ("value", .double(result.value)), ("unit", .string(request.unit)),
        ("se", .double(orNull: result.standardError)), ("se_sampling", .double(orNull: result.errorParts.sampling)),
        ("se_between_regions", .double(orNull: result.errorParts.betweenRegions)), ("share", .double(result.share)),
      ])
    }
    let notes = findings.map { finding in
      JSONValue.object([
        ("kind", .string(finding.kind)), ("where", .string(finding.subject)), ("message", .string(finding.message)),
      ])
    }
    return .object([
      ("region", .string(request.scaling.region)), ("parent", .string(request.scaling.parent)),
      ("year", .int(request.year)), ("estimates", .array(rows)), ("findings", .array(notes)),
    ])
  }
}

extension String {
  fileprivate var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
