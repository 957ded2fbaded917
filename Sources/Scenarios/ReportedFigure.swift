import Documents
import TradeImpact

/// A figure that someone published on the measure, with the arithmetic behind it where there is one.
///
/// ```yaml
/// - {measure: added_cost, value: 5, unit: 亿美元, tolerance: 0.5, arithmetic: [93.4, 0.05], source: section 5.3.1.2}
/// ```
public struct ReportedFigure: Sendable {
  public let measure: ScenarioMeasure
  /// In base units.
  public let value: Double
  public let unit: String
  /// The factors whose product the report prints, in the unit; empty where it gives no arithmetic.
  public let arithmetic: [Double]
  /// How far the product may be from the printed number, in the unit: "nearly 5" is half a unit.
  public let tolerance: Double?
  public let source: LocalizedText
  /// What is missing, or how the scenario reads it.
  public let note: LocalizedText?
  /// Base units in one of the unit.
  let factor: Double

  /// The product in base units; nil without arithmetic.
  public var computed: Double? { arithmetic.isEmpty ? nil : arithmetic.reduce(1, *) * factor }

  /// Whether the arithmetic gives the printed number; nil without arithmetic.
  public var isReproduced: Bool? {
    guard let computed, let tolerance else { return nil }
    // A tolerance is of decimal numbers: 4.5 is within 0.5 of 5 however the product was rounded.
    return abs(computed - value) <= tolerance * factor * (1 + 1e-12)
  }
}

extension ReportedFigure {
  private static let keys = ["measure", "value", "unit", "arithmetic", "tolerance", "source", "note"]

  init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    measure = try keyed.required("measure").choice(of: ScenarioMeasure.self)
    let unitNode = try keyed.required("unit")
    unit = try unitNode.text()
    factor =
      try measure.isAmount
      ? context.rates.factor(of: MoneyUnit(decoding: unitNode), in: context.currency, at: unitNode)
      : Self.counted(unitNode)
    value = try keyed.required("value").double() * factor
    arithmetic = try keyed.optional("arithmetic")?.doubles() ?? []
    tolerance = try keyed.optional("tolerance")?.double()
    if !arithmetic.isEmpty, tolerance == nil {
      throw keyed.node.invalid(expected: "a tolerance with the arithmetic, in \(unit)")
    }
    source = try keyed.required("source").source()
    note = try keyed.optional("note").map { node throws(DocumentError) in try LocalizedText(decoding: node) }
  }

  private static func counted(_ node: DocumentNode) throws(DocumentError) -> Double {
    _ = try node.choice(of: ["firms"])
    return 1
  }
}
