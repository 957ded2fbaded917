import EconomicLinkages
import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// What the direct loss takes with it in the whole economy; nil where the file does not ask.
  var knockOn: ReportTable? {
    guard let knockOn = result.knockOn else { return nil }
    let rows = knockOn.quantities.map { one in
      let unit = one.quantity.isMoney ? unit : .count
      let label = one.quantity.label
      return ReportTable.Row(
        code: one.quantity.rawValue,
        label: one.quantity.isMoney ? label : LocalizedText(zh: "\(label.zh)（人）", en: "\(label.en) (persons)"),
        measures: ["lost": one.quantity.rawValue, "lost_median": one.quantity.rawValue], unit: unit,
        decimals: one.quantity.isMoney ? max(2, decimals([one.outcome.mean], unit: unit)) : 0)
    }
    return table(
      "knock-on", titled("直接损失的连带影响（每年）", "Knock-on effects of the direct loss, a year"),
      rowLabel: LocalizedText(zh: "指标", en: "Quantity"), notes: knockOn.effect.notes + [Self.intervals], rows: rows,
      columns: [
        ReportTable.Column(code: "lost", label: LocalizedText(zh: "减少", en: "Lost"), companions: [.interval]),
        ReportTable.Column(code: "lost_median", label: LocalizedText(zh: "中位数", en: "Median")),
      ], cells: knockOn.quantities.map { [cell($0.outcome), cell($0.outcome.median)] })
  }

  /// How markets and competitors answer, by the model that the file asks for; empty where it does not.
  var marketTables: [ReportTable] {
    guard let outcome = result.marketResponse?.outcome else { return [] }
    let flows = outcome.flowTable(isSynthetic: isSynthetic, sector: label(ofSector:), market: label(ofMarket:))
    let regions = outcome.regionTable(isSynthetic: isSynthetic, sector: label(ofSector:), region: label(ofMarket:))
    return [flows] + [regions].compactMap(\.self)
  }

  private func label(ofSector code: String) -> LocalizedText {
    result.groups.first { $0.kind == .sector && $0.code == code }?.label
      ?? Classifications.bundled.sector[code]?.label ?? LocalizedText(zh: code, en: code)
  }
}
