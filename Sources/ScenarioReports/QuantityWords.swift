import Reporting
import Scenarios
import TradeImpact
import UncertaintyAnalysis

/// What a scenario assumes of a number, in words.
struct QuantityWords {
  let quantity: Quantity

  init(_ quantity: Quantity) { self.quantity = quantity }

  // MARK: Numbers with their unit

  /// A number in the unit of the file.
  func number(_ value: Double) -> LocalizedText {
    let digits = RoundedText.plain(value)
    switch quantity.dimension {
    case .money: return RoundedText(currency: money.currency).amount(DecimalText(value).moved(by: money.power).double)
    case .share where quantity.unit == "percent": return LocalizedText(zh: "\(digits)%", en: "\(digits)%")
    case .share, .elasticity: return LocalizedText(zh: digits, en: digits)
    case .sharePerDay: return LocalizedText(zh: "每天\(digits)%", en: "\(digits)% a day")
    case .duration where quantity.unit == "months": return LocalizedText(zh: "\(digits)个月", en: "\(digits) months")
    case .duration: return LocalizedText(zh: "\(digits)天", en: "\(digits) days")
    case .count(let unit):
      let words = Self.units[unit] ?? LocalizedText(zh: "", en: unit)
      return LocalizedText(zh: digits + words.zh, en: "\(digits) \(words.en)")
    }
  }

  private static let units = [
    "firms": LocalizedText(zh: "家", en: "firms"), "models": LocalizedText(zh: "个型号", en: "models"),
    "shipments": LocalizedText(zh: "批", en: "shipments"), "hours": LocalizedText(zh: "小时", en: "hours"),
    "times": LocalizedText(zh: "次", en: "times"), "units": LocalizedText(zh: "个", en: "units"),
  ]

  /// Currency and power of ten of the file's unit: `亿美元`, `EUR`.
  private var money: (currency: String, power: Int) {
    let names: KeyValuePairs = ["USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "CNY": "元"]
    guard let found = names.first(where: { quantity.unit == $0.key || quantity.unit.hasSuffix($0.value) }) else {
      return (quantity.unit, 0)
    }
    let powers = ["": 0, "万": 4, "亿": 8, "万亿": 12]
    let head = quantity.unit == found.key ? "" : String(quantity.unit.dropLast(found.value.count))
    return (found.key, powers[head] ?? 0)
  }

  // MARK: What is known

  /// `最低2%，最可能5%，最高10%（PERT分布）`.
  var knowledge: LocalizedText {
    let spread = spread
    guard quantity.variation == .firms else { return spread }
    return LocalizedText(zh: "各企业不同：\(spread.zh)", en: "differs from firm to firm: \(spread.en)")
  }

  private var spread: LocalizedText {
    guard let distribution = quantity.distribution else { return ofSurvey }
    switch distribution.shape {
    case .fixed(let value): return number(value)
    case .uniform(let low, let high):
      return range(low, high, zh: "，区间内等可能", en: ", any value as likely as any other")
    case .triangular(let low, let mode, let high): return peaked(low, mode, high, zh: "三角分布", en: "triangular")
    case .pert(let low, let mode, let high, _): return peaked(low, mode, high, zh: "PERT分布", en: "PERT")
    case .lognormal(let median, let p90):
      let (a, b) = (number(median), number(p90))
      return LocalizedText(
        zh: "中位数\(a.zh)，十分之一的可能超过\(b.zh)（对数正态分布）",
        en: "median \(a.en), one chance in ten above \(b.en) (lognormal)")
    case .empirical:
      return range(
        distribution.quantile(0), distribution.quantile(1), zh: "，按所列观测值（经验分布）", en: " as observed (empirical)")
    }
  }

  private func range(_ low: Double, _ high: Double, zh: String, en: String) -> LocalizedText {
    let (a, b) = (number(low), number(high))
    return LocalizedText(zh: "\(a.zh)至\(b.zh)\(zh)", en: "\(a.en) to \(b.en)\(en)")
  }

  private func peaked(_ low: Double, _ mode: Double, _ high: Double, zh: String, en: String) -> LocalizedText {
    let (a, b, c) = (number(low), number(mode), number(high))
    return LocalizedText(
      zh: "最低\(a.zh)，最可能\(b.zh)，最高\(c.zh)（\(zh)）",
      en: "lowest \(a.en), most likely \(b.en), highest \(c.en) (\(en))")
  }

  private var ofSurvey: LocalizedText {
    guard case .survey(let column) = quantity.knowledge else { return LocalizedText(zh: "", en: "") }
    return column == SurveyColumn.lossRate
      ? LocalizedText(zh: "调查中企业的直接损失与出口额之比", en: "direct loss over exports, as firms of the survey answered")
      : LocalizedText(zh: "调查中企业的新增成本与出口额之比", en: "added cost over exports, as firms of the survey answered")
  }

  /// Whether more knowledge could narrow the result.
  var kind: LocalizedText {
    if quantity.variation == .firms { return LocalizedText(zh: "企业间差异", en: "differs across firms") }
    return quantity.isFixed
      ? LocalizedText(zh: "按已知处理", en: "taken as known") : LocalizedText(zh: "不确定", en: "uncertain")
  }

  // MARK: Display in tables

  /// In tables, numbers are in base units of the scenario.
  func unit(currency: String) -> DisplayUnit {
    switch quantity.dimension {
    case .money: DisplayUnit.amount(of: base(typical), currency: currency)
    case .share, .sharePerDay: .percent
    case .count("firms"): .firms
    case .count, .duration, .elasticity: .count
    }
  }

  func base(_ value: Double) -> Double { value * quantity.factor }

  /// A number of the size that the quantity has.
  private var typical: Double {
    guard let distribution = quantity.distribution else { return 0 }
    return max(abs(distribution.quantile(0.05)), abs(distribution.quantile(0.95)))
  }

  func decimals(currency: String) -> Int {
    let shown = DecimalText(base(typical)).moved(by: -unit(currency: currency).exponent).double
    return max(0, min(6, RoundedText.decimals(of: shown, width: 0)))
  }

  /// The label with the words of a unit that table heads have no name for.
  var tableLabel: LocalizedText {
    let label = quantity.label
    switch quantity.dimension {
    case .duration: return LocalizedText(zh: "\(label.zh)（天）", en: "\(label.en) (days)")
    case .sharePerDay: return LocalizedText(zh: "\(label.zh)（每天）", en: "\(label.en) (a day)")
    case .count(let unit) where unit != "firms":
      guard let words = Self.units[unit] else { return label }
      return LocalizedText(zh: "\(label.zh)（\(words.zh)）", en: "\(label.en) (\(words.en))")
    default: return label
    }
  }
}

extension DisplayUnit {
  /// The unit that an amount is read in.
  static func amount(of value: Double, currency: String) -> DisplayUnit {
    switch abs(value) {
    case 1e7...: currency == "USD" ? .hundredMillionDollars : .hundredMillionYuan
    case 1e4...: currency == "USD" ? .tenThousandDollars : .tenThousandYuan
    default: currency == "USD" ? .dollars : .yuan
    }
  }
}
