import Reporting
import TradeImpact

extension TradeOutcome {
  /// What becomes of every flow of the scenario.
  /// - Parameters:
  ///   - sector: The label of a trade sector.
  ///   - market: The label of a market.
  public func flowTable(
    id: String = "trade-response", isSynthetic: Bool, sector: (String) -> LocalizedText,
    market: (String) -> LocalizedText
  ) -> ReportTable {
    let columns = FlowColumn.all.filter { column in flows.contains { column.value($0) != nil } }
    return ReportTable(
      id: id, title: LocalizedText(zh: "出口对成本上升的反应", en: "Response of exports to the cost rise"),
      rowLabel: LocalizedText(zh: "行业与市场", en: "Sector and market"), isSynthetic: isSynthetic,
      rows: flows.map { flow in
        let (from, to) = (sector(flow.sector), market(flow.market))
        return .init(
          code: "\(flow.sector).\(flow.market)",
          label: LocalizedText(zh: "\(from.zh)，\(to.zh)", en: "\(from.en), \(to.en)"), keys: [flow.sector, flow.market])
      },
      columns: columns.map {
        .init(code: $0.code, label: $0.label, measure: $0.code, unit: $0.unit, decimals: 2)
      },
      cells: flows.map { flow in columns.map { Self.cell($0.value(flow)) } })
  }

  /// Surpluses, tariff revenue and prices of every region, by sector (`gsim`); nil for other kinds.
  public func regionTable(
    id: String = "trade-regions", isSynthetic: Bool, sector: (String) -> LocalizedText,
    region: (String) -> LocalizedText
  ) -> ReportTable? {
    guard !regions.isEmpty else { return nil }
    return ReportTable(
      id: id, title: LocalizedText(zh: "各地区的福利变化", en: "Welfare of regions"),
      rowLabel: LocalizedText(zh: "行业与地区", en: "Sector and region"), isSynthetic: isSynthetic,
      rows: regions.map { one in
        let (from, to) = (sector(one.sector), region(one.welfare.region))
        return .init(
          code: "\(one.sector).\(one.welfare.region)",
          label: LocalizedText(zh: "\(from.zh)，\(to.zh)", en: "\(from.en), \(to.en)"),
          keys: [one.sector, one.welfare.region])
      },
      columns: RegionColumn.all.map {
        .init(code: $0.code, label: $0.label, measure: $0.code, unit: $0.unit, decimals: 2)
      },
      cells: regions.map { one in RegionColumn.all.map { Self.cell($0.value(one)) } })
  }

  private static func cell(_ value: Double?) -> Cell {
    value.map { Cell(value: $0, method: "trade_response") } ?? .absent(.notAsked, method: "trade_response")
  }
}

/// A column of the table of flows.
private struct FlowColumn {
  let code: String
  let label: LocalizedText
  let unit: DisplayUnit
  let value: (TradeOutcome.Flow) -> Double?

  static var all: [FlowColumn] {
    [
      .init(code: "exports", zh: "出口额", en: "Exports", .hundredMillionYuan) { $0.exports },
      .init(code: "cost_rise", zh: "成本上升", en: "Cost rise", .percent) { $0.costRise },
      .init(code: "lost_exports", zh: "损失的出口", en: "Lost exports", .hundredMillionYuan) { $0.lostExports },
      .init(code: "compliance_cost", zh: "合规成本", en: "Compliance cost", .hundredMillionYuan) { $0.complianceCost },
      .init(code: "absorbed_cost", zh: "其中企业承担", en: "Borne by firms", .hundredMillionYuan) { $0.absorbedCost },
      .init(code: "creation", zh: "贸易创造", en: "Trade creation", .hundredMillionYuan) { $0.creation },
      .init(code: "diversion", zh: "贸易转移", en: "Trade diversion", .hundredMillionYuan) { $0.diversion },
      .init(code: "exporter_price", zh: "出口价格变化", en: "Exporter's price", .percent) { $0.exporterPriceChange },
      .init(code: "buyer_price", zh: "购买价格变化", en: "Buyer's price", .percent) { $0.buyerPriceChange },
    ]
  }

  private init(
    code: String, zh: String, en: String, _ unit: DisplayUnit, value: @escaping (TradeOutcome.Flow) -> Double?
  ) {
    (self.code, self.unit, self.value) = (code, unit, value)
    label = LocalizedText(zh: zh, en: en)
  }
}

/// A column of the table of regions.
private struct RegionColumn {
  let code: String
  let label: LocalizedText
  let unit: DisplayUnit
  let value: (TradeOutcome.Region) -> Double

  static var all: [RegionColumn] {
    [
      .init(code: "producer_surplus", zh: "生产者剩余", en: "Producer surplus") { $0.welfare.producerSurplus },
      .init(code: "consumer_surplus", zh: "消费者剩余", en: "Consumer surplus") { $0.welfare.consumerSurplus },
      .init(code: "tariff_revenue", zh: "关税收入", en: "Tariff revenue") { $0.welfare.tariffRevenue },
      .init(code: "net_welfare", zh: "净福利", en: "Net welfare") { $0.welfare.net },
      .init(code: "exporter_price", zh: "出口价格变化", en: "Exporters' price", .percent) { $0.exporterPriceChange },
      .init(code: "composite_price", zh: "综合购买价格变化", en: "Price to buyers", .percent) { $0.compositePriceChange },
    ]
  }

  private init(
    code: String, zh: String, en: String, _ unit: DisplayUnit = .hundredMillionYuan,
    value: @escaping (TradeOutcome.Region) -> Double
  ) {
    (self.code, self.unit, self.value) = (code, unit, value)
    label = LocalizedText(zh: zh, en: en)
  }
}
