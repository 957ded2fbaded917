import TradeEquilibrium

/// SMART in every market of the scenario.
struct SourceResponse {
  private let file: SourceFile
  private let parameters: ParameterValues

  init(_ file: SourceFile, _ parameters: ParameterValues) { (self.file, self.parameters) = (file, parameters) }

  func outcome(of flows: [ExportFlow]) throws(LinkageError) -> TradeOutcome {
    var outcome = TradeOutcome()
    for flow in flows {
      let market = try file.market(of: flow)
      let effects = try simulation(flow, market).effects
      outcome.flows.append(self.flow(flow, market, effects))
      outcome.otherSources += effects.filter { $0.source != file.exporter }.map { effect in
        TradeOutcome.OtherSource(
          sector: flow.sector, market: flow.market, source: effect.source, creation: effect.creation,
          diversion: effect.diversion)
      }
    }
    return outcome
  }

  /// The measure raises the price of our goods by the cost, that of others by their share of it.
  private func simulation(_ flow: ExportFlow, _ market: SourceFile.Market) throws(LinkageError) -> SMARTSimulation {
    let share = parameters.value("others_cost_share")
    let sources = market.sources.map { source in
      SMARTSimulation.Source(
        source.name, imports: source.imports, power: source.power,
        newPower: source.power + flow.costRise * (source.name == file.exporter ? 1 : share))
    }
    let elasticity = try parameters.value("import_elasticity", sector: flow.sector, market: flow.market)
    let substitution = try parameters.value("substitution", sector: flow.sector, market: flow.market)
    let supply = try parameters.value("supply_elasticity", sector: flow.sector, market: flow.market)
    return try inResponse(flow.place) { () throws(TradeEquilibriumError) in
      try SMARTSimulation(
        sources, importElasticity: elasticity, substitution: substitution, supplyElasticity: supply)
    }
  }

  /// The relative change of what the market buys from us, on the scenario's own exports.
  private func flow(
    _ flow: ExportFlow, _ market: SourceFile.Market, _ effects: [SMARTSimulation.Effect]
  ) -> TradeOutcome.Flow {
    let own = effects.first { $0.source == file.exporter }!
    let scale = flow.exports / market.sources.first { $0.name == file.exporter }!.imports
    let lost = -own.total * scale
    return TradeOutcome.Flow(
      flow, lostExports: lost, complianceCost: flow.costRise * (flow.exports - lost), creation: own.creation * scale,
      diversion: own.diversion * scale)
  }
}
