import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// A row with the outcomes of a group, by measure.
  private struct Line {
    let row: ReportTable.Row
    let outcomes: [OutcomeSummary]

    subscript(measure: ScenarioMeasure) -> OutcomeSummary {
      outcomes[ScenarioMeasure.allCases.firstIndex(of: measure)!]
    }
  }

  private func lines(_ kind: ScenarioResult.Group.Kind) -> [Line] {
    result.groups.indices.filter { result.groups[$0].kind == kind }.map { g in
      Line(
        row: ReportTable.Row(code: result.groups[g].code, label: result.groups[g].label), outcomes: result.outcomes[g])
    }
  }

  private var totals: [Line] {
    [
      Line(
        row: ReportTable.Row(code: "all", label: LocalizedText(zh: "合计", en: "All"), kind: .total),
        outcomes: result.outcomes[0])
    ]
  }

  /// nil where firms are not those of a survey.
  var bySector: ReportTable? {
    let sectors = lines(.sector)
    guard !sectors.isEmpty else { return nil }
    return groups(
      "by-sector", titled("分行业影响", "Impact by sector"), LocalizedText(zh: "行业", en: "Sector"),
      sectors + lines(.others) + totals)
  }

  /// With the small and medium-sized firms together.
  var bySize: ReportTable? {
    let sizes = lines(.size)
    guard !sizes.isEmpty else { return nil }
    let small =
      result.smallAndMedium.isEmpty
      ? []
      : [
        Line(
          row: ReportTable.Row(
            code: "sme", label: LocalizedText(zh: "中小企业小计", en: "Small and medium firms"), kind: .subtotal),
          outcomes: result.smallAndMedium)
      ]
    return groups(
      "by-size", titled("分企业规模影响", "Impact by firm size"),
      LocalizedText(zh: "企业规模（年出口额）", en: "Firm size by yearly exports"), sizes + small + lines(.others) + totals,
      notes: small.isEmpty ? [] : [Self.smallNote])
  }

  private static let smallNote = LocalizedText(
    zh: "中小企业指各产品大类中最大一个规模以下的企业。",
    en: "Small and medium firms are those below the largest size class of their product group.")

  private func groups(
    _ id: String, _ title: LocalizedText, _ rowLabel: LocalizedText, _ lines: [Line], notes: [LocalizedText] = []
  ) -> ReportTable {
    let measures = groupMeasures
    let columns = measures.map { measure in
      let unit = measure.isAmount ? unit : .firms
      let digits = measure.isAmount ? decimals(lines.map { $0[measure].mean }, unit: unit) : 0
      return column(
        measure.rawValue, measure.label.zh, measure.label.en, unit: unit, decimals: digits, hasInterval: true)
    }
    let rate = column(
      "added_cost_rate", "新增成本占出口额比重", "Added cost over exposed exports", unit: .percent, decimals: 2)
    return table(
      id, title, rowLabel: rowLabel, notes: notes + [Self.noSum, Self.intervals], rows: lines.map(\.row),
      columns: columns + [rate], cells: lines.map { line in measures.map { cell(line[$0]) } + [self.rate(line)] })
  }

  private var groupMeasures: [ScenarioMeasure] {
    let firms: [ScenarioMeasure] = result.countsFirms ? [.firms] + (modelsExit ? [.exits] : []) : []
    return [.exposedExports] + firms + [.addedCost] + (hasOnce ? [.oneOffCost] : []) + (modelsLoss ? [.directLoss] : [])
  }

  private func rate(_ line: Line) -> Cell {
    let exports = line[.exposedExports].mean
    return exports > 0
      ? cell(line[.addedCost].mean / exports, method: "ratio_of_means") : .absent(.undefined, method: "ratio_of_means")
  }

  // MARK: Markets

  /// nil where the exposure is that of the survey's firms, whose markets it does not tell.
  var byMarket: ReportTable? {
    let markets = scenario.exposure.markets
    guard !markets.isEmpty else { return nil }
    let shares = result.marketShares
    let measures: [ScenarioMeasure] = [.exposedExports, .addedCost] + (modelsLoss ? [.directLoss] : [])
    let means = measures.map { result.outcome($0).mean }
    let columns = zip(measures, means).map { measure, mean in
      column(
        measure.rawValue, measure.label.zh, measure.label.en, unit: unit,
        decimals: decimals(shares.map { $0 * mean }, unit: unit))
    }
    let share = column("share", "占受影响出口额比重", "Share of exposed exports", unit: .percent, decimals: 1)
    let rows = markets.map { ReportTable.Row(code: $0.code, label: label(ofMarket: $0.code)) }
    let parts = shares.map { share in [cell(share)] + means.map { cell(share * $0, method: "in_proportion") } }
    let all = [cell(1)] + means.map { cell($0) }
    return table(
      "by-market", titled("分市场影响", "Impact by market"), rowLabel: LocalizedText(zh: "市场", en: "Market"),
      notes: [Self.proportional, Self.noSum],
      rows: rows + [ReportTable.Row(code: "all", label: LocalizedText(zh: "合计", en: "All"), kind: .total)],
      columns: [share] + columns, cells: parts + [all])
  }

  private static let proportional = LocalizedText(
    zh: "成本和损失按各市场占受影响出口额的比重分摊：模型没有区分企业在各市场的份额。",
    en:
      "Costs and losses are divided by the markets' shares of exposed exports: the model does not know which firm sells where."
  )

  func label(ofMarket code: String) -> LocalizedText {
    code == scenario.measure.market
      ? scenario.measure.marketLabel
      : Classifications.bundled.market[code]?.label ?? LocalizedText(zh: code, en: code)
  }
}
