import RegulatoryCosts
import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// Costs and losses of every year of the horizon.
  var byYear: ReportTable {
    let years = scenario.schedule.years
    let columns =
      [column("in_force", "措施生效部分", "Part in force", unit: .percent, decimals: 0)]
      + yearColumns("cost", "成本（含一次性成本）", "Cost, one-off costs included", result.yearlyCost)
      + (modelsLoss ? yearColumns("direct_loss", "直接损失", "Direct loss", result.yearlyLoss) : [])
    let cells = years.indices.map { t in
      [cell(scenario.schedule.part(inForce: t), method: "schedule")] + yearCells(result.yearlyCost[t])
        + (modelsLoss ? yearCells(result.yearlyLoss[t]) : [])
    }
    return table(
      "by-year", titled("分年度影响", "Impact by year"), rowLabel: LocalizedText(zh: "年份", en: "Year"),
      notes: [Self.years, Self.noSum, Self.intervals],
      rows: years.map { .init(code: "\($0)", label: LocalizedText(zh: "\($0)年", en: "\($0)")) }, columns: columns,
      cells: cells)
  }

  private static let years = LocalizedText(
    zh: "第一年从生效之日起算，各年为生效后的12个月；金额为不变价，未贴现。",
    en:
      "The first year begins with the entry into force, and each has twelve months; amounts are in constant prices and not discounted."
  )

  private func yearColumns(
    _ code: String, _ zh: String, _ en: String, _ outcomes: [OutcomeSummary]
  ) -> [ReportTable.Column] {
    let digits = max(2, decimals(outcomes.map(\.mean), unit: unit))
    return [
      column(code, zh, en, unit: unit, decimals: digits, hasInterval: true),
      column("\(code)_median", "\(zh)中位数", "\(en), median", measure: code, unit: unit, decimals: digits),
    ]
  }

  private func yearCells(_ outcome: OutcomeSummary) -> [Cell] { [cell(outcome), cell(outcome.median)] }

  // MARK: Delay

  /// What a later entry into force is worth; nil where the file asks for no delay.
  var delay: ReportTable? {
    let delays = result.delays
    guard !delays.isEmpty else { return nil }
    let notes = [Self.fixedEnd, Self.moving]
    func columns(_ code: String, _ zh: String, _ en: String, _ values: [OutcomeSummary]) -> [ReportTable.Column] {
      let digits = max(2, decimals(values.map(\.mean), unit: unit))
      return [
        column(code, zh, en, unit: unit, decimals: digits, hasInterval: true),
        column(
          "\(code)_at_means", "\(zh)（各输入取均值时）", "\(en), at the means of the inputs", measure: code, unit: unit,
          decimals: digits),
      ]
    }
    func cells(_ outcome: OutcomeSummary, _ note: String) -> [Cell] {
      [cell(outcome, footnotes: [note]), cell(outcome.atMeans, method: "at_means")]
    }
    return table(
      "delay", titled("推迟生效的价值", "What a delay is worth"), rowLabel: LocalizedText(zh: "推迟", en: "Delay"),
      notes: [Self.delayNote, Self.noSum, Self.intervals], footnotes: notes,
      rows: delays.map { .init(code: "\($0.delay).\($0.horizon.code)", label: Self.label($0)) },
      columns: columns("cost", "节省的成本（现值）", "Costs saved, present value", delays.map(\.cost))
        + (modelsLoss
          ? columns("direct_loss", "避免的直接损失（现值）", "Direct loss avoided, present value", delays.map(\.loss)) : []),
      cells: delays.map { delay in
        cells(delay.cost, delay.horizon.code) + (modelsLoss ? cells(delay.loss, delay.horizon.code) : [])
      })
  }

  private static func label(_ delay: DelayValue) -> LocalizedText {
    let years = delay.delay == 1 ? "1 year" : "\(delay.delay) years"
    return delay.horizon == .fixedEnd
      ? LocalizedText(zh: "\(delay.delay)年，计算终点不变", en: "\(years), end of the period fixed")
      : LocalizedText(zh: "\(delay.delay)年，计算期随之推移", en: "\(years), period moves with it")
  }

  private static let delayNote = LocalizedText(
    zh: "现值以原定生效之日为基准。",
    en: "Present values are of the day on which the measure was to enter into force.")

  private static let fixedEnd = Footnote(
    code: DelayHorizon.fixedEnd.code,
    text: LocalizedText(
      zh: "计算期的终点不变：推迟几年，期末就少计几年，节省的是最初几年的成本（一次性成本只是推后支付）。适用于有期限的措施，或评估期已定的情形。",
      en:
        "The end of the period is fixed: a delay takes years off it, so the costs of the first years are saved, and what is paid once is "
        + "paid later. It suits a measure with an end, or a period of appraisal that is given."))
  private static let moving = Footnote(
    code: DelayHorizon.moving.code,
    text: LocalizedText(
      zh: "计算期随生效日推移：措施的持续时间不变，只是整体推后，节省的是推后带来的时间价值。适用于长期有效的措施，是较保守的口径。",
      en:
        "The period moves with the entry into force: the measure costs as long as ever, only later, so what is saved is the worth of time. "
        + "It suits a measure that stays, and is the more cautious reading."))
}

extension DelayHorizon {
  var code: String { self == .fixedEnd ? "fixed_end" : "moving" }
}
