import Documents
import TradeImpact

/// A unit of money in a scenario file: a currency and a power of ten, as `万元`, `亿美元` or `EUR` name them.
public struct MoneyUnit: Sendable, Hashable {
  /// ISO 4217.
  public let currency: String
  /// One of the unit is 10 to this power of the currency.
  public let exponent: Int
  /// As the file writes it.
  public let word: String

  /// Currencies with the names that units are made of; the yuan's is in `元` alone.
  private static let currencies: KeyValuePairs = [
    "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元",
  ]
  private static let powers: KeyValuePairs = ["": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12]

  static let all: [MoneyUnit] = currencies.flatMap { code, name in
    [MoneyUnit(currency: code, exponent: 0, word: code)]
      + powers.map { MoneyUnit(currency: code, exponent: $0.value, word: $0.key + name) }
  }

  static let currencyCodes = currencies.map(\.key)

  private init(currency: String, exponent: Int, word: String) {
    (self.currency, self.exponent, self.word) = (currency, exponent, word)
  }

  /// Currency in one of the unit.
  var factor: Double { (0..<exponent).reduce(1) { factor, _ in factor * 10 } }

  /// - Throws: `notAllowed` with all units.
  init(decoding node: DocumentNode) throws(DocumentError) {
    let word = try node.choice(of: Self.all.map(\.word))
    self = Self.all.first { $0.word == word }!
  }
}
