import Documents
import LinearAlgebra
import TradeEquilibrium
import TradeImpact

/// Trade of each sector's goods among regions: CSV with `sector, exporter, importer, trade, tariff, compliance_cost`.
///
/// A region's sales to itself are a row, too. Tariffs and compliance costs in force are fractions.
struct TradeMatrixFile: Sendable {
  struct Sector: Sendable {
    let name: String
    let regions: [String]
    /// R × R, exporter by importer, yuan.
    let trade: Matrix
    let wedges: [[TradeWedge]]
  }

  private struct Row {
    let sector: String
    let exporter: String
    let importer: String
    let trade: Double
    let wedge: TradeWedge
  }

  let path: String
  let exporter: String
  private let sectors: [Sector]

  static let columns = ["sector", "exporter", "importer", "trade", "tariff", "compliance_cost"]

  init(_ trade: TradeResponseDefinition.Trade) throws(LinkageError) {
    let table = try LinkageTable(trade.file)
    try table.require(Self.columns)
    (path, exporter) = (table.path, trade.exporter)
    let rows = try (0..<table.rowCount).map { place throws(LinkageError) in try Self.row(table, place, trade.unit) }
    try Self.requireDistinct(rows, table)
    var names: [String] = []
    for row in rows where !names.contains(row.sector) { names.append(row.sector) }
    sectors = try names.map { name throws(LinkageError) in
      try Self.sector(name, rows.filter { $0.sector == name }, file: table.path, exporter: trade.exporter)
    }
  }

  private static func requireDistinct(_ rows: [Row], _ table: LinkageTable) throws(LinkageError) {
    var seen = Set<[String]>()
    for (place, row) in rows.enumerated()
    where !seen.insert([row.sector, row.exporter, row.importer]).inserted {
      throw .rows(
        file: table.path, line: table.line(place),
        problem: "trade of \(row.sector) from \(row.exporter) to \(row.importer) is given twice; keep one of the rows")
    }
  }

  private static func row(_ table: LinkageTable, _ row: Int, _ unit: AmountUnit) throws(LinkageError) -> Row {
    let fraction = "a fraction of the price above -1, 0.05 for 5 %"
    let tariff = try table.number("tariff", row, fraction) { $0 > -1 }
    let cost = try table.number("compliance_cost", row, fraction) { $0 > -1 }
    let trade = try table.number("trade", row, "a number of 0 or more") { $0 >= 0 } * unit.factor
    let wedge = try inResponse("\(table.path)") { () throws(TradeEquilibriumError) in
      try TradeWedge(tariff: tariff, complianceCost: cost)
    }
    return Row(
      sector: try table.code("sector", row), exporter: try table.code("exporter", row),
      importer: try table.code("importer", row), trade: trade, wedge: wedge)
  }

  /// Regions in the order in which they first export; every pair of them has a row.
  private static func sector(
    _ name: String, _ rows: [Row], file: String, exporter: String
  ) throws(LinkageError) -> Sector {
    var regions: [String] = []
    for region in rows.map(\.exporter) + rows.map(\.importer) where !regions.contains(region) { regions.append(region) }
    guard regions.contains(exporter) else {
      throw .noTrade(
        file: file, what: "exporter of \(name)", code: exporter, nearest: nearest(to: exporter, among: regions))
    }
    let square = try regions.map { from throws(LinkageError) in
      try regions.map { to throws(LinkageError) in
        guard let row = rows.first(where: { $0.exporter == from && $0.importer == to }) else {
          throw .rows(
            file: file, line: nil,
            problem: "no row for \(name) from \(from) to \(to); add it, with trade 0 where there is none")
        }
        return row
      }
    }
    return Sector(
      name: name, regions: regions, trade: Matrix(square.map { $0.map(\.trade) }),
      wedges: square.map { $0.map(\.wedge) })
  }

  func sector(_ name: String) throws(LinkageError) -> Sector {
    guard let found = sectors.first(where: { $0.name == name }) else {
      throw .noTrade(
        file: path, what: "sector", code: name, nearest: nearest(to: name, among: sectors.map(\.name)))
    }
    return found
  }
}
