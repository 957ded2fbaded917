import LinearAlgebra
import TradeEquilibrium

/// A trade response whose files are read: a function from flows and parameters to an outcome.
public struct TradeResponse: Sendable {
  private enum Model: Sendable {
    case constantElasticity
    case smart(SourceFile)
    case gsim(TradeMatrixFile)
  }

  public let definition: TradeResponseDefinition
  /// In the order in which values may stand in for them.
  public let parameters: [TradeParameter]
  private let model: Model

  /// Reads the file of trade, where the kind needs one.
  public init(_ definition: TradeResponseDefinition) throws(LinkageError) {
    self.definition = definition
    parameters = definition.parameters
    switch definition.kind {
    case .constantElasticity: model = .constantElasticity
    case .smart: model = .smart(try SourceFile(definition.trade!))
    case .gsim: model = .gsim(try TradeMatrixFile(definition.trade!))
    }
  }

  /// - Parameters:
  ///   - flows: Each sector and market once.
  ///   - values: In the order of ``parameters``; nil takes the values of the file.
  /// - Throws: ``LinkageError`` where a value is out of its range, a sector, market or region has no trade or parameter, or the change is too large for the model.
  public func outcome(of flows: [ExportFlow], parameters values: [Double]? = nil) throws(LinkageError) -> TradeOutcome {
    let values = values ?? parameters.map(\.value)
    precondition(values.count == parameters.count, "one value a parameter")
    for (parameter, value) in zip(parameters, values) where !parameter.range.contains(value) {
      throw .response(
        place: "trade_response",
        .parameter(parameter.name, place: nil, value: value, expected: parameter.range.words))
    }
    var seen = Set<[String]>()
    for flow in flows where !seen.insert([flow.sector, flow.market]).inserted {
      throw .repeatedFlow(sector: flow.sector, market: flow.market)
    }
    let found = ParameterValues(definition.parameterDefinitions, values)
    switch model {
    case .constantElasticity:
      return TradeOutcome(
        flows: try flows.map { flow throws(LinkageError) in try TradeOutcome.Flow(constantElasticity: flow, found) })
    case .smart(let file): return try SourceResponse(file, found).outcome(of: flows)
    case .gsim(let file): return try EquilibriumResponse(file, found).outcome(of: flows)
    }
  }
}

/// Names sector and market where the model refuses.
func inResponse<T>(
  _ place: String, _ body: () throws(TradeEquilibriumError) -> T
) throws(LinkageError) -> T {
  do { return try body() } catch { throw .response(place: place, error) }
}

extension ExportFlow {
  var place: String { "\(sector) to \(market)" }
}

extension TradeOutcome.Flow {
  init(constantElasticity flow: ExportFlow, _ parameters: ParameterValues) throws(LinkageError) {
    let passThrough = try parameters.value("pass_through", sector: flow.sector, market: flow.market)
    let elasticity = try parameters.value("elasticity", sector: flow.sector, market: flow.market)
    let response = try inResponse(flow.place) { () throws(TradeEquilibriumError) in
      try ConstantElasticityResponse(
        exports: flow.exports, costRise: flow.costRise, passThrough: passThrough, elasticity: elasticity)
    }
    self.init(
      flow, lostExports: response.lostExports, complianceCost: response.complianceCost,
      absorbedCost: response.absorbedCost)
  }

  init(
    _ flow: ExportFlow, lostExports: Double, complianceCost: Double, absorbedCost: Double? = nil,
    creation: Double? = nil, diversion: Double? = nil, exporterPriceChange: Double? = nil,
    buyerPriceChange: Double? = nil
  ) {
    self.init(
      sector: flow.sector, market: flow.market, exports: flow.exports, costRise: flow.costRise,
      lostExports: lostExports, complianceCost: complianceCost, absorbedCost: absorbedCost, creation: creation,
      diversion: diversion, exporterPriceChange: exporterPriceChange, buyerPriceChange: buyerPriceChange)
  }
}
