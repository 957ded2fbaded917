import Estimation
import Figures
import Reporting
import Scenarios
import TradeImpact

/// What is written of a comparison: tables, figures and the page that holds them.
public struct ComparisonReport: Sendable {
  public let comparison: ScenarioComparison
  public let report: YearlyReport
  public let figures: [any SpecifiedFigure]
  public let findings: [Finding]

  public init(_ comparison: ScenarioComparison) {
    let tables = ComparisonTables(comparison)
    let words = ComparisonWords(comparison)
    self.comparison = comparison
    figures = tables.figures
    findings = words.findings
    report = YearlyReport(
      title: words.title, subtitle: words.markets, summary: words.summary,
      tables: [tables.values, tables.differences] + [tables.inputs].compactMap(\.self),
      methods: words.pairings + [ScenarioTables.noSum, ScenarioTables.intervals], findings: findings,
      names: words.names,
      provenance: [
        .init(label: LocalizedText(zh: "程序", en: "Program"), value: "\(Program.name) \(Program.version)"),
        .init(
          label: LocalizedText(zh: "情景", en: "Scenarios"),
          value: comparison.results.map(\.scenario.name).joined(separator: ", ")),
        .init(label: LocalizedText(zh: "输入文件、方法与 SHA-256", en: "Inputs, methods, SHA-256"), value: "manifest.json"),
      ])
  }
}

/// The tables and figures of a comparison.
struct ComparisonTables {
  private let comparison: ScenarioComparison
  private var results: [ScenarioResult] { comparison.results }
  private var first: Scenario { results[0].scenario }
  private var unit: DisplayUnit { first.unit }

  init(_ comparison: ScenarioComparison) { self.comparison = comparison }

  // MARK: Values

  /// A number that every scenario has.
  private struct Line {
    let code: String
    let label: LocalizedText
    let unit: DisplayUnit
    let outcomes: [OutcomeSummary]
  }

  private var lines: [Line] {
    measures.map { measure in
      Line(
        code: measure.rawValue, label: measure.label, unit: measure.isAmount ? unit : .firms,
        outcomes: results.map { $0.outcome(measure) })
    } + presentLines
  }

  private var presentLines: [Line] {
    func line(_ code: String, _ zh: String, _ en: String, _ outcome: (ScenarioResult) -> OutcomeSummary) -> Line {
      Line(code: code, label: LocalizedText(zh: zh, en: en), unit: unit, outcomes: results.map(outcome))
    }
    return [
      line("present_cost", "成本现值（含一次性成本）", "Present value of costs, one-off costs included") { $0.presentCost },
      line("present_loss", "直接损失现值", "Present value of direct loss") { $0.presentLoss },
      line("equivalent_annual_cost", "等额年成本", "Equivalent annual cost") { $0.equivalentAnnualCost },
    ]
  }

  /// Those that a scenario has.
  private var measures: [ScenarioMeasure] {
    let counts = results.allSatisfy(\.countsFirms)
    return ScenarioMeasure.allCases.filter { measure in
      if !measure.isAmount && !counts { return false }
      return results.contains { $0.outcome(measure).quantiles.contains { $0 > 0 } }
    }
  }

  private func row(_ line: Line, _ values: [Double]) -> ReportTable.Row {
    let largest = values.map(abs).max() ?? 0
    let shown = DecimalText(largest).moved(by: -line.unit.exponent).double
    return ReportTable.Row(
      code: line.code, label: line.label, depth: line.code == ScenarioMeasure.passedOn.rawValue ? 1 : 0,
      unit: line.unit,
      decimals: line.unit == .firms ? 0 : max(1, min(6, RoundedText.decimals(of: shown, width: 0))))
  }

  var values: ReportTable {
    ReportTable(
      id: "compare", title: LocalizedText(zh: "各情景的影响", en: "Impact in every scenario"),
      rowLabel: LocalizedText(zh: "指标", en: "Measure"), notes: [ScenarioTables.noSum, ScenarioTables.intervals],
      isSynthetic: comparison.isSynthetic, confidenceLevel: ScenarioTables.level,
      intervalLabel: ScenarioTables.interval, rows: lines.map { row($0, $0.outcomes.map(\.mean)) },
      columns: results.map(\.scenario).map {
        .init(code: $0.name, label: $0.title, measure: "mean", companions: [.interval])
      },
      cells: lines.map { line in
        line.outcomes.map {
          Cell(
            value: $0.mean, standardError: $0.samplingError, lower: $0.interval.lower, upper: $0.interval.upper,
            method: ScenarioTables.method)
        }
      })
  }

  // MARK: Differences

  /// Of the totals, whose draws meet.
  var differences: ReportTable {
    let others = results.indices.dropFirst()
    let differences = measures.map { measure in others.map { comparison.difference(measure, of: $0) } }
    let rows = measures.enumerated().map { m, measure in
      let line = Line(
        code: measure.rawValue, label: measure.label, unit: measure.isAmount ? unit : .firms, outcomes: [])
      return row(line, differences[m].map(\.mean))
    }
    let columns = others.flatMap { s -> [ReportTable.Column] in
      let scenario = results[s].scenario
      return [
        .init(
          code: scenario.name, label: scenario.title, style: .difference, measure: "difference", companions: [.interval]
        ),
        .init(
          code: "\(scenario.name).above",
          label: LocalizedText(zh: "“\(scenario.title.zh)”较高的可能性", en: "Chance that “\(scenario.title.en)” is higher"),
          measure: "share_of_draws", unit: .percent, decimals: 0),
      ]
    }
    return ReportTable(
      id: "difference",
      title: LocalizedText(zh: "与“\(first.title.zh)”相比的差", en: "Difference to “\(first.title.en)”"),
      rowLabel: LocalizedText(zh: "指标", en: "Measure"), notes: ComparisonWords(comparison).pairings,
      isSynthetic: comparison.isSynthetic, confidenceLevel: ScenarioTables.level,
      intervalLabel: ScenarioTables.interval, rows: rows, columns: columns,
      cells: differences.map { $0.flatMap(cells) })
  }

  private func cells(_ difference: ScenarioComparison.Difference) -> [Cell] {
    [
      Cell(value: difference.mean, lower: difference.lower, upper: difference.upper, method: "difference"),
      Cell(value: difference.partAbove, method: "share_of_draws"),
    ]
  }

  // MARK: Inputs

  /// Inputs that are not the same in all; nil where there are none.
  var inputs: ReportTable? {
    var names: [String] = []
    for name in results.flatMap({ $0.scenario.quantities.map(\.name) }) where !names.contains(name) {
      names.append(name)
    }
    let lines = names.map { name in (name: name, words: results.map { words(name, $0.scenario) }) }
      .filter { Set($0.words).count > 1 }
    guard !lines.isEmpty else { return nil }
    return ReportTable(
      id: "compare-inputs", title: LocalizedText(zh: "各情景不同的输入", en: "Inputs that differ"),
      rowLabel: LocalizedText(zh: "输入", en: "Input"),
      notes: [LocalizedText(zh: "其他输入在各情景中相同。", en: "All other inputs are the same.")], isSynthetic: false,
      rows: lines.map { .init(code: $0.name, label: label($0.name)) },
      columns: results.map(\.scenario).map {
        .init(code: $0.name, label: $0.title, measure: "words", unit: .count, decimals: 0)
      }, cells: lines.map { $0.words.map { Cell.words($0) } })
  }

  private func words(_ name: String, _ scenario: Scenario) -> LocalizedText {
    scenario.quantities.first { $0.name == name }.map { QuantityWords($0).knowledge }
      ?? LocalizedText(zh: "无", en: "none")
  }

  private func label(_ name: String) -> LocalizedText {
    results.lazy.flatMap(\.scenario.quantities).first { $0.name == name }!.label
  }

  // MARK: Figures

  var figures: [any SpecifiedFigure] { [ScenarioMeasure.addedCost, .directLoss].filter(measures.contains).map(figure) }

  private func figure(_ measure: ScenarioMeasure) -> Figure {
    let outcomes = results.map { $0.outcome(measure) }
    let largest = DecimalText(outcomes.map(\.mean).max()!).moved(by: -unit.exponent).double
    return Figure(
      id: "compare-\(measure.rawValue.replacing("_", with: "-"))",
      title: LocalizedText(zh: "\(measure.label.zh)：各情景比较", en: "\(measure.label.en): scenarios compared"),
      kind: .groupedBars,
      unit: unit, decimals: max(0, min(6, RoundedText.decimals(of: largest, width: 0))),
      categoryTitle: LocalizedText(zh: "情景", en: "Scenario"),
      categories: results.map { FigureCategory(code: $0.scenario.name, label: $0.scenario.title) },
      series: [
        Figure.Series(
          id: measure.rawValue, label: measure.label,
          points: outcomes.map { Figure.Point(value: $0.mean, lower: $0.interval.lower, upper: $0.interval.upper) })
      ], isSynthetic: comparison.isSynthetic, level: ScenarioTables.level, intervalLabel: ScenarioTables.interval)
  }
}

/// The sentences of a comparison.
struct ComparisonWords {
  private let comparison: ScenarioComparison
  private var results: [ScenarioResult] { comparison.results }
  private var first: Scenario { results[0].scenario }

  init(_ comparison: ScenarioComparison) { self.comparison = comparison }

  /// Whose measures they are, each once.
  var markets: LocalizedText {
    var markets: [LocalizedText] = []
    for label in results.map(\.scenario.measure.marketLabel) where !markets.contains(label) {
      markets.append(label)
    }
    return LocalizedText(
      zh: markets.map(\.zh).joined(separator: "、"), en: markets.map(\.en).joined(separator: ", "))
  }

  var title: LocalizedText {
    let titles = results.map(\.scenario.title)
    return LocalizedText(
      zh: "情景比较：\(titles.map(\.zh).joined(separator: "、"))",
      en: "Scenarios compared: \(titles.map(\.en).joined(separator: "; "))")
  }

  var names: [YearlyReport.Name] {
    results.map { .init(code: $0.scenario.name, label: $0.scenario.title) }
  }

  // MARK: Summary

  var summary: [LocalizedText] {
    results.indices.dropFirst().flatMap { s in
      [ScenarioMeasure.addedCost, .directLoss].filter {
        results[s].outcome($0).mean != 0 || results[0].outcome($0).mean != 0
      }
      .map { sentence($0, s) }
    }
  }

  private func sentence(_ measure: ScenarioMeasure, _ s: Int) -> LocalizedText {
    let difference = comparison.difference(measure, of: s)
    let (other, name) = (results[s].scenario.title, measure.shortLabel)
    let number = RoundedText(currency: first.currency)
    let isHigher = difference.mean >= 0
    let amount = number.amount(difference.mean, difference.lower, difference.upper)
    let chance = RoundedText.percent(difference.partAbove)
    let word = isHigher ? LocalizedText(zh: "高", en: "higher") : LocalizedText(zh: "低", en: "lower")
    return LocalizedText(
      zh: "与“\(first.title.zh)”相比，“\(other.zh)”的\(name.zh)较\(word.zh)，相差每年\(amount.zh)；较高的可能性为\(chance)。",
      en:
        "Against “\(first.title.en)”, the \(name.en) of “\(other.en)” is \(word.en): a difference of \(amount.en) a year; the chance that it "
        + "is higher is \(chance).")
  }

  // MARK: How draws meet

  var pairings: [LocalizedText] {
    zip(results.dropFirst(), comparison.pairings).map { result, pairing in
      let title = result.scenario.title
      switch pairing {
      case .common:
        return LocalizedText(
          zh: "“\(title.zh)”与第一个情景使用相同的随机数：相同输入逐次取值一致，差的区间只反映二者不同之处。",
          en:
            "“\(title.en)” and the first scenario use common random numbers: inputs that both have take the same place in every draw, so the "
            + "interval of a difference holds only what they differ by.")
      case .random(let reason):
        let why = Self.words(reason)
        return LocalizedText(
          zh: "“\(title.zh)”与第一个情景的随机数不同（\(why.zh)），各次结果随机配对：差的区间较宽。",
          en:
            "“\(title.en)” and the first scenario have no common random numbers (\(why.en)), so draws are paired at random and the interval of a "
            + "difference is wide.")
      }
    }
  }

  private static func words(_ reason: ScenarioComparison.Reason) -> LocalizedText {
    switch reason {
    case .seeds: LocalizedText(zh: "随机种子不同", en: "their seeds differ")
    case .numbersOfDraws: LocalizedText(zh: "抽取次数不同", en: "they have different numbers of draws")
    case .inputs: LocalizedText(zh: "不确定的输入及其顺序不同", en: "their uncertain inputs, or the order of these, differ")
    }
  }

  var findings: [Finding] {
    zip(zip(results.dropFirst(), comparison.pairings), pairings).compactMap { pair, text in
      guard case .random = pair.1 else { return nil }
      return Finding(kind: "draws_not_common", subject: pair.0.scenario.name, zh: text.zh, en: text.en)
    }
  }
}
