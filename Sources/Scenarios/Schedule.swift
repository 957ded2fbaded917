import Documents
import NotificationScreening
import RegulatoryCosts
import TradeImpact

/// When a measure applies and how it is valued over time.
///
/// In year t after the entry into force the part a_t of the measure is in force and exports are `(1 + g)^t` times those of the first
/// year; costs that are paid once are paid in year 0.
public struct Schedule: Sendable {
  public let entryIntoForce: CivilDay
  /// T, years that are counted.
  public let horizon: Int
  /// r, of costs in constant prices.
  public let discountRate: Quantity
  /// a_0, a_1, …; the last one holds on.
  public let transition: [Double]
  /// g; nil where exports stay as they are.
  public let exportGrowth: Quantity?
  /// Delays, in years, whose worth is asked for.
  public let delays: [Int]

  public var quantities: [Quantity] { [discountRate, exportGrowth].compactMap(\.self) }

  /// Calendar years, the first that of the entry into force.
  public var years: [Int] { (0..<horizon).map { entryIntoForce.year + $0 } }

  /// a_t of year t after the entry into force, counted from 0.
  public func part(inForce t: Int) -> Double { inForce(t) }

  /// a_t
  func inForce(_ t: Int) -> Double { transition[min(t, transition.count - 1)] }
}

extension Schedule {
  private static let keys = [
    "entry_into_force", "horizon", "discount_rate", "transition", "export_growth", "delays",
  ]

  init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    entryIntoForce = try CivilDay(decoding: keyed.required("entry_into_force"))
    let years = try keyed.required("horizon")
    guard try (1...100).contains(years.int()) else { throw years.invalid(expected: "a number of years from 1 to 100") }
    horizon = try years.int()
    discountRate = try Quantity(
      decoding: keyed.required("discount_rate"),
      QuantityRule(
        "discount_rate", LocalizedText(zh: "贴现率", en: "discount rate"), .share, -0.5...0.99,
        "a rate from -50 to 99 percent"), context)
    transition =
      try keyed.optional("transition").map { node throws(DocumentError) in
        try Self.transition(node, horizon: years.int())
      } ?? [1]
    exportGrowth = try keyed.optional("export_growth").map { node throws(DocumentError) in
      try Quantity(
        decoding: node,
        QuantityRule(
          "export_growth", LocalizedText(zh: "出口年增长率", en: "growth of exports a year"), .share, -0.99...10,
          "a rate above -100 percent"), context)
    }
    delays = try keyed.required("delays").sequence().map { node throws(DocumentError) in
      guard try node.int() > 0 else { throw node.invalid(expected: "a number of whole years, 1 or more") }
      return try node.int()
    }
  }

  private static func transition(_ node: DocumentNode, horizon: Int) throws(DocumentError) -> [Double] {
    let shares = try node.doubles()
    guard !shares.isEmpty, shares.count <= horizon, shares.allSatisfy({ (0...1).contains($0) }) else {
      throw node.invalid(
        expected:
          "shares from 0 to 1, one a year from the entry into force and at most one for each of the \(horizon) years")
    }
    return shares
  }
}
