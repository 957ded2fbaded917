import Documents
import TradeImpact
import UncertaintyAnalysis

/// What the place of a quantity in the file asks of it.
struct QuantityRule {
  let name: String
  let label: LocalizedText
  let dimension: Quantity.Dimension
  /// In base units.
  let range: ClosedRange<Double>
  /// The range in words, as an error says it.
  let rangeText: String
  let mayVaryAcrossFirms: Bool

  init(
    _ name: String, _ label: LocalizedText, _ dimension: Quantity.Dimension, _ range: ClosedRange<Double>,
    _ rangeText: String, mayVaryAcrossFirms: Bool = false
  ) {
    (self.name, self.label, self.dimension, self.range, self.rangeText) = (name, label, dimension, range, rangeText)
    self.mayVaryAcrossFirms = mayVaryAcrossFirms
  }
}

/// Where units and exchange rates are looked up while a file is read.
struct QuantityContext {
  let rates: ExchangeRates
  /// ISO code of the currency that results are in.
  let currency: String
}

extension Quantity {
  private static let forms = ["value", "range", "triangular", "pert", "lognormal", "empirical", "survey"]

  /// Reads `{value: 5, unit: percent, source: ...}`, with one of the forms in place of `value`.
  init(decoding node: DocumentNode, _ rule: QuantityRule, _ context: QuantityContext) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Self.forms + ["unit", "across", "source"])
    let given = Self.forms.filter { keyed.optional($0) != nil }
    guard given.count == 1, let form = given.first else {
      throw node.invalid(expected: "one of \(Self.forms.joined(separator: ", ")), with unit and source")
    }
    name = rule.name
    label = rule.label
    dimension = rule.dimension
    (unit, factor) = try Self.unit(keyed, rule.dimension, context)
    variation = try keyed.optional("across")?.choice(of: Variation.self) ?? .knowledge
    if variation == .firms, !rule.mayVaryAcrossFirms {
      throw keyed.node.invalid(expected: "one number: \(rule.name) is not a property of firms; remove across: firms")
    }
    knowledge = try Self.knowledge(form, keyed.required(form))
    source = try keyed.required("source").source()
    try checkRange(keyed.required(form), rule)
  }

  // MARK: Units

  private static func unit(
    _ keyed: KeyedDocument, _ dimension: Dimension, _ context: QuantityContext
  ) throws(DocumentError) -> (String, Double) {
    guard dimension != .elasticity else {
      if let unit = keyed.optional("unit") { throw unit.invalid(expected: "no unit: an elasticity has none") }
      return ("", 1)
    }
    let node = try keyed.required("unit")
    guard dimension != .money else {
      let unit = try MoneyUnit(decoding: node)
      return (unit.word, try context.rates.factor(of: unit, in: context.currency, at: node))
    }
    let units = dimension.units
    let word = try node.choice(of: units.map(\.key))
    return (word, units.first { $0.key == word }!.value)
  }

  // MARK: What is known

  private static func knowledge(_ form: String, _ node: DocumentNode) throws(DocumentError) -> Knowledge {
    if form == "survey" { return .survey(try node.choice(of: SurveyColumn.names)) }
    do { return .distribution(try distribution(form, node)) } catch let error as UncertaintyError {
      throw node.invalid(expected: "other numbers (\(error))")
    } catch let error as DocumentError { throw error } catch { preconditionFailure("\(error)") }
  }

  private static func distribution(_ form: String, _ node: DocumentNode) throws -> InputDistribution {
    switch form {
    case "value": return try .fixed(node.double())
    case "range": return try range(node)
    case "triangular": return try triangular(node)
    case "pert": return try pert(node)
    case "lognormal": return try lognormal(node)
    default: return try empirical(node)
    }
  }

  private static func range(_ node: DocumentNode) throws -> InputDistribution {
    let ends = try node.doubles()
    guard ends.count == 2 else { throw node.invalid(expected: "two numbers, [lowest, highest]") }
    return try .uniform(from: ends[0], to: ends[1])
  }

  private static func triangular(_ node: DocumentNode) throws -> InputDistribution {
    let keyed = try KeyedDocument(node, known: ["minimum", "mode", "maximum"])
    return try .triangular(
      minimum: keyed.required("minimum").double(), mode: keyed.required("mode").double(),
      maximum: keyed.required("maximum").double())
  }

  private static func pert(_ node: DocumentNode) throws -> InputDistribution {
    let keyed = try KeyedDocument(node, known: ["minimum", "mode", "maximum", "concentration"])
    return try .pert(
      minimum: keyed.required("minimum").double(), mode: keyed.required("mode").double(),
      maximum: keyed.required("maximum").double(), concentration: keyed.optional("concentration")?.double() ?? 4)
  }

  private static func lognormal(_ node: DocumentNode) throws -> InputDistribution {
    let keyed = try KeyedDocument(node, known: ["median", "p90", "mean", "cv"])
    if keyed.optional("median") != nil || keyed.optional("p90") != nil {
      return try .lognormal(
        median: keyed.required("median").double(), quantile: keyed.required("p90").double(), at: 0.9)
    }
    return try .lognormal(
      mean: keyed.required("mean").double(), coefficientOfVariation: keyed.required("cv").double())
  }

  private static func empirical(_ node: DocumentNode) throws -> InputDistribution {
    let keyed = try KeyedDocument(node, known: ["values", "weights"])
    let values = try keyed.required("values").doubles()
    let weights = try keyed.optional("weights")?.doubles()
    if let weights, weights.count != values.count {
      throw try keyed.required("weights").invalid(expected: "\(values.count) weights, one a value")
    }
    return try .empirical(values, weights: weights)
  }

  // MARK: Possible values

  /// All that the distribution can give has to be possible.
  private func checkRange(_ node: DocumentNode, _ rule: QuantityRule) throws(DocumentError) {
    guard let distribution else { return }
    let (low, high) = (distribution.quantile(0) * factor, distribution.quantile(1) * factor)
    guard rule.range.contains(low), high <= rule.range.upperBound else {
      throw node.invalid(expected: rule.rangeText)
    }
  }
}

extension Quantity.Dimension {
  /// Words of units and their size in base units.
  fileprivate var units: KeyValuePairs<String, Double> {
    switch self {
    case .money, .elasticity: [:]
    case .share: ["percent": 0.01, "fraction": 1]
    case .count(let unit): [unit: 1]
    case .duration: ["days": 1, "months": 365.0 / 12]
    case .sharePerDay: ["percent per day": 0.01]
    }
  }
}
