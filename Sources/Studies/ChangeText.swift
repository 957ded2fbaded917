import PanelChange
import Reporting
import TradeImpact

/// The words of tables over years.
enum ChangeText {
  static func subtitle(_ study: Study) -> LocalizedText {
    let (first, last) = (study.years.first?.year ?? 0, study.years.last?.year ?? 0)
    let (zh, en) =
      study.isSynthetic ? ("合成数据，非真实调查", "synthetic data, not a real survey") : ("抽样调查估计", "survey estimates")
    return LocalizedText(zh: "\(first)–\(last)年 · \(zh)", en: "\(first)–\(last) · \(en)")
  }

  static func year(_ year: Int) -> LocalizedText { LocalizedText(zh: "\(year)年", en: "\(year)") }

  static func level(_ year: Int) -> TableDefinition.Level { .init(code: "\(year)", label: self.year(year)) }

  static func step(_ from: Int, _ to: Int) -> ReportTable.Row {
    ReportTable.Row(code: "\(from)-\(to)", label: LocalizedText(zh: "\(from)→\(to)年", en: "\(from) → \(to)"))
  }

  static let yearHead = LocalizedText(zh: "年份", en: "Year")
  static let stepHead = LocalizedText(zh: "时段", en: "From → to")
  static let sectorHead = LocalizedText(zh: "行业", en: "Sector")

  static func span(_ years: [Int]) -> String {
    years.count == 1 ? "\(years[0])" : "\(years.first ?? 0)–\(years.last ?? 0)"
  }

  static func seriesTitle(_ years: [Int]) -> LocalizedText {
    LocalizedText(
      zh: "\(span(years))年直接损失、新增成本与受影响企业占比", en: "Direct loss, added cost and affected share, \(span(years))")
  }

  static func changesTitle(_ years: [Int]) -> LocalizedText {
    LocalizedText(zh: "\(span(years))年逐年变化及其分解", en: "Changes from year to year and what made them, \(span(years))")
  }

  static func sectorsTitle(_ years: [Int]) -> LocalizedText {
    LocalizedText(
      zh: "\(span(years))年各行业直接损失的逐年变化", en: "Changes of the direct loss by sector, \(span(years))")
  }

  // MARK: Columns

  static func seriesColumns(base: Int) -> [ReportTable.Column] {
    [
      amount("direct_loss", LocalizedText(zh: "直接损失", en: "Direct loss"), [.standardError, .interval, .n]),
      index("direct_loss_index", LocalizedText(zh: "指数（\(base)年=100）", en: "Index (\(base) = 100)")),
      amount("added_cost", LocalizedText(zh: "新增成本", en: "Added cost"), [.standardError, .interval]),
      ReportTable.Column(
        code: "affected_share", label: LocalizedText(zh: "受影响企业占比", en: "Affected share"), measure: "affected_share",
        unit: .percent, decimals: 2, companions: [.standardError, .interval]),
      index("affected_share_index", LocalizedText(zh: "指数（\(base)年=100）", en: "Index (\(base) = 100)")),
      ReportTable.Column(
        code: "direct_loss_rate", label: LocalizedText(zh: "直接损失占出口额比重", en: "Direct loss per exports"),
        measure: "direct_loss_rate", unit: .percent, decimals: 3, companions: [.standardError]),
    ]
  }

  static let changeColumns = [
    amount("direct_loss", LocalizedText(zh: "直接损失变化", en: "Change of direct loss"), [.standardError, .interval, .n]),
    amount("exports", LocalizedText(zh: "其中：出口规模", en: "by exports"), [.standardError]),
    amount("incidence", LocalizedText(zh: "其中：受影响范围", en: "by incidence"), [.standardError]),
    amount("intensity", LocalizedText(zh: "其中：损失强度", en: "by intensity"), [.standardError]),
    probability("direct_loss_p"),
    ReportTable.Column(
      code: "affected_share", label: LocalizedText(zh: "受影响企业占比变化", en: "Change of affected share"),
      measure: "affected_share", unit: .percentagePoint, decimals: 2, companions: [.standardError, .interval]),
    probability("affected_share_p"),
  ]

  static func sectorColumn(_ from: Int, _ to: Int) -> ReportTable.Column {
    amount("\(from)-\(to)", LocalizedText(zh: "\(from)→\(to)年", en: "\(from) → \(to)"), [.standardError, .interval])
  }

  private static func amount(_ code: String, _ label: LocalizedText, _ beside: Set<Companion>) -> ReportTable.Column {
    ReportTable.Column(
      code: code, label: label, measure: code == "added_cost" ? "added_cost" : "direct_loss",
      unit: .hundredMillionYuan, decimals: 2, companions: beside)
  }

  private static func index(_ code: String, _ label: LocalizedText) -> ReportTable.Column {
    ReportTable.Column(
      code: code, label: label, measure: "index", unit: .count, decimals: 1, companions: [.standardError])
  }

  private static func probability(_ code: String) -> ReportTable.Column {
    ReportTable.Column(
      code: code, label: LocalizedText(zh: "未下降假设的 p 值", en: "p, nothing fell"), measure: "p_value", unit: .count,
      decimals: 3)
  }

  // MARK: Notes

  static func indexNote(_ base: Int) -> LocalizedText {
    LocalizedText(
      zh: "指数的标准误计入\(base)年的抽样误差以及两年样本中相同企业的相关性。",
      en: "Errors of indices contain that of \(base), and the correlation of two years whose samples share firms.")
  }

  static let changeNotes = [
    LocalizedText(
      zh: "“样本企业数”为两年均回答的企业数；标准误计入两年样本重叠部分的协方差。",
      en:
        "Firms in sample are those that answered in both years; errors contain the covariance of what the samples share."
    ),
    LocalizedText(
      zh: "变化按对数平均迪氏指数法分解为出口规模、受影响企业出口占比、受影响企业单位出口损失三部分，三者之和等于总变化。",
      en:
        "Changes are divided by the logarithmic mean Divisia index into exports, the part that affected firms have of them, and loss per "
        + "unit of their exports; the three parts add to the change."),
  ]

  static func methods(_ study: Study) -> [LocalizedText] {
    [
      LocalizedText(
        zh: "各年估计按扩张估计；两年之差的方差为两年方差之和减去两倍协方差，协方差由两年均在样本中的企业估计（Qualité 和 Tillé，2008）。",
        en:
          "Estimates of a year are expansion estimates; the variance of a change is the sum of both less twice their covariance, which "
          + "is estimated from firms that are in both samples (Qualité and Tillé 2008)."),
      LocalizedText(
        zh: "“逐年下降”当且仅当每一步变化均显著为负时成立（交并检验，Berger，1982）。",
        en:
          "\u{201C}Falling year by year\u{201D} holds only where every step falls: an intersection-union test (Berger 1982)."
      ),
    ] + (study.isSynthetic ? [synthetic] : [])
  }

  private static let synthetic = LocalizedText(
    zh: "估计值来自合成样本，不得作为真实企业的结论引用。", en: "All estimates come from synthetic samples.")

  /// Whether a series falls every year.
  static func fall(_ name: LocalizedText, _ series: YearSeries, level: Double) -> LocalizedText {
    let weakest = series.changes.max { $0.pValueOfFall < $1.pValueOfFall }!
    let p = decimal(weakest.pValueOfFall)
    guard weakest.pValueOfFall > 1 - level else {
      return LocalizedText(
        zh: "数据支持“\(name.zh)逐年下降”：最弱的一步（\(weakest.from)→\(weakest.to)年）p = \(p)。",
        en:
          "The data support that the \(name.en) fell every year: its weakest step, \(weakest.from) to \(weakest.to), has p = \(p)"
      )
    }
    return LocalizedText(
      zh: "数据不足以支持“\(name.zh)逐年下降”：\(weakest.from)→\(weakest.to)年一步 p = \(p)。",
      en:
        "The data do not support that the \(name.en) fell every year: the step from \(weakest.from) to \(weakest.to) has p = \(p)"
    )
  }

  private static func decimal(_ p: Double) -> String {
    let thousandths = Int((1000 * p).rounded())
    if thousandths == 0 { return "0.000" }
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
