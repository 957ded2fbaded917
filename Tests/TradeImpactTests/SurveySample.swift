import Estimation
import Microdata
import TestSupport
import TradeImpact

/// Small survey files, and reading them in every way.
enum SurveySample {
  static let markets = Classifications.bundled.market.codes
  static let kinds = Classifications.bundled.costKind.codes
  static let causes = Classifications.bundled.cause.codes

  static let columnNames =
    ["firm_id", "region", "hs_chapter", "frame_exports", "exports", "ownership", "business_type", "weight", "affected"]
    + markets.map { "loss_\($0)" } + kinds.map { "cost_\($0)" } + causes.map { "cause_\($0)" }

  /// One row; everything left out is zero or plain.
  static func row(_ id: String, _ values: [String: String] = [:]) -> String {
    let plain = [
      "firm_id": id, "region": "guangdong", "hs_chapter": "84", "frame_exports": "1000", "exports": "1000",
      "ownership": "private", "business_type": "trading", "weight": "1",
    ]
    return columnNames.map { values[$0] ?? plain[$0] ?? "0" }.joined(separator: ",")
  }

  static func file(_ rows: [String]) -> ScratchFile {
    ScratchFile(([columnNames.joined(separator: ",")] + rows).map { $0 + "\n" }.joined())
  }

  static let naming = SurveyColumns(generalUnit: .tenThousandYuan)

  /// The wanted columns as whole arrays.
  static func read(
    _ file: ScratchFile, _ wanted: [EstimationPlan.Column], naming: SurveyColumns = naming,
    classifications: Classifications = .bundled, inspects: Bool = false
  ) throws -> [BlockColumn] {
    let csv = try file.csv()
    let records = try SurveyRecords(
      wanted, fileColumns: csv.columnNames, naming: naming, classifications: classifications, inspects: inspects)
    return try csv.reduce(
      columns: records.columns, into: { [BlockColumn]() }, { $0 = try records.block(from: $1).columns },
      merge: { _, _ in })
  }

  static func numbers(_ names: [String], _ rows: [String], naming: SurveyColumns = naming) throws -> [[Double]] {
    try read(file(rows), names.map { .init(name: $0, role: .number) }, naming: naming).map { column in
      guard case .number(let values) = column else { preconditionFailure("not a number") }
      return values
    }
  }

  /// The level of each row; nil is missing.
  static func levels(_ name: String, _ rows: [String], naming: SurveyColumns = naming) throws -> [String?] {
    let columns = try read(file(rows), [.init(name: name, role: .factor)], naming: naming)
    guard case .factor(let codes, let levels) = columns[0] else { preconditionFailure("not a factor") }
    return codes.map { $0 < 0 ? nil : levels[Int($0)] }
  }

  static func check(_ file: ScratchFile, threads: Int = 1, chunkBytes: Int = 1 << 20) throws -> SurveyRecords.Checker {
    let csv = try file.csv()
    let records = try SurveyRecords([], fileColumns: csv.columnNames, naming: naming)
    return try csv.reduce(
      columns: records.columns, threads: threads, chunkBytes: chunkBytes, into: { records.makeChecker() },
      { checker, raw in
        _ = try records.block(from: raw)
        checker.check(raw)
      }, merge: { $0.merge($1) })
  }
}
