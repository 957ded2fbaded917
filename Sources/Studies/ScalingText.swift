import RegionalScaling
import Reporting
import TradeImpact

/// The words of the tables of a city's amounts.
struct ScalingText {
  private let city: LocalizedText
  private let parent: LocalizedText
  private let year: Int

  init(_ study: Study, _ scaling: Study.Scaling, _ year: Int) {
    (city, parent) = (study.cityName(scaling), study.name(ofRegion: scaling.parent))
    self.year = year
  }

  static let method = LocalizedText(zh: "方法", en: "Method")

  static let recommended = Footnote(
    code: "recommended",
    text: LocalizedText(zh: "推荐：估计的均方误差最小。", en: "Recommended: the smallest estimated mean squared error."))

  static func label(_ method: RegionalMethod) -> LocalizedText {
    switch method {
    case .proportional: LocalizedText(zh: "按出口比例（报告的方法）", en: "Share of exports (the report's)")
    case .bySector: LocalizedText(zh: "分行业按出口比例", en: "Share of exports by sector")
    case .bySectorAndSize: LocalizedText(zh: "分行业、规模按出口比例", en: "Share of exports by sector and size")
    case .nationalRates: LocalizedText(zh: "全国分行业、规模损失率", en: "National rates by sector and size")
    case .direct: LocalizedText(zh: "本市企业直接估计", en: "The city's own firms")
    case .composite: LocalizedText(zh: "直接与合成组合估计", en: "Composite of own firms and national rates")
    case .fayHerriot: LocalizedText(zh: "Fay–Herriot 地区模型", en: "Fay–Herriot area model")
    }
  }

  func title(_ measure: ImpactMeasure) -> LocalizedText {
    let name = measure.nameInText
    return LocalizedText(
      zh: "\(year)年\(city.zh)\(name.zh)：各种推算方法", en: "\(city.en)'s \(name.en) by every method, \(year)")
  }

  func columns(_ measure: ImpactMeasure) -> [ReportTable.Column] {
    func column(_ code: String, _ zh: String, _ en: String, _ beside: Set<Companion> = []) -> ReportTable.Column {
      ReportTable.Column(measure, code, zh: zh, en: en, beside: beside)
    }
    return [
      column("city", city.zh, city.en, [.standardError, .coefficientOfVariation, .interval]),
      column("sampling", "其中：抽样误差", "Sampling error alone", [.interval]),
      column("between_regions", "其中：地区差异", "Error between regions"),
      column("own_firms", "其中：本市企业个体差异", "Error from the city's own firms"),
      column("register", "其中：名录误差", "Error of the register"),
      column("rest", "\(parent.zh)其他地区", "Rest of \(parent.en)"),
      column("unadjusted", "调整前（\(city.zh)）", "\(city.en) before adding up", [.standardError]),
    ]
  }

  func notes(registerError: Double) -> [LocalizedText] {
    [
      LocalizedText(
        zh:
          "标准误为均方误差的平方根，包括各部分误差；各部分平方之和等于其平方。\(city.zh)与\(parent.zh)其他地区之和等于\(parent.zh)自身的估计。",
        en:
          "The standard error is the root of the mean squared error with all its parts, whose squares add to its square. \(city.en) and the "
          + "rest of \(parent.en) add to \(parent.en)'s own estimate."),
      LocalizedText(
        zh: "地区差异的误差由依次剔除每个省份、用其余省份预测的结果估计（见 regions.csv）；名录中出口份额的相对误差为 \(Self.percent(registerError))%。",
        en:
          "The error between regions is estimated by leaving each province out in turn and predicting it from the others (regions.csv); the "
          + "share of exports in the register has a relative error of \(Self.percent(registerError)) %."),
    ]
  }

  func summary(_ measure: ImpactMeasure, _ one: ScaledAmount, level: Double) -> LocalizedText {
    let (value, name) = (Self.hundredMillion(one.value), measure.nameInText)
    let limits = one.interval.map { (Self.hundredMillion($0.lower), Self.hundredMillion($0.upper)) }
    let percent = Self.percent(level)
    let label = Self.label(one.method)
    return LocalizedText(
      zh: "\(city.zh)\(name.zh)：\(value)亿元（\(label.zh)）"
        + (limits.map { "，\(percent)% 区间 \($0.0)–\($0.1)亿元，含地区差异。" } ?? "。"),
      en: "\(city.en)'s \(name.en): \(value) CNY 100 million (\(label.en.lowercasedFirst))"
        + (limits.map { ", \(percent) % interval \($0.0) – \($0.1), differences between regions included." } ?? "."))
  }

  private static func hundredMillion(_ yuan: Double) -> String {
    DecimalText(yuan).moved(by: -8).text(decimals: 1)
  }

  /// A fraction in percent, with one decimal where it has one.
  static func percent(_ fraction: Double) -> String {
    let tenths = Int((1000 * fraction).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

extension String {
  /// Names stay as they are: only an article is put in small letters.
  fileprivate var lowercasedFirst: String {
    hasPrefix("The ") || hasPrefix("Share") || hasPrefix("National") || hasPrefix("Composite")
      ? prefix(1).lowercased() + dropFirst() : self
  }
}
