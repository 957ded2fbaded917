import RegulatoryCosts
import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// What is paid for, as the standard cost model divides it; nil where one component is all there is.
  var byCost: ReportTable? {
    let costs = result.componentCosts
    let total = costs.reduce(0) { $0 + $1.fullCompliance }
    guard costs.count > 1, total > 0 else { return nil }
    let rows = costs.map { ReportTable.Row(code: $0.component.id, label: $0.component.label) }
    let all = ReportTable.Row(code: "all", label: LocalizedText(zh: "合计", en: "All"), kind: .total)
    let digits = decimals(costs.map(\.fullCompliance), unit: unit)
    return table(
      "by-cost", titled("成本构成", "What is paid for"), rowLabel: LocalizedText(zh: "成本项目", en: "Cost"),
      notes: [Self.fullCompliance], rows: rows + [all],
      columns: [
        column(
          "full_compliance", "全部合规成本（每年）", "Cost if all comply, a year", unit: unit, decimals: digits),
        column("full_compliance_share", "占比", "Share", unit: .percent, decimals: 1),
        words("category", "类别", "Category"),
      ],
      cells: costs.map { cells($0.fullCompliance, of: total, $0.component.category.label) }
        + [cells(total, of: total, LocalizedText(zh: "各类", en: "all"))])
  }

  private func cells(_ value: Double, of total: Double, _ category: LocalizedText) -> [Cell] {
    [cell(value, method: "at_means"), cell(value / total, method: "at_means"), .words(category)]
  }

  private static let fullCompliance = LocalizedText(
    zh: "各输入取均值，假定全部企业合规且不作任何反应；一次性成本分摊到各年。企业反应后的成本不能按项目相加，因此不分项。",
    en:
      "At the means of the inputs, if all firms comply and none responds; one-off costs are spread over the years. What firms pay after their "
      + "response does not add up by item, so it is not divided.")
}

extension StandardCostItem.Category {
  fileprivate var label: LocalizedText {
    switch self {
    case .administrative: LocalizedText(zh: "行政性成本", en: "administrative")
    case .adjustment: LocalizedText(zh: "调整成本", en: "adjustment")
    case .charges: LocalizedText(zh: "收费", en: "charges")
    }
  }
}
