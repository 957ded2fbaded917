import Documents
import TradeImpact

/// The measure itself, as the notification describes it.
public struct RegulatoryMeasure: Sendable {
  /// Whose measure it is, and where the exports go: a code of the classification of markets, or the user's own.
  public let market: String
  public let marketLabel: LocalizedText
  /// `G/TBT/N/EU/86`; nil for a measure that was not notified.
  public let symbol: String?
  public let notified: CalendarDate?
  public let commentsUntil: CalendarDate?
  public let products: LocalizedText
  /// HS codes of 2, 4, 6, 8 or 10 digits.
  public let hsCodes: [String]
  /// What it requires, as the evidence sheet prints it.
  public let requirement: LocalizedText
}

extension RegulatoryMeasure {
  private static let keys = [
    "market", "market_label", "symbol", "notified", "comments_until", "products", "hs", "requirement",
  ]

  init(decoding node: DocumentNode, _ classifications: Classifications) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    let code = try keyed.required("market")
    market = try code.nonEmptyText()
    if let label = keyed.optional("market_label") {
      marketLabel = try LocalizedText(decoding: label)
    } else if let category = classifications.market[market] {
      marketLabel = category.label
    } else {
      let known = classifications.market.codes.joined(separator: ", ")
      throw code.invalid(expected: "one of \(known), or another code with market_label: {zh: ..., en: ...}")
    }
    symbol = try keyed.optional("symbol")?.nonEmptyText()
    notified = try keyed.optional("notified").map { node throws(DocumentError) in try CalendarDate(decoding: node) }
    commentsUntil = try keyed.optional("comments_until").map { node throws(DocumentError) in
      let date = try CalendarDate(decoding: node)
      if let notified = keyed.optional("notified"), try CalendarDate(decoding: notified) > date {
        throw node.invalid(expected: "a day after that of the notification")
      }
      return date
    }
    products = try LocalizedText(decoding: keyed.required("products"))
    hsCodes = try (keyed.optional("hs")?.sequence() ?? []).map { node throws(DocumentError) in try node.hsCode() }
    requirement = try LocalizedText(decoding: keyed.required("requirement"))
  }
}

extension DocumentNode {
  /// A code of the Harmonized System, quoted so that leading zeros stay: `"8517"`, `"8517.62"`.
  fileprivate func hsCode() throws(DocumentError) -> String {
    let digits = try text().filter { $0 != "." && $0 != " " }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), [2, 4, 6, 8, 10].contains(digits.count),
      let chapter = Int(digits.prefix(2)), (1...97).contains(chapter), chapter != 77
    else {
      throw invalid(
        expected: "an HS code of 2, 4, 6, 8 or 10 digits in a chapter from 01 to 97 without 77, such as \"8517\"")
    }
    return digits
  }
}
