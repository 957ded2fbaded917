import Reporting
import Scenarios
import TradeImpact

extension ScenarioTables {
  /// Figures that someone published, their own arithmetic, and what the scenario gives; nil without any.
  var reported: ReportTable? {
    let figures = scenario.reported
    guard !figures.isEmpty else { return nil }
    let columns = [
      ReportTable.Column(
        code: "published", label: LocalizedText(zh: "公布数字", en: "Published"), style: .published, measure: "published"),
      column("arithmetic", "按其算式计算", "By its own arithmetic", unit: nil, decimals: nil),
      words("formula", "算式", "Arithmetic"), words("reproduced", "能否复算", "Reproduced"),
      column("scenario", "情景均值", "Mean of the scenario", unit: nil, decimals: nil, hasInterval: true),
      words("inside", "公布数字是否在90%区间内", "Published figure inside the 90% interval"), words("note", "说明", "Note"),
      words("source", "来源", "Source"),
    ]
    return table(
      "reported", titled("与公布数字对照", "Beside published figures"),
      rowLabel: LocalizedText(zh: "指标", en: "Measure"), notes: [Self.intervals],
      rows: figures.enumerated().map { place, figure in row(place, figure) }, columns: columns,
      cells: figures.map(reportedCells))
  }

  private func row(_ place: Int, _ figure: ReportedFigure) -> ReportTable.Row {
    let unit = displayUnit(figure)
    let values = [figure.value, outcome(figure)?.mean].compactMap(\.self)
    return ReportTable.Row(
      code: "\(place + 1).\(figure.measure?.rawValue ?? "other")", label: figure.label, unit: unit,
      decimals: unit == .firms ? 0 : max(2, decimals(values, unit: unit)))
  }

  private func displayUnit(_ figure: ReportedFigure) -> DisplayUnit {
    switch figure.unit {
    case "percent": .percent
    case "firms": .firms
    default: figure.measure == nil ? .amount(of: figure.value, currency: scenario.currency) : unit
    }
  }

  /// Of the measure that the figure is of.
  func outcome(_ figure: ReportedFigure) -> OutcomeSummary? { figure.measure.map { result.outcome($0) } }

  /// Whether a figure of a measure is where the scenario has nine tenths of its draws.
  func isInside(_ figure: ReportedFigure) -> Bool? {
    outcome(figure).map { $0.interval.lower <= figure.value && figure.value <= $0.interval.upper }
  }

  private func reportedCells(_ figure: ReportedFigure) -> [Cell] {
    [
      Cell(value: figure.value, method: "published"),
      figure.computed.map { cell($0, method: "arithmetic") } ?? .absent(.notAsked, method: "arithmetic"),
      .words(formula(figure)), .words(figure.isReproduced.map(Self.yesOrNo) ?? Self.none),
      outcome(figure).map { cell($0) } ?? .absent(.notAsked, method: Self.method),
      .words(isInside(figure).map(Self.yesOrNo) ?? Self.none), .words(figure.note ?? Self.none), .words(figure.source),
    ]
  }

  /// `48.3 × 100 ÷ 801 = 6.03`, in the unit of the figure.
  private func formula(_ figure: ReportedFigure) -> LocalizedText {
    guard let computed = figure.computed else { return Self.none }
    let product = figure.arithmetic.map(RoundedText.exact).joined(separator: " × ")
    let formula = ([product] + figure.divisors.map(RoundedText.exact)).joined(separator: " ÷ ")
    let text = "\(formula) = \(RoundedText.plain(figure.inUnit(computed)))"
    return LocalizedText(zh: text, en: text)
  }

  static func yesOrNo(_ value: Bool) -> LocalizedText {
    value ? LocalizedText(zh: "是", en: "yes") : LocalizedText(zh: "否", en: "no")
  }

  private static let none = LocalizedText(zh: "—", en: "—")
}
