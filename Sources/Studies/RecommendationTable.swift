import Estimation
import Reporting
import TradeImpact

/// The report's own method and the recommended one side by side, with what each step between them changes.
struct RecommendationTable {
  private let study: Study
  private let year: Int
  private let rule: Study.Recommendation
  private let found: YearRecommendation

  init(_ study: Study, _ year: Int, _ rule: Study.Recommendation, _ found: YearRecommendation) {
    (self.study, self.year, self.rule, self.found) = (study, year, rule, found)
  }

  /// One table an amount.
  var tables: [ReportTable] { ImpactMeasure.amounts.map(table) }

  private func table(_ measure: ImpactMeasure) -> ReportTable {
    let rows = found.rows.filter { $0.measure == measure }
    return ReportTable(
      id: "recommended-\(measure.rawValue.replacing("_", with: "-"))", title: RecommendationText.title(measure, year),
      rowLabel: RecommendationText.subject, notes: RecommendationText.notes(rule, study.classifications),
      isSynthetic: study.isSynthetic,
      confidenceLevel: study.level, rows: rows.map { row($0.subject) },
      columns: RecommendationText.columns(measure), cells: rows.map(cells))
  }

  private func row(_ subject: YearRecommendation.Subject) -> ReportTable.Row {
    switch subject {
    case .nation:
      ReportTable.Row(code: TableDefinition.totalCode, label: RecommendationText.nation, kind: .total)
    case .sector(let code): ReportTable.Row(code: code, label: study.classifications.sector[code]!.label)
    case .parent:
      ReportTable.Row(code: study.scaling!.parent, label: study.name(ofRegion: study.scaling!.parent))
    case .city: ReportTable.Row(code: study.scaling!.region, label: study.cityName(study.scaling!))
    }
  }

  private func cells(_ row: YearRecommendation.Row) -> [Cell] {
    let own = row.expansion
    func step(_ value: Double) -> Cell { Cell(value: value, method: "attribution") }
    func variation(_ error: Double?, _ value: Double) -> Double? { value > 0 ? error.map { $0 / value } : nil }
    return [
      Cell(
        value: own.value, standardError: own.standardError,
        coefficientOfVariation: variation(own.standardError, own.value), lower: own.lower, upper: own.upper,
        n: own.sampleSize, method: "expansion"),
      step(row.weights), step(row.auxiliary), step(row.outliers),
      row.subject == .city ? step(row.scaling) : .absent(.notAsked, method: "attribution"),
      Cell(
        value: row.recommended, standardError: row.standardError,
        coefficientOfVariation: variation(row.standardError, row.recommended), n: own.sampleSize,
        method: rule.estimator.rawValue),
    ]
  }

  var findings: [Finding] {
    found.levelsNotSampled.map { level in
      Finding(
        kind: "margin_without_sample", subject: "\(level.kind) \(level.code)",
        zh: "样本中没有该类企业，权数未按其总量校准；可与其他类别合并",
        en:
          "no firm of it is in the sample, so weights are not calibrated to its total; merge it with another level")
    }
  }
}

/// The words of the table.
private enum RecommendationText {
  static let subject = LocalizedText(zh: "行业或地区", en: "Sector or region")
  static let nation = LocalizedText(zh: "全国", en: "Nation")

  static func title(_ measure: ImpactMeasure, _ year: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(year)年\(measure.label.zh)：报告方法与推荐方法",
      en: "\(measure.label.en) by the report's and the recommended method, \(year)")
  }

  static func columns(_ measure: ImpactMeasure) -> [ReportTable.Column] {
    func column(_ code: String, _ zh: String, _ en: String, _ beside: Set<Companion> = []) -> ReportTable.Column {
      ReportTable.Column(measure, code, zh: zh, en: en, beside: beside)
    }
    return [
      column("expansion", "扩张估计（报告的方法）", "Expansion (the report's)", [.standardError, .coefficientOfVariation]),
      column("weights", "权数的影响", "Change by weights"), column("auxiliary", "辅助信息的影响", "Change by exports"),
      column("outliers", "极端值处理的影响", "Change by outliers"), column("scaling", "推算方法的影响", "Change by scaling"),
      column("recommended", "推荐估计", "Recommended", [.standardError, .coefficientOfVariation]),
    ]
  }

  static func notes(_ rule: Study.Recommendation, _ classifications: Classifications) -> [LocalizedText] {
    let (counts, exports) = (classifications.names(rule.counts), classifications.names(rule.exports))
    let estimator = label(rule.estimator)
    return [
      LocalizedText(
        zh: "各步影响之和等于推荐估计与扩张估计之差：每一步从上一步的结果出发。",
        en: "The changes add to the gap between the two: each step starts where the one before ended."),
      LocalizedText(
        zh: "权数与名录企业数一致（\(counts?.zh ?? "无")），并与名录出口额一致（\(exports?.zh ?? "合计")）；估计方法：\(estimator.zh)；"
          + "极端值：\(rule.winsorises ? "Kokic–Bell 缩尾" : "不处理")。",
        en:
          "Weights add up to the register's firms (by \(counts?.en ?? "nothing")) and to its exports (by \(exports?.en ?? "their total")); the "
          + "estimator is \(estimator.en); outliers are \(rule.winsorises ? "winsorised after Kokic and Bell" : "left as they are")."
      ),
    ]
  }

  private static func label(_ estimator: Study.Recommendation.Estimator) -> LocalizedText {
    switch estimator {
    case .calibration: LocalizedText(zh: "校准估计", en: "calibration")
    case .greg: LocalizedText(zh: "广义回归估计", en: "the generalised regression estimator")
    case .combinedRatio: LocalizedText(zh: "联合比率估计", en: "the combined ratio")
    case .separateRatio: LocalizedText(zh: "分别比率估计", en: "the separate ratio")
    }
  }
}

extension Classifications {
  /// The names of factors in a row; nil where there are none.
  func names(_ factors: [String]) -> LocalizedText? {
    guard !factors.isEmpty else { return nil }
    let labels = factors.map { self[$0]?.label ?? LocalizedText(zh: $0, en: $0) }
    return LocalizedText(
      zh: labels.map(\.zh).joined(separator: "、"), en: labels.map { $0.en.lowercased() }.joined(separator: ", "))
  }
}
