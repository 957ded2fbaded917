import Glibc
import NotificationScreening
import Reporting
import Scenarios
import TradeImpact

/// Numbers in sentences: as many digits as mean something, with what is not known of them in brackets.
///
/// ```
/// 4.3（2.7至5.9）亿美元        USD 430 million (270 to 590 million)
/// ```
/// The brackets hold the 5 and the 95 % quantile. Two digits of a number with an interval, three of one without; no digit smaller than
/// a hundredth of the interval's width.
package struct RoundedText {
  /// ISO code of the currency.
  let currency: String

  package init(currency: String) { self.currency = currency }

  // MARK: Digits

  /// Decimals to show, negative where tens or hundreds are rounded.
  static func decimals(of value: Double, width: Double) -> Int {
    guard width > 1e-9 * abs(value) else { return 2 - exponent(value) }
    return max(1 - exponent(value), 1 - exponent(width))
  }

  private static func exponent(_ value: Double) -> Int { value == 0 ? 0 : Int(log10(abs(value)).rounded(.down)) }

  static func digits(_ value: Double, decimals: Int) -> String {
    guard decimals < 0 else { return DecimalText(value).text(decimals: decimals) }
    let step = (0..<(-decimals)).reduce(1.0) { step, _ in step * 10 }
    return DecimalText((value / step).rounded() * step).text(decimals: 0)
  }

  /// Three digits, and no zeros behind the point.
  package static func plain(_ value: Double) -> String {
    trimmed(digits(value, decimals: max(0, decimals(of: value, width: 0))))
  }

  /// Without zeros behind the point.
  static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let trimmed = String(text.reversed().drop { $0 == "0" }.reversed())
    return trimmed.last == "." ? String(trimmed.dropLast()) : trimmed
  }

  // MARK: Amounts

  private struct Scale {
    let power: Int
    let word: String

    static func zh(_ value: Double) -> Scale {
      switch abs(value) {
      case 1e8...: Scale(power: 8, word: "亿")
      case 1e4...: Scale(power: 4, word: "万")
      default: Scale(power: 0, word: "")
      }
    }

    static func en(_ value: Double) -> Scale {
      switch abs(value) {
      case 1e9...: Scale(power: 9, word: " billion")
      case 1e6...: Scale(power: 6, word: " million")
      case 1e3...: Scale(power: 3, word: " thousand")
      default: Scale(power: 0, word: "")
      }
    }

    func scaled(_ value: Double) -> Double { DecimalText(value).moved(by: -power).double }
  }

  private static let names = [
    "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元",
  ]
  var currencyName: String { Self.names[currency] ?? currency }

  func amount(_ outcome: OutcomeSummary) -> LocalizedText {
    amount(outcome.mean, outcome.interval.lower, outcome.interval.upper)
  }

  /// An amount that is known, or one without an interval.
  func amount(_ value: Double) -> LocalizedText { amount(value, value, value) }

  package func amount(_ value: Double, _ lower: Double, _ upper: Double) -> LocalizedText {
    let (zh, en) = (Scale.zh(value), Scale.en(value))
    let (a, b) = (Self.text(value, lower, upper, zh.scaled), Self.text(value, lower, upper, en.scaled))
    let chinese = a.range.map { "\(a.value)（\($0.lower)至\($0.upper)）" } ?? a.value
    let english = b.range.map { " (\($0.lower) to \($0.upper)\(en.word))" } ?? ""
    return LocalizedText(zh: "\(chinese)\(zh.word)\(currencyName)", en: "\(currency) \(b.value)\(en.word)\(english)")
  }

  // MARK: Other numbers

  func firms(_ outcome: OutcomeSummary) -> LocalizedText { counted(outcome, LocalizedText(zh: "家", en: "firms")) }

  func persons(_ outcome: OutcomeSummary) -> LocalizedText { counted(outcome, LocalizedText(zh: "人", en: "persons")) }

  private func counted(_ outcome: OutcomeSummary, _ unit: LocalizedText) -> LocalizedText {
    let number = Self.text(outcome) { $0 }
    let chinese = number.range.map { "\(number.value)（\($0.lower)至\($0.upper)）" } ?? number.value
    let english = number.range.map { "\(number.value) (\($0.lower) to \($0.upper))" } ?? number.value
    return LocalizedText(zh: chinese + unit.zh, en: "\(english) \(unit.en)")
  }

  /// A fraction in percent, with two digits.
  package static func percent(_ value: Double) -> String {
    let shown = DecimalText(value).moved(by: 2).double
    return digits(shown, decimals: max(0, 1 - exponent(shown))) + "%"
  }

  private typealias Number = (value: String, range: (lower: String, upper: String)?)

  private static func text(_ outcome: OutcomeSummary, _ scaled: (Double) -> Double) -> Number {
    text(outcome.mean, outcome.interval.lower, outcome.interval.upper, scaled)
  }

  private static func text(
    _ value: Double, _ lower: Double, _ upper: Double, _ scaled: (Double) -> Double
  ) -> Number {
    let (value, lower, upper) = (scaled(value), scaled(lower), scaled(upper))
    let isKnown = max(upper, value) - min(lower, value) <= 1e-9 * abs(value)
    guard !isKnown else { return (plain(value), nil) }
    let decimals = decimals(of: value, width: upper - lower)
    return (
      digits(value, decimals: decimals), (digits(lower, decimals: decimals), digits(upper, decimals: decimals))
    )
  }
}

extension CivilDay {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `2013年1月11日`, `11 January 2013`.
  var text: LocalizedText {
    LocalizedText(zh: "\(year)年\(month)月\(day)日", en: "\(day) \(Self.months[month - 1]) \(year)")
  }
}

extension String {
  var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// Names in capitals stay as they are.
  var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
