import Documents
import NotificationScreening
import TradeImpact

/// Yuan for one of a currency on a date, as `currencies: {USD: {yuan: 6.2855, date: 2012-12-31, source: ...}}` gives them.
public struct ExchangeRates: Sendable, Hashable {
  public struct Rate: Sendable, Hashable {
    /// Yuan a unit of the currency.
    public let yuan: Double
    public let date: CivilDay
    public let source: LocalizedText
  }
  private let rates: [String: Rate]

  /// ISO codes with a rate, in byte order; the yuan needs none.
  public var currencies: [String] { rates.keys.sorted() }

  public subscript(currency: String) -> Rate? { rates[currency] }

  /// Yuan in one of a currency; nil without a rate.
  func yuan(of currency: String) -> Double? { currency == "CNY" ? 1 : rates[currency]?.yuan }

  /// One of the unit in another currency.
  /// - Throws: a `DocumentError` at the unit's place that says which rate to add.
  func factor(of unit: MoneyUnit, in currency: String, at node: DocumentNode) throws(DocumentError) -> Double {
    guard unit.currency != currency else { return unit.factor }
    guard let from = yuan(of: unit.currency), let to = yuan(of: currency) else {
      let missing = yuan(of: unit.currency) == nil ? unit.currency : currency
      throw node.invalid(
        expected: "a unit whose rate is known: add currencies: {\(missing): {yuan: ..., date: ..., source: ...}}")
    }
    return unit.factor * from / to
  }
}

extension ExchangeRates {
  static let empty = ExchangeRates(rates: [:])

  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: MoneyUnit.currencyCodes.filter { $0 != "CNY" })
    var rates: [String: Rate] = [:]
    for code in keyed.keys { rates[code] = try Rate(decoding: keyed.required(code)) }
    self.rates = rates
  }
}

extension ExchangeRates.Rate {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["yuan", "date", "source"])
    let yuan = try keyed.required("yuan")
    guard try yuan.double() > 0 else { throw yuan.invalid(expected: "yuan for one unit, above zero") }
    self.yuan = try yuan.double()
    date = try CivilDay(decoding: keyed.required("date"))
    source = try keyed.required("source").source()
  }
}
