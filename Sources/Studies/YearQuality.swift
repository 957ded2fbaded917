import Estimation
import InfluentialUnits
import Reporting
import Sampling
import TradeImpact

/// What the main numbers of a year rest on: firms drawn and answers, errors, design effects, and the largest contributor.
struct YearQuality {
  struct Row {
    let sector: String?
    let drawn: Int
    let answered: Int
    /// Weighted share of firms in scope that answered; nil where none is in scope.
    let responseRate: Double?
    /// Firms that answered with a direct loss.
    let withLoss: Int
    /// The largest part of the direct loss that one firm makes; nil where there is no loss.
    let largestShare: Double?
    let loss: Estimate?
    let cost: Estimate?
    let affected: Estimate?
  }

  let rows: [Row]

  static let need = AnswerNeed(
    "the quality of estimates is described", numbers: ["direct_loss"], factors: ["sector", "response"])

  /// Estimates with the design effect against a simple random sample of as many firms.
  static func requests(_ study: Study) -> [StatisticRequest] {
    statistics.flatMap { statistic in
      [[], ["sector"]].map {
        StatisticRequest(
          statistic, by: $0, designEffect: .withoutReplacement, level: study.level, covariance: false)
      }
    }
  }

  private static let statistics: [Statistic] = [
    .total([.number("direct_loss")]), .total([.number("added_cost")]), .mean([.number("affected")]),
  ]

  /// - Parameter drawn: All firms drawn, with the columns of ``need``.
  init(_ study: Study, _ estimates: YearEstimates, _ drawn: YearAnswers) {
    let sectors = study.classifications.sector.codes
    let ofFirm = drawn.places("sector", among: sectors)
    let responses = drawn.texts("response").map { $0.flatMap(SurveyResponse.init(rawValue:)) }
    let losses = drawn.numbers("direct_loss")
    let all = Self.requests(study)
    func estimate(_ kind: Int, _ name: String, _ sector: String?) -> Estimate? {
      estimates.estimate(
        TableRequest(
          request: all[2 * kind + (sector == nil ? 0 : 1)], label: (sector.map { "sector=\($0)|" } ?? "") + name))
    }
    rows = (sectors.map { $0 } + [nil]).map { sector in
      let isIn = ofFirm.map { place in sector == nil || place.map { sectors[$0] } == sector }
      let firms = isIn.indices.filter { isIn[$0] }
      let answers = firms.filter { responses[$0] == .respondent }
      return Row(
        sector: sector, drawn: firms.count, answered: answers.count,
        responseRate: drawn.units.responseRate(responses, in: isIn), withLoss: answers.count { losses[$0] > 0 },
        largestShare: Self.largestShare(answers, losses, drawn.units, responses),
        loss: estimate(0, "direct_loss", sector), cost: estimate(1, "added_cost", sector),
        affected: estimate(2, "affected", sector))
    }
  }

  /// With weights N_h over the answers of the stratum, as estimates have them.
  private static func largestShare(
    _ answers: [Int], _ losses: [Double], _ units: StratifiedUnits, _ responses: [SurveyResponse?]
  ) -> Double? {
    var answered = [Int](repeating: 0, count: units.populationSizes.count)
    for (unit, h) in units.stratumOfUnit.enumerated() where responses[unit] == .respondent { answered[h] += 1 }
    let parts = answers.map { unit in
      let h = units.stratumOfUnit[unit]
      return units.populationSizes[h] / Double(answered[h]) * losses[unit]
    }
    let total = parts.reduce(0, +)
    return total > 0 ? parts.max()! / total : nil
  }
}

// MARK: Table

extension YearQuality {
  func table(_ study: Study, _ year: Int) -> ReportTable {
    let classification = study.classifications.sector
    return ReportTable(
      id: "quality", title: QualityText.title(year), rowLabel: QualityText.sector, notes: QualityText.notes,
      isSynthetic: study.isSynthetic, confidenceLevel: study.level,
      rows: rows.map { row in
        row.sector.map { ReportTable.Row(code: $0, label: classification[$0]!.label) }
          ?? ReportTable.Row(code: TableDefinition.totalCode, label: QualityText.total, kind: .total)
      }, columns: QualityText.columns, cells: rows.map(cells))
  }

  private func cells(_ row: Row) -> [Cell] {
    func cell(_ value: Double?, _ method: String) -> Cell {
      value.flatMap { $0.isFinite ? Cell(value: $0, method: method) : nil } ?? .absent(.undefined, method: method)
    }
    return [
      cell(Double(row.drawn), "count"), cell(Double(row.answered), "count"), cell(row.responseRate, "weighted"),
      cell(Double(row.withLoss), "count"), cell(row.loss?.coefficientOfVariation, "linearized"),
      cell(row.loss?.designEffect, "linearized"), cell(row.largestShare, "expansion"),
      cell(row.cost?.coefficientOfVariation, "linearized"), cell(row.cost?.designEffect, "linearized"),
      cell(row.affected?.coefficientOfVariation, "linearized"), cell(row.affected?.designEffect, "linearized"),
    ]
  }
}

/// The words of the table.
private enum QualityText {
  static let sector = LocalizedText(zh: "行业", en: "Sector")
  static let total = LocalizedText(zh: "合计", en: "Total")

  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(zh: "\(year)年估计质量", en: "Quality of the estimates, \(year)")
  }

  static let columns = [
    count("drawn", "抽取企业", "Firms drawn"), count("answered", "有效回答", "Answers"),
    share("response_rate", "应答率", "Response rate"), count("with_loss", "有直接损失的回答", "Answers with a loss"),
    share("direct_loss_cv", "直接损失变异系数", "CV of direct loss"),
    effect("direct_loss_deff", "直接损失设计效应", "Design effect of direct loss"),
    share("direct_loss_largest", "最大贡献企业占直接损失", "Largest firm's part of direct loss"),
    share("added_cost_cv", "新增成本变异系数", "CV of added cost"),
    effect("added_cost_deff", "新增成本设计效应", "Design effect of added cost"),
    share("affected_share_cv", "受影响占比变异系数", "CV of affected share"),
    effect("affected_share_deff", "受影响占比设计效应", "Design effect of affected share"),
  ]

  static let notes = [
    LocalizedText(
      zh: "变异系数为标准误与估计值之比；设计效应为估计方差与同样本量简单随机抽样方差之比；应答率按设计权数加权，不含不在范围内的企业。",
      en:
        "A CV is a standard error over its estimate; a design effect is the variance over that of a simple random sample of as many firms; "
        + "response rates are weighted by the design weights and leave out firms out of scope.")
  ]

  private static func count(_ code: String, _ zh: String, _ en: String) -> ReportTable.Column {
    ReportTable.Column(code: code, label: LocalizedText(zh: zh, en: en), measure: code, unit: .count, decimals: 0)
  }

  private static func share(_ code: String, _ zh: String, _ en: String) -> ReportTable.Column {
    ReportTable.Column(code: code, label: LocalizedText(zh: zh, en: en), measure: code, unit: .percent, decimals: 1)
  }

  private static func effect(_ code: String, _ zh: String, _ en: String) -> ReportTable.Column {
    ReportTable.Column(code: code, label: LocalizedText(zh: zh, en: en), measure: code, unit: .fraction, decimals: 2)
  }
}
