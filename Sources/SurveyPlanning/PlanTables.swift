import Reporting
import Sampling
import TradeImpact

/// A plan as files: strata, precision of every number, boundaries, and a page to read.
public struct PlanTables {
  private let plan: SamplePlan

  public init(_ plan: SamplePlan) { self.plan = plan }

  /// One row a stratum.
  public var strata: String {
    let (strata, allocation) = (plan.strata, plan.allocation)
    let head =
      ["stratum"] + strata.factors
      + ["units", "drawn", "expected_respondents", "probability", "weight", "take_all", "unit_cost"]
    let rows = strata.labels.indices.map { h -> [String] in
      let (size, drawn) = (strata.populationSizes[h], allocation.drawn[h])
      let probability = Double(drawn) / Double(size)
      let numbers: [Double?] = [
        Double(size), Double(drawn), allocation.respondents[h], probability, drawn > 0 ? 1 / probability : nil,
      ]
      return [strata.labels[h]] + strata.classes[h] + numbers.map(CSVText.number)
        + [drawn == size ? "1" : "0", CSVText.number(allocation.unitCosts[h])]
    }
    return CSVText.text([head] + rows)
  }

  /// One row a number that the survey publishes: the precision asked for, the one planned, and the last one achieved.
  public var numbers: String {
    let head = [
      "measure", "domain", "value", "target_cv", "planned_cv", "achieved_cv", "achieved_n", "target_met",
      "shadow_price",
    ]
    let rows = zip(plan.numbers, plan.coefficientsOfVariation).enumerated().map { place, number -> [String] in
      let (known, planned) = number
      let isMet = known.target.map { target in planned.map { $0 <= target * (1 + 1e-9) ? "1" : "0" } ?? "0" } ?? ""
      return [known.measure, known.domain]
        + [known.value, known.target, planned, known.achieved?.coefficientOfVariation].map(CSVText.number)
        + [known.achieved.map { String($0.sampleSize) } ?? "", isMet]
        + [CSVText.number(place < plan.allocation.shadowPrices.count ? plan.allocation.shadowPrices[place] : nil)]
    }
    return CSVText.text([head] + rows)
  }

  /// One row a boundary between size classes.
  public var boundaries: String {
    CSVText.text(
      [["within", "class", "from", "below", "units", "take_all"]]
        + plan.boundaries.flatMap { cut in
          cut.classes.map { one in
            [cut.within, one.code, CSVText.number(one.lower), CSVText.number(one.upper), String(one.units)]
              + [one.takesAll ? "1" : "0"]
          }
        })
  }

  /// The plan in a few tables, for reading.
  public func markdown(_ language: Language) -> String {
    let text = PlanText(language: language)
    var lines = ["# " + text.title(plan.file.name), ""]
    if plan.file.isSynthetic { lines += [text.synthetic, ""] }
    lines += [text.summary(plan), ""]
    lines += targetTable(text)
    for (place, factor) in plan.strata.factors.enumerated() { lines += classTable(text, factor, place) }
    if !plan.findings.isEmpty {
      lines += ["## " + text.findings, ""] + plan.findings.map { "- `\($0.kind)` \($0.subject): \($0.message)" } + [""]
    }
    return lines.joined(separator: "\n")
  }

  private func targetTable(_ text: PlanText) -> [String] {
    let planned = plan.coefficientsOfVariation
    let rows = plan.numbers.indices.compactMap { place -> String? in
      guard let target = plan.numbers[place].target else { return nil }
      let number = plan.numbers[place]
      let shown = [target, planned[place], number.achieved?.coefficientOfVariation].map(text.percent)
      return "| \(number.measure) | \(number.domain) | \(shown.joined(separator: " | ")) |"
    }
    guard !rows.isEmpty else { return [] }
    return ["## " + text.precision, "", text.precisionHead, "|---|---|--:|--:|--:|"] + rows + [""]
  }

  private func classTable(_ text: PlanText, _ factor: String, _ place: Int) -> [String] {
    var sums: [String: (units: Int, drawn: Int, respondents: Double)] = [:]
    for h in plan.strata.labels.indices {
      let sum = sums[plan.strata.classes[h][place]] ?? (0, 0, 0)
      sums[plan.strata.classes[h][place]] = (
        sum.units + plan.strata.populationSizes[h], sum.drawn + plan.allocation.drawn[h],
        sum.respondents + plan.allocation.respondents[h]
      )
    }
    let rows = sums.sorted { $0.key < $1.key }.map { code, sum in
      "| \(code) | \(sum.units) | \(sum.drawn) | \(text.percent(Double(sum.drawn) / Double(sum.units))) | "
        + "\(text.rounded(sum.respondents)) |"
    }
    return ["## \(factor)", "", text.classHead(factor), "|---|--:|--:|--:|--:|"] + rows + [""]
  }
}
