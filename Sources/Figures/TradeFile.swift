import Documents
import Microdata
import Reporting

/// A file of trade statistics: CSV with the columns `region, measure, partner, product, year, value, unit, source`.
///
/// `partner` and `product` are empty for the whole. `source` says where the number is from; a file with the source `synthetic` in any
/// line is one of made numbers, and every figure of it says so.
public enum TradeFile {
  static let columns = ["region", "measure", "partner", "product", "year", "value", "unit", "source"]

  /// - Throws: ``TradeStatisticsError/file(_:)`` with file and line.
  public static func read(_ path: String) throws(TradeStatisticsError) -> TradeStatistics {
    let lines = try Lines(path)
    var records: [TradeRecord] = []
    for row in 0..<lines.count { records.append(try lines.record(row)) }
    do throws(TradeStatisticsError) {
      return try TradeStatistics(records, isSynthetic: lines.hasSyntheticSource)
    } catch { throw .file("\(path): \(error)") }
  }
}

/// The columns of a trade file as text.
private struct Lines {
  private let path: String
  private let texts: [String: [String]]
  private let file: CSVFile
  let count: Int

  init(_ path: String) throws(TradeStatisticsError) {
    self.path = path
    do {
      file = try CSVFile(path: path)
      let columns = try file.readAll(columns: TradeFile.columns.map { ColumnSpec(name: $0, kind: .factor) })
      texts = Dictionary(uniqueKeysWithValues: zip(TradeFile.columns, columns.map(Self.texts)))
      count = texts["year"]!.count
    } catch { throw .file("\(error)") }
  }

  private static func texts(_ column: Column) -> [String] {
    guard case .factor(let factor) = column else { return [] }
    return factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
  }

  var hasSyntheticSource: Bool { texts["source"]!.contains("synthetic") }

  private func text(_ column: String, _ row: Int) -> String { texts[column]![row] }

  func record(_ row: Int) throws(TradeStatisticsError) -> TradeRecord {
    guard let measure = TradeRecord.Measure(rawValue: text("measure", row)) else {
      throw unknown("measure", row, TradeRecord.Measure.allCases.map(\.rawValue))
    }
    guard let year = Int(text("year", row)) else { throw wrong("year", row, "a year, such as 2019") }
    return TradeRecord(
      measure: measure,
      slice: TradeSlice(
        region: text("region", row), partner: whole(text("partner", row)), product: whole(text("product", row)),
        year: year),
      quantity: try quantity(measure, row))
  }

  private func whole(_ code: String) -> String { code.isEmpty ? TradeSlice.all : code }

  private func quantity(_ measure: TradeRecord.Measure, _ row: Int) throws(TradeStatisticsError) -> TradeQuantity {
    let known = TradeUnit.all.filter { ($0.value.base != "count") == measure.isAmount }
    guard let unit = known.first(where: { $0.key == text("unit", row) })?.value else {
      throw unknown("unit", row, known.map(\.key))
    }
    // The exponent goes into the text, so that the number is rounded once.
    let numeral = text("value", row)
    guard Double(numeral) != nil, let value = Double("\(numeral)e\(unit.exponent)"), value.isFinite else {
      throw wrong("value", row, "a number without separators, such as 1234.5")
    }
    return TradeQuantity(value: value, base: unit.base)
  }

  // MARK: Errors

  private func unknown(_ column: String, _ row: Int, _ known: [String]) -> TradeStatisticsError {
    let near = nearest(to: text(column, row), among: known).map { "did you mean '\($0)'? " } ?? ""
    return .file("\(place(row)): \(found(column, row)); \(near)Allowed: \(known.joined(separator: ", "))")
  }

  private func wrong(_ column: String, _ row: Int, _ expected: String) -> TradeStatisticsError {
    .file("\(place(row)): \(found(column, row)); write \(expected)")
  }

  private func found(_ column: String, _ row: Int) -> String { "the \(column) is \"\(text(column, row))\"" }

  private func place(_ row: Int) -> String {
    let position = try? file.position(ofRow: row)
    return position.map { "\(path):\($0.line)" } ?? path
  }
}
