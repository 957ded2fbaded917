import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// A row of the summary.
  private struct Line {
    let code: String
    let label: LocalizedText
    let outcome: OutcomeSummary
    let unit: DisplayUnit
    let decimals: Int
    var depth = 0
  }

  /// Every measure of all firms: its mean, interval, median, its value at the means of the inputs, and its errors.
  var summary: ReportTable {
    let lines = summaryLines
    return table(
      "summary", titled("措施影响概要", "Summary of the impact"),
      rowLabel: LocalizedText(zh: "指标", en: "Measure"),
      notes: [Self.noSum, Self.intervals] + (hasOnce ? [Self.onceIsApart] : []),
      footnotes: [Self.midpoint],
      rows: lines.map {
        ReportTable.Row(
          code: $0.code, label: $0.label, depth: $0.depth,
          measures: Dictionary(uniqueKeysWithValues: Self.summaryCodes.map { code in (code, code) }), unit: $0.unit,
          decimals: $0.decimals)
      }, columns: Self.summaryColumns, cells: lines.map { cells($0.outcome) })
  }

  private static let summaryCodes = [
    "mean", "median", "at_means", "difference", "standard_error",
  ]

  private static var summaryColumns: [ReportTable.Column] {
    func column(
      _ code: String, _ zh: String, _ en: String, _ style: ReportTable.Column.Style = .estimate,
      _ beside: Set<Companion> = []
    ) -> ReportTable.Column {
      ReportTable.Column(code: code, label: LocalizedText(zh: zh, en: en), style: style, companions: beside)
    }
    return [
      column("mean", "均值", "Mean", .estimate, [.interval]), column("median", "中位数", "Median"),
      column("at_means", "各输入取均值时（中点）", "At the means of the inputs (midpoint)"),
      column("difference", "均值与中点结果之差", "Mean less midpoint", .difference),
      column("standard_error", "调查抽样标准误", "Standard error of the survey's sampling"),
      ReportTable.Column(
        code: "simulation_error", label: LocalizedText(zh: "模拟误差（占均值）", en: "Simulation error, of the mean"),
        measure: "simulation_error_rate", unit: .percent, decimals: 2),
    ]
  }

  private func cells(_ outcome: OutcomeSummary) -> [Cell] {
    let isCurved = outcome.differsFromMidpoint
    return [
      cell(outcome), cell(outcome.median), cell(outcome.atMeans, method: "at_means"),
      Cell(
        value: outcome.curvature, method: "difference",
        footnotes: isCurved ? [Self.midpoint.code] : []),
      outcome.samplingError.map { cell($0, method: "rescaled_bootstrap") }
        ?? .absent(.notAsked, method: "rescaled_bootstrap"),
      outcome.mean == 0
        ? .absent(.undefined, method: "independent_scrambles")
        : cell(outcome.monteCarloError / abs(outcome.mean), method: "independent_scrambles"),
    ]
  }

  static let midpoint = Footnote(
    code: "midpoint",
    text: LocalizedText(
      zh:
        "按区间取平均不等于按区间中点计算：新增成本超过企业利润率时企业退出，损失随成本加速上升（凸性）；成本低于中点时几乎没有企业退出，"
        + "高于中点时退出迅速增加，二者不能相抵，所以直接损失的均值高于中点结果；退出的企业不再支付成本、订单减少，所以新增成本的均值可以低于中点结果。多数企业已经退出时，损失随成本的上升趋缓，情形相反。",
      en:
        "The mean over a range is not the value at its middle. Firms leave when the cost exceeds their margin, so losses rise faster than "
        + "costs do (they are convex): below the middle hardly any firm leaves, above it many do, and the two do not cancel. The mean "
        + "direct loss is then above the value at the midpoint. Firms that leave pay nothing and orders fall, so the mean added cost can "
        + "be below it. Where most firms have left already, losses level off and the mean is below."))

  // MARK: Rows

  private var summaryLines: [Line] {
    var lines = [amount("exposed_exports", ScenarioMeasure.exposedExports.label, result.outcome(.exposedExports))]
    if result.countsFirms { lines += firmLines }
    lines.append(
      amount("full_compliance", ScenarioMeasure.fullCompliance.label, result.outcome(.fullCompliance)))
    lines.append(amount("added_cost", ScenarioMeasure.addedCost.label, result.outcome(.addedCost)))
    if scenario.response.passThrough != nil {
      lines.append(amount("passed_on", ScenarioMeasure.passedOn.label, result.outcome(.passedOn), depth: 1))
    }
    lines += ofSmall(.addedCost)
    if hasOnce { lines.append(amount("one_off_cost", ScenarioMeasure.oneOffCost.label, result.outcome(.oneOffCost))) }
    if modelsLoss {
      lines.append(amount("direct_loss", ScenarioMeasure.directLoss.label, result.outcome(.directLoss)))
      lines += ofSmall(.directLoss)
    }
    return lines + presentLines + expectedLines
  }

  private var firmLines: [Line] {
    let firms = Line(
      code: "firms", label: ScenarioMeasure.firms.label, outcome: result.outcome(.firms), unit: .firms, decimals: 0)
    let exits = Line(
      code: "exits", label: ScenarioMeasure.exits.label, outcome: result.outcome(.exits), unit: .firms, decimals: 0)
    let small = small(.firms).map { countOfSmall("firms_sme", $0) }
    let smallExits = self.small(.exits).map { countOfSmall("exits_sme", $0) }
    return [firms, small, modelsExit ? exits : nil, modelsExit ? smallExits : nil].compactMap(\.self)
  }

  func small(_ measure: ScenarioMeasure) -> OutcomeSummary? {
    result.smallAndMedium.isEmpty ? nil : result.smallAndMedium[ScenarioMeasure.allCases.firstIndex(of: measure)!]
  }

  private static let ofWhichSmall = LocalizedText(zh: "其中：中小企业", en: "of which small and medium firms")

  private func countOfSmall(_ code: String, _ outcome: OutcomeSummary) -> Line {
    Line(code: code, label: Self.ofWhichSmall, outcome: outcome, unit: .firms, decimals: 0, depth: 1)
  }

  private func ofSmall(_ measure: ScenarioMeasure) -> [Line] {
    small(measure).map { [amount("\(measure.rawValue)_sme", Self.ofWhichSmall, $0, depth: 1)] } ?? []
  }

  private func amount(_ code: String, _ label: LocalizedText, _ outcome: OutcomeSummary, depth: Int = 0) -> Line {
    let shown = DecimalText(outcome.mean).moved(by: -unit.exponent).double
    let decimals = max(1, min(6, RoundedText.decimals(of: shown, width: 0)))
    return Line(code: code, label: label, outcome: outcome, unit: unit, decimals: decimals, depth: depth)
  }

  private var presentLines: [Line] {
    let (horizon, rate) = (scenario.schedule.horizon, rateText)
    let cost = amount(
      "present_cost",
      LocalizedText(
        zh: "成本现值（\(horizon)年，含一次性成本，贴现率\(rate.zh)）",
        en: "Present value of costs, \(horizon) years, one-off costs included, at \(rate.en)"), result.presentCost)
    let loss = amount(
      "present_loss",
      LocalizedText(
        zh: "直接损失现值（\(horizon)年，贴现率\(rate.zh)）", en: "Present value of direct loss, \(horizon) years, at \(rate.en)"),
      result.presentLoss)
    let equal = amount(
      "equivalent_annual_cost",
      LocalizedText(zh: "等额年成本（现值折算）", en: "Equivalent annual cost (of the present value)"),
      result.equivalentAnnualCost)
    return [cost] + (modelsLoss ? [loss] : []) + [equal]
  }

  var rateText: LocalizedText {
    let rate = scenario.schedule.discountRate
    return rate.isFixed
      ? QuantityWords(rate).number(rate.distribution!.mean) : QuantityWords(rate).knowledge
  }

  private var expectedLines: [Line] {
    let cost = result.expectedCost.map {
      amount(
        "expected_added_cost",
        LocalizedText(zh: "新增成本（每年）× 措施生效概率", en: "Added cost, a year, times the probability of entry into force"), $0)
    }
    let loss = result.expectedLoss.map {
      amount(
        "expected_direct_loss",
        LocalizedText(zh: "直接损失（每年）× 措施生效概率", en: "Direct loss, a year, times the probability of entry into force"), $0)
    }
    return [cost, modelsLoss ? loss : nil].compactMap(\.self)
  }
}

extension OutcomeSummary {
  /// The mean less the value at the means of the inputs; what is left of the rounding of sums is 0.
  var curvature: Double {
    let difference = mean - atMeans
    return abs(difference) <= 1e-12 * abs(mean) ? 0 : difference
  }

  /// Beyond the simulation error, and by so much that it shows.
  var differsFromMidpoint: Bool {
    abs(mean - atMeans) > max(4 * monteCarloError, 0.005 * abs(mean))
  }
}
