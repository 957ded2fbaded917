import Documents
import TradeImpact

/// A figure that someone published on the measure, with the arithmetic behind it where there is one.
///
/// ```yaml
/// - {measure: added_cost, value: 5, unit: 亿美元, tolerance: 0.5, arithmetic: [93.4, 0.05], source: section 5.3.1.2}
/// ```
public struct ReportedFigure: Sendable {
  /// What it is a figure of; nil for one that no outcome of the scenario answers to.
  public let measure: ScenarioMeasure?
  public let label: LocalizedText
  /// In base units.
  public let value: Double
  public let unit: String
  /// The factors whose product the report prints, in the unit; empty where it gives no arithmetic.
  public let arithmetic: [Double]
  /// What the product is divided by.
  public let divisors: [Double]
  /// How far the product may be from the printed number, in the unit: "nearly 5" is half a unit.
  public let tolerance: Double?
  public let source: LocalizedText
  /// What is missing, or how the scenario reads it.
  public let note: LocalizedText?
  /// Base units in one of the unit.
  let factor: Double

  /// An amount, a number or a share of the scenario in the figure's unit.
  public func inUnit(_ value: Double) -> Double { value / factor }

  /// What the arithmetic gives, in base units; nil without.
  public var computed: Double? {
    arithmetic.isEmpty ? nil : divisors.reduce(arithmetic.reduce(1, *), /) * factor
  }

  /// Whether the arithmetic gives the printed number; nil without arithmetic.
  public var isReproduced: Bool? {
    guard let computed, let tolerance else { return nil }
    // A tolerance is of decimal numbers: 4.5 is within 0.5 of 5 however the product was rounded.
    return abs(computed - value) <= tolerance * factor * (1 + 1e-12)
  }
}

extension ReportedFigure {
  private static let keys = [
    "measure", "label", "value", "unit", "arithmetic", "over", "tolerance", "source", "note",
  ]

  init(decoding node: DocumentNode, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.keys)
    measure = try keyed.optional("measure").map { node throws(DocumentError) in
      try node.choice(of: ScenarioMeasure.self)
    }
    label = try Self.label(keyed, measure)
    let unitNode = try keyed.required("unit")
    unit = try unitNode.text()
    factor = try Self.factor(unitNode, measure, context)
    value = try keyed.required("value").double() * factor
    arithmetic = try keyed.optional("arithmetic")?.doubles() ?? []
    divisors = try Self.divisors(keyed.optional("over"))
    tolerance = try keyed.optional("tolerance")?.double()
    if !arithmetic.isEmpty, tolerance == nil {
      throw keyed.node.invalid(expected: "a tolerance with the arithmetic, in \(unit)")
    }
    source = try keyed.required("source").source()
    note = try keyed.optional("note").map { node throws(DocumentError) in try LocalizedText(decoding: node) }
  }

  /// Its own, or that of the measure.
  private static func label(
    _ keyed: KeyedDocument, _ measure: ScenarioMeasure?
  ) throws(DocumentError) -> LocalizedText {
    if let label = keyed.optional("label") { return try LocalizedText(decoding: label) }
    guard let measure else { throw keyed.node.invalid(expected: "the key 'measure', or 'label': {zh: ..., en: ...}") }
    return measure.label
  }

  /// Of a measure the unit is one of money or of firms; of any other figure it may also be a percentage.
  private static func factor(
    _ node: DocumentNode, _ measure: ScenarioMeasure?, _ context: QuantityContext
  ) throws(DocumentError) -> Double {
    let counts = ["firms": 1, "percent": 0.01]
    let word = try node.text()
    let isCount = measure.map { !$0.isAmount } ?? counts.keys.contains(word)
    guard isCount else {
      return try context.rates.factor(of: MoneyUnit(decoding: node), in: context.currency, at: node)
    }
    return counts[try node.choice(of: measure == nil ? ["firms", "percent"] : ["firms"])]!
  }

  private static func divisors(_ node: DocumentNode?) throws(DocumentError) -> [Double] {
    guard let node else { return [] }
    let divisors = try node.doubles()
    guard !divisors.contains(0) else { throw node.invalid(expected: "numbers other than 0") }
    return divisors
  }
}
