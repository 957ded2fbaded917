import Documents
import TradeImpact

/// From whom each market imports each sector's goods: CSV with `sector, market, source, imports, tariff, equivalent`.
///
/// `tariff` and `equivalent`, the ad valorem equivalent of requirements in force, are fractions.
struct SourceFile: Sendable {
  struct Source: Sendable {
    let name: String
    /// Yuan.
    let imports: Double
    /// 1 + tariff + equivalent.
    let power: Double
  }

  struct Market: Sendable {
    let sector: String
    let market: String
    var sources: [Source]
  }

  let path: String
  let exporter: String
  private let markets: [Market]

  static let columns = ["sector", "market", "source", "imports", "tariff", "equivalent"]

  init(_ trade: TradeResponseDefinition.Trade) throws(LinkageError) {
    let table = try LinkageTable(trade.file)
    try table.require(Self.columns)
    (path, exporter) = (table.path, trade.exporter)
    var markets: [Market] = []
    for row in 0..<table.rowCount {
      let (sector, market) = (try table.code("sector", row), try table.code("market", row))
      let source = try Self.source(table, row, trade.unit)
      guard let place = markets.firstIndex(where: { $0.sector == sector && $0.market == market }) else {
        markets.append(Market(sector: sector, market: market, sources: [source]))
        continue
      }
      guard !markets[place].sources.contains(where: { $0.name == source.name }) else {
        throw .rows(
          file: table.path, line: table.line(row),
          problem: "imports of \(sector) by \(market) from \(source.name) are given twice; keep one of the rows")
      }
      markets[place].sources.append(source)
    }
    self.markets = markets
  }

  private static func source(_ table: LinkageTable, _ row: Int, _ unit: AmountUnit) throws(LinkageError) -> Source {
    let fraction = "a fraction of the price, 0.05 for 5 %"
    let tariff = try table.number("tariff", row, fraction) { $0 > -1 }
    let equivalent = try table.number("equivalent", row, fraction) { $0 > -1 && $0 + tariff > -1 }
    return Source(
      name: try table.code("source", row),
      imports: try table.number("imports", row, "a number of 0 or more") { $0 >= 0 } * unit.factor,
      power: 1 + tariff + equivalent)
  }

  /// - Throws: ``LinkageError/noTrade(file:what:code:nearest:)`` where the market, or our exporter in it, is missing.
  func market(of flow: ExportFlow) throws(LinkageError) -> Market {
    guard let found = markets.first(where: { $0.sector == flow.sector && $0.market == flow.market }) else {
      let names = markets.map { "\($0.sector) to \($0.market)" }
      throw .noTrade(file: path, what: "flow", code: flow.place, nearest: nearest(to: flow.place, among: names))
    }
    guard found.sources.contains(where: { $0.name == exporter && $0.imports > 0 }) else {
      let near = nearest(to: exporter, among: found.sources.map(\.name).filter { $0 != exporter })
      throw .noTrade(file: path, what: "exporter in \(flow.place)", code: exporter, nearest: near)
    }
    return found
  }
}
