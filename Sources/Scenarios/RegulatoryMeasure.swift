import Documents
import NotificationScreening
import TradeImpact

/// The measure itself, as the notification describes it.
public struct RegulatoryMeasure: Sendable {
  /// Whose measure it is, and where the exports go: a code of the classification of markets, or the user's own.
  public let market: String
  public let marketLabel: LocalizedText
  /// `G/TBT/N/EU/86`; nil for a measure that was not notified.
  public let symbol: String?
  public let notified: CivilDay?
  public let commentsUntil: CivilDay?
  public let products: LocalizedText
  /// HS codes of 2, 4, 6, 8 or 10 digits.
  public let hsCodes: [String]
  /// What it requires, as the evidence sheet prints it.
  public let requirement: LocalizedText
  /// What forms ask beside; nil where the file does not say it.
  public let particulars: Particulars

  /// What a comment or a trade concern says of a measure beside its products and its requirement.
  public struct Particulars: Sendable {
    /// What it is called in the notification.
    public let name: LocalizedText?
    public let agency: LocalizedText?
    public let objective: LocalizedText?
    public let background: LocalizedText?
    /// When it was published; a draft is not.
    public let published: CivilDay?
    /// What members have said to each other so far.
    public let negotiations: LocalizedText?
    /// Where it departs from international standards and practice.
    public let internationalStandard: LocalizedText?
    /// Other ways to the objective.
    public let alternatives: LocalizedText?
    public let marketSituation: LocalizedText?
    public let otherFactors: LocalizedText?
    /// What the member is asked for.
    public let requests: [LocalizedText]
  }
}

extension RegulatoryMeasure {
  private static let keys = [
    "market", "market_label", "symbol", "notified", "comments_until", "products", "hs", "requirement",
  ]

  /// Keys that forms need and no number does.
  private static let keysOfForms = [
    "name", "agency", "objective", "background", "published", "negotiations", "international_standard", "alternatives",
    "market_situation", "other_factors", "requests",
  ]

  init(decoding node: DocumentNode, _ classifications: Classifications) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys + Self.keysOfForms)
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
    notified = try keyed.optional("notified").map { node throws(DocumentError) in try CivilDay(decoding: node) }
    commentsUntil = try keyed.optional("comments_until").map { node throws(DocumentError) in
      let date = try CivilDay(decoding: node)
      if let notified = keyed.optional("notified"), try CivilDay(decoding: notified) > date {
        throw node.invalid(expected: "a day after that of the notification")
      }
      return date
    }
    products = try LocalizedText(decoding: keyed.required("products"))
    hsCodes = try (keyed.optional("hs")?.sequence() ?? []).map { node throws(DocumentError) in try node.hsCode() }
    requirement = try LocalizedText(decoding: keyed.required("requirement"))
    particulars = try Particulars(keyed)
  }
}

extension RegulatoryMeasure.Particulars {
  fileprivate init(_ keyed: KeyedDocument) throws(DocumentError) {
    func text(_ key: String) throws(DocumentError) -> LocalizedText? {
      try keyed.optional(key).map { node throws(DocumentError) in try LocalizedText(decoding: node) }
    }
    (name, agency) = (try text("name"), try text("agency"))
    (objective, background) = (try text("objective"), try text("background"))
    published = try keyed.optional("published").map { node throws(DocumentError) in try CivilDay(decoding: node) }
    negotiations = try text("negotiations")
    (internationalStandard, alternatives) = (try text("international_standard"), try text("alternatives"))
    (marketSituation, otherFactors) = (try text("market_situation"), try text("other_factors"))
    requests = try (keyed.optional("requests")?.sequence() ?? []).map { node throws(DocumentError) in
      try LocalizedText(decoding: node)
    }
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
