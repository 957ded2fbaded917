import Reporting
import Scenarios
import TradeImpact

/// The tables of a scenario. Amounts are in the currency of the scenario and shown in its unit; direct loss and added cost are
/// never added to each other.
struct ScenarioTables {
  let result: ScenarioResult
  let isSynthetic: Bool

  var scenario: Scenario { result.scenario }
  var unit: DisplayUnit { scenario.unit }

  static let level = 0.9
  static let interval = LocalizedText(zh: "90%区间", en: "90% interval")
  static let method = "simulation"

  var all: [ReportTable] {
    [summary] + [byCost, bySector, bySize, byMarket].compactMap(\.self)
      + [byYear, delay].compactMap(\.self)
      + marketTables + [knockOn, sensitivity, inputs, reported].compactMap(\.self)
  }

  // MARK: Parts that tables share

  func table(
    _ id: String, _ title: LocalizedText, rowLabel: LocalizedText, notes: [LocalizedText] = [],
    footnotes: [Footnote] = [], isOfResult: Bool = true, rows: [ReportTable.Row], columns: [ReportTable.Column],
    cells: [[Cell]]
  ) -> ReportTable {
    ReportTable(
      id: id, title: title, rowLabel: rowLabel, notes: notes, footnotes: footnotes,
      isSynthetic: isSynthetic && isOfResult, confidenceLevel: Self.level, intervalLabel: Self.interval, rows: rows,
      columns: columns, cells: cells)
  }

  /// The mean with its interval and the survey's standard error.
  func cell(_ outcome: OutcomeSummary, footnotes: [String] = []) -> Cell {
    Cell(
      value: outcome.mean, standardError: outcome.samplingError, lower: outcome.interval.lower,
      upper: outcome.interval.upper, method: Self.method, footnotes: footnotes)
  }

  func cell(_ value: Double, method: String = Self.method) -> Cell { Cell(value: value, method: method) }

  func column(
    _ code: String, _ zh: String, _ en: String, measure: String? = nil, unit: DisplayUnit?, decimals: Int?,
    hasInterval: Bool = false
  ) -> ReportTable.Column {
    ReportTable.Column(
      code: code, label: LocalizedText(zh: zh, en: en), measure: measure ?? code, unit: unit, decimals: decimals,
      companions: hasInterval ? [.interval] : [])
  }

  func words(_ code: String, _ zh: String, _ en: String) -> ReportTable.Column {
    ReportTable.Column(
      code: code, label: LocalizedText(zh: zh, en: en), measure: "words", unit: .count, decimals: 0)
  }

  /// So many that the smallest number that is not zero has two digits; at most six.
  func decimals(_ values: [Double], unit: DisplayUnit) -> Int {
    let shown = values.map { abs(DecimalText($0).moved(by: -unit.exponent).double) }.filter { $0 > 1e-6 }
    guard let smallest = shown.min() else { return 1 }
    return max(1, min(6, RoundedText.decimals(of: smallest, width: 0) - 1))
  }

  var title: LocalizedText { scenario.title }

  func titled(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

  /// Whether firms can leave the market.
  var modelsExit: Bool { scenario.response.margin != nil }
  var hasOnce: Bool { result.outcome(.oneOffCost).quantiles.contains { $0 > 0 } }
  var modelsLoss: Bool { result.outcome(.directLoss).quantiles.contains { $0 > 0 } }

  static let noSum = LocalizedText(
    zh: "直接损失是失去的出口额，新增成本是留在市场上的企业付出的成本，二者性质不同，不得相加。",
    en:
      "Direct loss is exports that are lost; added cost is what firms that stay pay. They are different things and are not added."
  )
  static let intervals = LocalizedText(
    zh: "90%区间为模拟结果的5%与95%分位，反映所列输入的不确定性（有调查时包括抽样误差），不是置信区间。",
    en:
      "The 90% interval lies between the 5 and the 95% quantile of the draws. It says what is not known of the inputs, the "
      + "sampling error among them where there is a survey; it is not a confidence interval.")
  static let onceIsApart = LocalizedText(
    zh: "每年新增成本不含一次性成本；一次性成本计入成本现值和等额年成本。",
    en:
      "The added cost a year leaves out what is paid once, which is part of the present value and of the equivalent annual cost."
  )
}
