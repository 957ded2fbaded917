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
    let values = [figure.value, result.outcome(figure.measure).mean]
    let unit = figure.measure.isAmount ? unit : .firms
    return ReportTable.Row(
      code: "\(place + 1).\(figure.measure.rawValue)", label: figure.measure.label, unit: unit,
      decimals: figure.measure.isAmount ? max(2, decimals(values, unit: unit)) : 0)
  }

  private func reportedCells(_ figure: ReportedFigure) -> [Cell] {
    let outcome = result.outcome(figure.measure)
    let isInside = outcome.interval.lower <= figure.value && figure.value <= outcome.interval.upper
    return [
      Cell(value: figure.value, method: "published"),
      figure.computed.map { cell($0, method: "arithmetic") } ?? .absent(.notAsked, method: "arithmetic"),
      .words(formula(figure)),
      .words(figure.isReproduced.map(Self.yesOrNo) ?? Self.none), cell(outcome), .words(Self.yesOrNo(isInside)),
      .words(figure.note ?? Self.none), .words(figure.source),
    ]
  }

  private func formula(_ figure: ReportedFigure) -> LocalizedText {
    guard !figure.arithmetic.isEmpty else { return Self.none }
    let product = figure.arithmetic.map(RoundedText.exact).joined(separator: " × ")
    let value = RoundedText.plain(figure.arithmetic.reduce(1, *))
    return LocalizedText(zh: "\(product) = \(value)", en: "\(product) = \(value)")
  }

  static func yesOrNo(_ value: Bool) -> LocalizedText {
    value ? LocalizedText(zh: "是", en: "yes") : LocalizedText(zh: "否", en: "no")
  }

  private static let none = LocalizedText(zh: "—", en: "—")
}
