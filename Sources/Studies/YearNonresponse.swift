import Estimation
import Reporting
import Sampling
import TradeImpact
import Weighting

/// Amounts from a sample of which some firms did not answer, under several assumptions about who answers.
///
/// Firms out of scope are known to have no loss: they count as having answered with zero. A firm that answered and left an
/// amount blank counts as not having answered for it.
struct YearNonresponse {
  /// Raw values are the ends of column codes.
  enum Assumption: String, CaseIterable {
    /// Firms of a stratum answer or not at random: N_h over the answers of the stratum.
    case strata
    /// Firms of a class do.
    case classes
    /// Firms with the same fitted probability do.
    case propensity
  }
  struct Row {
    let sector: String?
    /// Weighted share of firms in scope that answered; nil where none is in scope.
    let responseRate: Double?
    let drawn: Int
    let totals: [ImpactMeasure: [Assumption: RespondentTotal]]
  }

  let rows: [Row]
  /// Levels that the model of answering does not tell apart, because no coefficient fits.
  let merged: [String]
  private let rule: Study.Nonresponse

  static func need(_ rule: Study.Nonresponse) -> AnswerNeed {
    AnswerNeed(
      "weights are adjusted for firms that did not answer", numbers: ImpactMeasure.amounts.map(\.rawValue),
      factors: ["sector", "response"] + rule.factors.filter { $0 != "sector" })
  }

  /// - Parameter drawn: All firms drawn, with the columns of ``need(_:)``.
  init(_ study: Study, _ drawn: YearAnswers, _ rule: Study.Nonresponse) throws(StudyError) {
    try drawn.requireLevels(of: rule.factors)
    let responses = drawn.texts("response").map { $0.flatMap(SurveyResponse.init(rawValue:)) }
    let sectors = study.classifications.sector.codes
    let ofFirm = drawn.places("sector", among: sectors)
    let domains = sectors.indices.map { sector in ofFirm.map { $0 == sector } } + [ofFirm.map { _ in true }]
    var totals = [[ImpactMeasure: [Assumption: RespondentTotal]]](repeating: [:], count: domains.count)
    var merged: [String] = []
    for measure in ImpactMeasure.amounts {
      let amounts = zip(responses, drawn.numbers(measure.rawValue)).map { $0 == .outOfScope ? 0 : $1 }
      let answered = zip(responses, amounts).map { ($0 == .respondent && !$1.isNaN) || $0 == .outOfScope }
      let weightings = try Self.weightings(drawn, answered: answered, rule, &merged)
      let respondents = responses.map { $0 == .respondent }
      for (place, domain) in domains.enumerated() {
        totals[place][measure] = weightings.mapValues { $0.total(of: amounts, in: domain) }
        totals[place][measure]![.strata] = drawn.units.total(of: amounts, from: respondents, in: domain)
      }
    }
    rows = domains.enumerated().map { place, domain in
      Row(
        sector: place < sectors.count ? sectors[place] : nil,
        responseRate: drawn.units.responseRate(responses, in: domain), drawn: domain.count { $0 },
        totals: totals[place])
    }
    (self.merged, self.rule) = (merged, rule)
  }

  private static func weightings(
    _ drawn: YearAnswers, answered: [Bool], _ rule: Study.Nonresponse, _ merged: inout [String]
  ) throws(StudyError) -> [Assumption: ResponseWeighting] {
    do {
      var found: [Assumption: ResponseWeighting] = [:]
      if !rule.classes.isEmpty {
        found[.classes] = try ResponseWeighting(
          drawn.units, answered: answered, classes: FirmClasses(drawn, rule.classes))
      }
      if !rule.propensity.isEmpty {
        var model = ResponseModel(drawn, rule.propensity, answered: answered)
        found[.propensity] = try model.fitted { model throws(WeightingError) in
          try ResponseWeighting(drawn.units, answered: answered, model: model)
        }
        merged += model.merged.filter { !merged.contains($0) }
      }
      return found
    } catch {
      throw StudyError(message: "nonresponse: \(error.sentence)")
    }
  }

  var findings: [Finding] {
    guard !merged.isEmpty else { return [] }
    return [
      Finding(
        kind: "response_level_merged", subject: "nonresponse",
        zh: "\(merged.map { "{\($0)}" }.joined(separator: "、"))的企业全部回答或全部未回答，无法估计回答概率；在回答模型中并入企业最多的类别",
        en:
          "all firms or none of \(merged.map { "{\($0)}" }.joined(separator: ", ")) answered, so that no probability fits; in the response model they "
          + "count with the level of most firms"
      )
    ]
  }
}

extension YearAnswers {
  /// - Throws: ``StudyError`` for the first firm that lacks one of the factors.
  fileprivate func requireLevels(of factors: [String]) throws(StudyError) {
    for factor in factors {
      guard let row = texts(factor).firstIndex(of: nil) else { continue }
      throw StudyError(
        message:
          "\(location(row)): nonresponse: firm \(firm(row)) has no \(factor), which must be known of every firm drawn, also of those that "
          + "did not answer; complete it from the register or name other factors")
    }
  }
}

extension StratifiedUnits {
  /// A total from some of the units drawn, as if they were all that was drawn of their strata; nil where one has no amount.
  fileprivate func total(of amounts: [Double], from isIn: [Bool], in domain: [Bool]) -> RespondentTotal? {
    let own = isIn.indices.filter { isIn[$0] }
    let values = own.map { domain[$0] ? amounts[$0] : 0 }
    guard values.allSatisfy({ !$0.isNaN }) else { return nil }
    let answering = StratifiedUnits(stratumOfUnit: own.map { stratumOfUnit[$0] }, populationSizes: populationSizes)
    return RespondentTotal(value: answering.total(values), variance: answering.variance(ofTotal: values))
  }

  /// Weighted; nil where no firm is in scope.
  func responseRate(_ responses: [SurveyResponse?], in domain: [Bool]) -> Double? {
    var (answered, inScope) = (0.0, 0.0)
    for (unit, weight) in weights.enumerated() where domain[unit] && responses[unit] != .outOfScope {
      inScope += weight
      if responses[unit] == .respondent { answered += weight }
    }
    return inScope > 0 ? answered / inScope : nil
  }
}

// MARK: Table

extension YearNonresponse {
  private var assumptions: [Assumption] {
    [.strata] + (rule.classes.isEmpty ? [] : [.classes]) + (rule.propensity.isEmpty ? [] : [.propensity])
  }

  func table(_ study: Study, _ year: Int) -> ReportTable {
    let labels = rows.map { row in
      row.sector.map { ReportTable.Row(code: $0, label: study.classifications.sector[$0]!.label) }
        ?? ReportTable.Row(code: TableDefinition.totalCode, label: NonresponseText.total, kind: .total)
    }
    let values = rows.map { row in
      [rate(row)]
        + ImpactMeasure.amounts.flatMap { measure in assumptions.map { cell(row.totals[measure]![$0], $0) } }
    }
    return ReportTable(
      id: "nonresponse", title: NonresponseText.title(year), rowLabel: NonresponseText.sector,
      notes: NonresponseText.notes(rule, study.classifications), isSynthetic: study.isSynthetic,
      confidenceLevel: study.level, rows: labels,
      columns: [NonresponseText.rate]
        + ImpactMeasure.amounts.flatMap { measure in assumptions.map { NonresponseText.column(measure, $0) } },
      cells: values)
  }

  private func rate(_ row: Row) -> Cell {
    row.responseRate.map { Cell(value: $0, n: row.drawn, method: "weighted") }
      ?? .absent(.undefined, method: "weighted", n: row.drawn)
  }

  private func cell(_ total: RespondentTotal?, _ assumption: Assumption) -> Cell {
    let method = assumption == .strata ? "expansion" : "response_\(assumption.rawValue)"
    guard let total else { return .absent(.undefined, method: method) }
    return Cell(
      value: total.value, standardError: total.standardError,
      coefficientOfVariation: total.value > 0 ? total.standardError / total.value : nil, method: method)
  }
}

/// The words of the table.
private enum NonresponseText {
  static let sector = LocalizedText(zh: "行业", en: "Sector")
  static let total = LocalizedText(zh: "合计", en: "Total")
  static let rate = ReportTable.Column(
    code: "response_rate", label: LocalizedText(zh: "应答率", en: "Response rate"), measure: "response_rate",
    unit: .percent, decimals: 1, companions: [.n])

  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(zh: "\(year)年对未应答企业的调整", en: "Weights adjusted for firms that did not answer, \(year)")
  }

  static func column(_ measure: ImpactMeasure, _ assumption: YearNonresponse.Assumption) -> ReportTable.Column {
    let name = measure.label
    let (zh, en) =
      switch assumption {
      case .strata: ("（层内扩展）", ", strata")
      case .classes: ("（应答类调整）", ", response classes")
      case .propensity: ("（应答倾向调整）", ", response model")
      }
    return ReportTable.Column(
      measure, "\(measure.rawValue)_\(assumption.rawValue)", zh: name.zh + zh, en: name.en + en,
      beside: [.standardError, .coefficientOfVariation])
  }

  static func notes(_ rule: Study.Nonresponse, _ classifications: Classifications) -> [LocalizedText] {
    var notes = [
      LocalizedText(
        zh: "层内扩展：假定同层企业是否应答与其损失无关，即其他表格所用方法。",
        en:
          "Strata: whether a firm of a stratum answers is taken to have nothing to do with its loss, as in all other tables."
      )
    ]
    if let classes = classifications.names(rule.classes), !rule.classes.isEmpty {
      notes.append(
        LocalizedText(
          zh: "应答类调整：在\(classes.zh)的各类内作此假定。", en: "Response classes: the same is taken of the classes \(classes.en)."))
    }
    if let factors = classifications.names(rule.propensity), !rule.propensity.isEmpty {
      notes.append(
        LocalizedText(
          zh: "应答倾向调整：应答概率由\(factors.zh)的logistic模型估计，权重除以该概率。",
          en:
            "Response model: weights are divided by the probability to answer that a logistic model in \(factors.en) gives."
        ))
    }
    return notes + [
      LocalizedText(
        zh: "不属调查范围的企业视为已应答且损失为零。标准误包含抽样与应答两部分。应答率为加权值，不含范围外企业；企业数为抽中企业数。",
        en:
          "Firms out of scope count as answers of zero. Standard errors hold the error of sampling and of answering. Response rates are "
          + "weighted, without firms out of scope; firms are those drawn.")
    ]
  }
}
