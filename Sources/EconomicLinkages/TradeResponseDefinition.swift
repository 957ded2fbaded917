import Documents
import TradeImpact

/// The section `trade_response` of a scenario file: how trade answers to a cost rise, with the numbers that the answer rests on.
///
/// ```yaml
/// trade_response:
///   kind: constant-elasticity            # or smart, or gsim
///   pass_through: {value: 0.6, source: "…"}
///   elasticity: {value: -1.5, sectors: {machinery: -2.1}, source: "…"}
/// ```
/// Every number has a source and none a default.
public struct TradeResponseDefinition: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Each market by itself: `ConstantElasticityResponse` of `TradeEquilibrium`.
    case constantElasticity = "constant-elasticity"
    /// Sources of each market against each other: `SMARTSimulation` of `TradeEquilibrium`.
    case smart
    /// All markets of a sector together: `GSIM` of `TradeEquilibrium`.
    case gsim
  }

  /// A file of trade, what it is in, and which of its sources is ours.
  public struct Trade: Sendable, Hashable {
    public let file: String
    public let unit: AmountUnit
    public let exporter: String
  }

  public let kind: Kind
  /// For ``Kind/smart`` and ``Kind/gsim``.
  public let trade: Trade?
  let parameterDefinitions: [ParameterDefinition]
  public let location: SourceLocation

  /// - Parameters:
  ///   - node: The mapping under `trade_response`.
  ///   - folder: That of the scenario file; files are relative to it.
  public init(decoding node: DocumentNode, folder: String) throws(DocumentError) {
    let kinds = try node.mapping().first { $0.key == "kind" }
    guard let kind = try kinds?.value.choice(of: Kind.self) else {
      throw DocumentError(.missingKey(key: "kind"), at: node.location, path: node.path, value: node.summary)
    }
    let keyed = try KeyedDocument(node, known: kind.keys)
    self.kind = kind
    location = node.location
    trade =
      kind == .constantElasticity
      ? nil
      : Trade(
        file: RelativePath.resolve(try keyed.required("trade").string(), in: folder),
        unit: try AmountUnit(decoding: keyed.required("unit")), exporter: try keyed.required("exporter").text())
    parameterDefinitions = try kind.parameters.map { name, dimensions, range throws(DocumentError) in
      try ParameterDefinition(name, in: keyed, by: dimensions, range)
    }
  }

  /// Every number that the response takes for given, in the order in which values may stand in for them.
  public var parameters: [TradeParameter] { parameterDefinitions.flatMap(\.parameters) }

  /// Every file that the section names.
  public var inputs: [String] { trade.map { [$0.file] } ?? [] }
}

extension TradeResponseDefinition.Kind {
  fileprivate var keys: [String] {
    ["kind"] + (self == .constantElasticity ? [] : ["trade", "unit", "exporter"]) + parameters.map(\.name)
  }

  fileprivate var parameters: [(name: String, dimensions: [ParameterDefinition.Dimension], range: TradeParameter.Range)]
  {
    switch self {
    case .constantElasticity:
      [("pass_through", [.sectors, .markets], .fraction), ("elasticity", [.sectors, .markets], .zeroOrLess)]
    case .smart:
      [
        ("import_elasticity", [.sectors, .markets], .zeroOrLess), ("substitution", [.sectors, .markets], .zeroOrMore),
        ("supply_elasticity", [.sectors, .markets], .positiveOrInfinite), ("others_cost_share", [], .zeroOrMore),
      ]
    case .gsim:
      [
        ("demand_elasticity", [.regions], .negative), ("substitution", [.regions], .positive),
        ("supply_elasticity", [.regions], .positive), ("others_cost_share", [], .zeroOrMore),
        ("domestic_cost_share", [], .zeroOrMore),
      ]
    }
  }
}
