import Reporting
import Scenarios
import TradeImpact
import UncertaintyAnalysis

extension ScenarioTables {
  /// What each input alone does to the outcomes, and its part of their variance; nil where nothing is uncertain.
  var sensitivity: ReportTable? {
    let parts = result.sensitivities.filter { !$0.bars.isEmpty || $0.indices != nil }
    guard !parts.isEmpty else { return nil }
    let digits = max(2, decimals(parts.map(\.baseline), unit: unit))
    let lines = parts.flatMap { self.lines($0) }
    return table(
      "sensitivity", titled("敏感性：结果取决于哪些输入", "Sensitivity: which inputs the results depend on"),
      rowLabel: LocalizedText(zh: "指标与输入", en: "Measure and input"),
      notes: parts.compactMap(surveyOrKnowledge) + [Self.tornadoNote, Self.sobolNote],
      rows: lines.map(\.row), columns: sensitivityColumns(digits), cells: lines.map(\.cells))
  }

  private typealias Line = (row: ReportTable.Row, cells: [Cell])

  private func sensitivityColumns(_ digits: Int) -> [ReportTable.Column] {
    [
      column("low_input", "输入低值（10%分位）", "Low input (10th percentile)", unit: nil, decimals: nil),
      column("high_input", "输入高值（90%分位）", "High input (90th percentile)", unit: nil, decimals: nil),
      column("low_outcome", "低值时的结果", "Outcome at the low input", unit: unit, decimals: digits),
      column("high_outcome", "高值时的结果", "Outcome at the high input", unit: unit, decimals: digits),
      column("swing", "变动幅度", "Swing", unit: unit, decimals: digits),
      column("first_order", "一阶指数", "First-order index", unit: .percent, decimals: 1),
      column("total_order", "总效应指数", "Total index", unit: .percent, decimals: 1),
    ]
  }

  private func lines(_ part: Sensitivity) -> [Line] {
    let code = part.measure.rawValue
    let head: Line = (
      ReportTable.Row(code: code, label: headLabel(part), kind: .subtotal, unit: .count, decimals: 0),
      [.absent(.notAsked, method: "tornado"), .absent(.notAsked, method: "tornado")]
        + [
          cell(part.baseline, method: "at_medians"), cell(part.baseline, method: "at_medians"),
          .absent(.notAsked, method: "tornado"),
        ]
        + [.absent(.notAsked, method: "sobol"), .absent(.notAsked, method: "sobol")]
    )
    return [head] + part.bars.map { line($0, part) } + jointLines(part)
  }

  private func headLabel(_ part: Sensitivity) -> LocalizedText {
    let label = part.measure.label
    return LocalizedText(
      zh: "\(label.zh)：各输入取中位数时", en: "\(label.en): all inputs at their medians")
  }

  private func line(_ bar: Sensitivity.Bar, _ part: Sensitivity) -> Line {
    let quantity = quantity(bar.input)
    let words = quantity.map(QuantityWords.init)
    let row = ReportTable.Row(
      code: "\(part.measure.rawValue).\(bar.input)", label: words?.tableLabel ?? Self.surveyLabel, depth: 1,
      unit: words?.unit(currency: scenario.currency) ?? .count,
      decimals: words?.decimals(currency: scenario.currency) ?? 0)
    func input(_ value: Double?) -> Cell {
      guard let value, let words else { return .absent(.notAsked, method: "tornado") }
      return cell(words.base(value), method: "tornado")
    }
    let alone = part.indices?.parts.first { $0.group.members == [bar.input] }
    return (
      row,
      [
        input(bar.low), input(bar.high), cell(bar.lowOutcome, method: "tornado"),
        cell(bar.highOutcome, method: "tornado"), cell(bar.swing, method: "tornado"),
      ] + indices(alone)
    )
  }

  /// Correlated inputs have their part of the variance together.
  private func jointLines(_ part: Sensitivity) -> [Line] {
    (part.indices?.parts ?? []).filter { $0.group.members.count > 1 }.map { joint in
      let names = joint.group.members.map(inputLabel)
      let row = ReportTable.Row(
        code: "\(part.measure.rawValue).\(joint.group.name)",
        label: LocalizedText(
          zh: "相关输入合计：\(names.map(\.zh).joined(separator: "、"))",
          en: "Correlated inputs together: \(names.map(\.en).joined(separator: ", "))"), depth: 1, unit: .count,
        decimals: 0)
      return (row, (0..<5).map { _ in .absent(.notAsked, method: "tornado") } + indices(joint))
    }
  }

  private func indices(_ part: SobolIndices.Part?) -> [Cell] {
    guard let part else { return [.absent(.notAsked, method: "sobol"), .absent(.notAsked, method: "sobol")] }
    return [part.firstOrder, part.total].map {
      Cell(value: $0.value, lower: $0.lower, upper: $0.upper, method: "sobol")
    }
  }

  // MARK: Words

  /// nil for the survey.
  func quantity(_ name: String) -> Quantity? { scenario.quantities.first { $0.name == name } }

  func inputLabel(_ name: String) -> LocalizedText { quantity(name)?.label ?? Self.surveyLabel }

  static let surveyLabel = LocalizedText(zh: "调查的抽样误差", en: "sampling error of the survey")

  private static let tornadoNote = LocalizedText(
    zh: "低值与高值为该输入的10%与90%分位，其他输入取中位数；调查行为抽样复本结果的10%与90%分位。",
    en:
      "Low and high are the 10 and the 90% quantile of the input, with all others at their medians; for the survey, of the outcomes of its replicates."
  )
  private static let sobolNote = LocalizedText(
    zh: "一阶指数：单独弄清该输入可减少的方差比例；总效应指数：包括它与其他输入的交互作用。数值很小时可因估计误差略低于零。",
    en:
      "First-order index: the part of the variance that knowing the input alone would remove; total index: with its interactions. Small "
      + "ones can come out slightly below zero.")

  /// Whether more sample or more knowledge would narrow the result.
  func surveyOrKnowledge(_ part: Sensitivity) -> LocalizedText? {
    guard let parts = part.surveyAndKnowledge else { return nil }
    let label = part.measure.label
    let survey = RoundedText.percent(max(0, (1000 * parts.survey).rounded() / 1000))
    let knowledge = RoundedText.percent(max(0, (1000 * parts.knowledge).rounded() / 1000))
    let isSurvey = parts.survey > parts.knowledge
    return LocalizedText(
      zh: "\(label.zh)：扩大调查样本最多可减少方差的\(survey)，弄清其他输入最多可减少\(knowledge)；"
        + (isSurvey ? "应先扩大样本。" : "就合计数而言，应先弄清输入，而不是扩大样本；分行业、分规模的数字还取决于样本。"),
      en:
        "\(label.en): a larger survey could remove at most \(survey) of the variance, knowing the other inputs at most \(knowledge); "
        + (isSurvey
          ? "more sample comes first."
          : "for the totals, knowledge of the inputs comes first, not more sample; numbers by sector and size depend on the sample too.")
    )
  }

  /// The inputs that matter most, by their total index.
  func drivers(_ measure: ScenarioMeasure, atMost count: Int = 2) -> [(label: LocalizedText, total: Double)] {
    guard let indices = result.sensitivities.first(where: { $0.measure == measure })?.indices else { return [] }
    let order = indices.parts.indices.sorted {
      (-indices.parts[$0].total.value, $0) < (-indices.parts[$1].total.value, $1)
    }
    return order.prefix(count).map { indices.parts[$0] }.filter { $0.total.value > 0.05 }.map { part in
      let names = part.group.members.map(inputLabel)
      return (
        LocalizedText(zh: names.map(\.zh).joined(separator: "与"), en: names.map(\.en).joined(separator: " with ")),
        part.total.value
      )
    }
  }
}
