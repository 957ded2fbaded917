import Figures
import Reporting
import Scenarios
import TradeImpact

/// The figures of a scenario.
struct ScenarioFigures {
  private let tables: ScenarioTables
  private var result: ScenarioResult { tables.result }
  private var scenario: Scenario { result.scenario }
  private var unit: DisplayUnit { scenario.unit }

  init(_ tables: ScenarioTables) { self.tables = tables }

  var all: [any SpecifiedFigure] {
    let distributions: [(any SpecifiedFigure)?] = measures.map(distribution)
    let fans: [(any SpecifiedFigure)?] = [
      fan("fan-cost", LocalizedText(zh: "各年成本（含一次性成本）", en: "Cost by year, one-off costs included"), result.yearlyCost),
      tables.modelsLoss
        ? fan("fan-direct-loss", LocalizedText(zh: "各年直接损失", en: "Direct loss by year"), result.yearlyLoss) : nil,
    ]
    let sizes: [(any SpecifiedFigure)?] = measures.map { groups(.size, $0) } + measures.map { groups(.sector, $0) }
    let tornados: [(any SpecifiedFigure)?] = result.sensitivities.map(tornado)
    let indices: [(any SpecifiedFigure)?] = result.sensitivities.map(sobol)
    return (distributions + tornados + indices + fans + sizes).compactMap(\.self)
  }

  private var measures: [ScenarioMeasure] { tables.modelsLoss ? [.addedCost, .directLoss] : [.addedCost] }

  /// With three digits.
  private func decimals(_ value: Double) -> Int {
    let shown = DecimalText(value).moved(by: -unit.exponent).double
    return max(0, min(6, RoundedText.decimals(of: shown, width: 0)))
  }

  private func named(_ measure: ScenarioMeasure, _ zh: String, _ en: String) -> LocalizedText {
    LocalizedText(zh: "\(measure.label.zh)\(zh)", en: "\(measure.label.en)\(en)")
  }

  private func id(_ kind: String, _ measure: ScenarioMeasure) -> String {
    "\(kind)-\(measure.rawValue.replacing("_", with: "-"))"
  }

  // MARK: Distributions

  private func distribution(_ measure: ScenarioMeasure) -> DistributionFigure? {
    let outcome = result.outcome(measure)
    let draws = result.draws[ScenarioMeasure.allCases.firstIndex(of: measure)!].outcomes
    func mark(_ id: String, _ zh: String, _ en: String, _ value: Double) -> DistributionFigure.Mark {
      .init(id: id, label: LocalizedText(zh: zh, en: en), value: value)
    }
    return DistributionFigure(
      id: id("distribution", measure), title: named(measure, "：可能的大小", ": how large it may be"), unit: unit,
      decimals: decimals(outcome.mean), draws: draws,
      marks: [
        mark("mean", "均值", "mean", outcome.mean), mark("q05", "5%分位", "5% quantile", outcome.interval.lower),
        mark("q95", "95%分位", "95% quantile", outcome.interval.upper),
        mark("at_means", "各输入取均值时（中点）", "at the means of the inputs (midpoint)", outcome.atMeans),
      ], isSynthetic: tables.isSynthetic)
  }

  // MARK: Years

  private func fan(_ id: String, _ title: LocalizedText, _ years: [OutcomeSummary]) -> FanFigure? {
    FanFigure(
      id: id, title: title, unit: unit, decimals: decimals(years.map(\.mean).max() ?? 0),
      years: zip(scenario.schedule.years, years).map { .init(year: $0, quantiles: $1.quantiles, mean: $1.mean) },
      notes: [
        LocalizedText(
          zh: "各年为生效后的12个月；不变价，未贴现。", en: "Years from the entry into force; constant prices, not discounted.")
      ], isSynthetic: tables.isSynthetic)
  }

  // MARK: Groups

  /// nil for fewer than two groups.
  private func groups(_ kind: ScenarioResult.Group.Kind, _ measure: ScenarioMeasure) -> Figure? {
    let places = result.groups.indices.filter { result.groups[$0].kind == kind }
    guard places.count > 1 else { return nil }
    let outcomes = places.map { result.outcome(measure, of: $0) }
    let title = kind == .size ? named(measure, "：按企业规模", ": by firm size") : named(measure, "：按行业", ": by sector")
    return Figure(
      id: id(kind == .size ? "by-size" : "by-sector", measure), title: title, kind: .groupedBars, unit: unit,
      decimals: tables.decimals(outcomes.map(\.mean), unit: unit),
      categoryTitle: kind == .size
        ? LocalizedText(zh: "企业规模", en: "Firm size") : LocalizedText(zh: "行业", en: "Sector"),
      categories: places.map { FigureCategory(code: result.groups[$0].code, label: result.groups[$0].label) },
      series: [
        Figure.Series(
          id: measure.rawValue, label: measure.label,
          points: outcomes.map {
            Figure.Point(value: $0.mean, lower: $0.interval.lower, upper: $0.interval.upper)
          })
      ], isSynthetic: tables.isSynthetic, level: ScenarioTables.level, intervalLabel: ScenarioTables.interval)
  }

  // MARK: Sensitivity

  private func tornado(_ part: Sensitivity) -> TornadoFigure? {
    let wide = part.bars.filter { $0.swing > 1e-6 * abs(part.baseline) }.prefix(12)
    return TornadoFigure(
      id: id("tornado", part.measure), title: named(part.measure, "：每项输入单独的作用", ": what each input does alone"),
      unit: unit,
      decimals: decimals(part.baseline), baseline: part.baseline,
      bars: wide.map { bar in
        let words = tables.quantity(bar.input).map(QuantityWords.init)
        let empty = LocalizedText(zh: "", en: "")
        return TornadoFigure.Bar(
          code: bar.input, label: tables.inputLabel(bar.input), low: bar.low.flatMap { words?.number($0) } ?? empty,
          high: bar.high.flatMap { words?.number($0) } ?? empty, lowOutcome: bar.lowOutcome,
          highOutcome: bar.highOutcome)
      },
      notes: part.bars.count > wide.count
        ? [
          LocalizedText(
            zh: "对结果没有作用的输入未列出，见敏感性表。", en: "Inputs without an effect are left out; the table of sensitivity has them.")
        ] : [], isSynthetic: tables.isSynthetic)
  }

  private func sobol(_ part: Sensitivity) -> Figure? {
    guard let indices = part.indices else { return nil }
    let order = indices.parts.indices.sorted {
      (-indices.parts[$0].total.value, $0) < (-indices.parts[$1].total.value, $1)
    }
    let parts = order.prefix(12).map { indices.parts[$0] }.filter { $0.total.value > 0.001 }
    let labels = parts.map { $0.group.members.map(tables.inputLabel) }
    return Figure(
      id: id("sobol", part.measure),
      title: named(part.measure, "：不确定性来自哪里（Sobol’指数）", ": where its uncertainty comes from (Sobol' indices)"),
      kind: .groupedBars, unit: .percent, decimals: 1, categoryTitle: LocalizedText(zh: "输入", en: "Input"),
      categories: zip(parts, labels).map { part, names in
        FigureCategory(
          code: part.group.name,
          label: LocalizedText(
            zh: names.map(\.zh).joined(separator: "与"), en: names.map(\.en).joined(separator: " with ")))
      },
      series: [
        Figure.Series(
          id: "first_order",
          label: LocalizedText(zh: "一阶指数（单独弄清它可减少的方差）", en: "first order (variance that knowing it removes)"),
          points: parts.map { Self.point($0.firstOrder.value, $0.firstOrder.lower, $0.firstOrder.upper) }),
        Figure.Series(
          id: "total_order", label: LocalizedText(zh: "总效应指数（含交互作用）", en: "total (with interactions)"),
          points: parts.map { Self.point($0.total.value, $0.total.lower, $0.total.upper) }),
      ], isSynthetic: tables.isSynthetic, level: 0.95, intervalLabel: Self.bootstrap)
  }

  /// Estimates can come out slightly outside 0 to 1.
  private static func point(_ value: Double, _ lower: Double, _ upper: Double) -> Figure.Point {
    Figure.Point(value: max(0, value), lower: max(0, lower), upper: min(1, max(0, upper)))
  }

  private static let bootstrap = LocalizedText(zh: "95%自助法区间", en: "95% bootstrap interval")
}
