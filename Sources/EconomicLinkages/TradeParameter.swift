import Documents

/// A number that a trade response takes for given, with where it is from; a simulation may draw others in its place.
public struct TradeParameter: Sendable, Hashable {
  /// `elasticity`, or `elasticity.machinery` where it is of one sector, market or region.
  public let name: String
  public let value: Double
  public let source: String
  /// What the value has to be.
  public let range: Range
  public let location: SourceLocation

  public enum Range: Sendable, Hashable {
    case zeroOrLess, negative, zeroOrMore, positive, positiveOrInfinite, fraction

    public func contains(_ value: Double) -> Bool {
      switch self {
      case .zeroOrLess: value <= 0 && value.isFinite
      case .negative: value < 0 && value.isFinite
      case .zeroOrMore: value >= 0 && value.isFinite
      case .positive: value > 0 && value.isFinite
      case .positiveOrInfinite: value > 0
      case .fraction: 0 <= value && value <= 1
      }
    }

    var words: String {
      switch self {
      case .zeroOrLess: "a number of 0 or less"
      case .negative: "a negative number"
      case .zeroOrMore: "a number of 0 or more"
      case .positive: "a positive number"
      case .positiveOrInfinite: "a positive number or 'infinite'"
      case .fraction: "a fraction from 0 to 1"
      }
    }
  }
}

/// A parameter as a scenario file writes it: one value for all, values by sector, market or region, or both.
///
/// ```yaml
/// elasticity: {value: -1.5, sectors: {machinery: -2.1}, source: "Author (year), table 3"}
/// ```
struct ParameterDefinition: Sendable, Hashable {
  /// The key of the values by code.
  enum Dimension: String, Sendable, Hashable { case sectors, markets, regions }

  let name: String
  /// By what values differ; nil where there is one.
  let dimension: Dimension?
  /// For all, or for all others.
  let rest: Double?
  let keyed: [(code: String, value: Double)]
  let source: String
  let range: TradeParameter.Range
  let location: SourceLocation

  init(
    _ name: String, in section: KeyedDocument, by dimensions: [Dimension], _ range: TradeParameter.Range
  ) throws(DocumentError) {
    let node = try section.required(name)
    let keyed = try KeyedDocument(node, known: ["value"] + dimensions.map(\.rawValue) + ["source"])
    (self.name, self.range, location) = (name, range, node.location)
    dimension = try Self.dimension(keyed, dimensions)
    source = try Self.source(keyed.required("source"))
    rest = try keyed.optional("value").map { node throws(DocumentError) in try Self.number(node, range) }
    let values = try dimension.map { dimension throws(DocumentError) in try keyed.required(dimension.rawValue).mapping()
    }
    self.keyed = try (values ?? []).map { code, node throws(DocumentError) in (code, try Self.number(node, range)) }
  }

  /// By what values differ: one thing at most, and none without a value for all.
  private static func dimension(_ keyed: KeyedDocument, _ dimensions: [Dimension]) throws(DocumentError) -> Dimension? {
    let given = dimensions.filter { keyed.optional($0.rawValue) != nil }
    guard given.count <= 1 else {
      throw keyed.node.invalid(expected: "values by \(given.map(\.rawValue).joined(separator: " or by ")), not both")
    }
    guard keyed.optional("value") != nil || !given.isEmpty else {
      throw keyed.node.invalid(expected: (["value"] + dimensions.map(\.rawValue)).joined(separator: " or "))
    }
    return given.first
  }

  private static func source(_ node: DocumentNode) throws(DocumentError) -> String {
    guard try !node.text().isEmpty else { throw node.invalid(expected: "where the number is from") }
    return try node.text()
  }

  private static func number(_ node: DocumentNode, _ range: TradeParameter.Range) throws(DocumentError) -> Double {
    if range == .positiveOrInfinite, case .string("infinite") = node.value { return .infinity }
    let value = try node.double()
    guard range.contains(value) else { throw node.invalid(expected: range.words) }
    return value
  }

  /// Those that a simulation may draw, the value for all others first.
  var parameters: [TradeParameter] {
    (rest.map { [("", $0)] } ?? []).map { ($0.0, $0.1) }.map(parameter)
      + keyed.map { (".\($0.code)", $0.value) }.map(parameter)
  }

  private func parameter(_ suffix: String, _ value: Double) -> TradeParameter {
    TradeParameter(name: name + suffix, value: value, source: source, range: range, location: location)
  }

  /// Of its parameters.
  var count: Int { keyed.count + (rest == nil ? 0 : 1) }

  /// Where among its parameters the value for a code stands.
  /// - Throws: ``LinkageError/noParameter(name:code:at:)``.
  func place(of code: String) throws(LinkageError) -> Int {
    if let place = keyed.firstIndex(where: { $0.code == code }) { return place + (rest == nil ? 0 : 1) }
    guard rest != nil else { throw .noParameter(name: name, code: code, at: location) }
    return 0
  }

  static func == (a: ParameterDefinition, b: ParameterDefinition) -> Bool {
    a.name == b.name && a.dimension == b.dimension && a.parameters == b.parameters
  }

  func hash(into hasher: inout Hasher) { hasher.combine(parameters) }
}

/// The values of all parameters of a response, and which of them belongs to whom.
struct ParameterValues {
  private let definitions: [ParameterDefinition]
  private let values: [Double]

  /// - Precondition: One value for each parameter of the definitions, in their order.
  init(_ definitions: [ParameterDefinition], _ values: [Double]) {
    (self.definitions, self.values) = (definitions, values)
  }

  func value(_ name: String, sector: String, market: String) throws(LinkageError) -> Double {
    let (definition, start) = found(name)
    return values[start + (try definition.place(of: definition.dimension == .sectors ? sector : market))]
  }

  func value(_ name: String, region: String) throws(LinkageError) -> Double {
    let (definition, start) = found(name)
    return values[start + (try definition.place(of: region))]
  }

  func value(_ name: String) -> Double { values[found(name).start] }

  private func found(_ name: String) -> (definition: ParameterDefinition, start: Int) {
    var start = 0
    for definition in definitions {
      if definition.name == name { return (definition, start) }
      start += definition.count
    }
    preconditionFailure("no parameter \(name)")
  }
}
