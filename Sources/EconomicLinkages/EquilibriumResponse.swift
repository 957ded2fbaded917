import Documents
import LinearAlgebra
import TradeEquilibrium

/// GSIM for every sector of the scenario.
struct EquilibriumResponse {
  private let file: TradeMatrixFile
  private let parameters: ParameterValues

  init(_ file: TradeMatrixFile, _ parameters: ParameterValues) { (self.file, self.parameters) = (file, parameters) }

  func outcome(of flows: [ExportFlow]) throws(LinkageError) -> TradeOutcome {
    var (outcome, sectors) = (TradeOutcome(), [String: SectorEquilibrium]())
    for flow in flows where sectors[flow.sector] == nil {
      let sector = try equilibrium(flow.sector, flows.filter { $0.sector == flow.sector })
      sectors[flow.sector] = sector
      outcome.pairs += sector.pairs
      outcome.regions += sector.regions
      outcome.redirected.append(.init(sector: flow.sector, amount: sector.redirected))
    }
    outcome.flows = flows.map { sectors[$0.sector]!.flow($0) }
    return outcome
  }

  private func equilibrium(_ name: String, _ flows: [ExportFlow]) throws(LinkageError) -> SectorEquilibrium {
    let sector = try file.sector(name)
    try requireMarkets(of: flows, in: sector)
    let market = try globalMarket(sector)
    let gsim = try inResponse(name) { () throws(TradeEquilibriumError) in
      try GSIM(market, newWedges: wedges(sector, flows))
    }
    try requireTradeThatRemains(name, gsim)
    return SectorEquilibrium(
      name: name, gsim: gsim, exporter: sector.regions.firstIndex(of: file.exporter)!, markets: flows.map(\.market))
  }

  private func requireMarkets(
    of flows: [ExportFlow], in sector: TradeMatrixFile.Sector
  ) throws(LinkageError) {
    let markets = sector.regions.filter { $0 != file.exporter }
    for flow in flows where !markets.contains(flow.market) {
      throw .noTrade(
        file: file.path, what: "market of \(sector.name)", code: flow.market,
        nearest: nearest(to: flow.market, among: markets))
    }
  }

  private func globalMarket(_ sector: TradeMatrixFile.Sector) throws(LinkageError) -> GlobalMarket {
    let demand = try values("demand_elasticity", sector)
    let substitution = try values("substitution", sector)
    let supply = try values("supply_elasticity", sector)
    return try inResponse(sector.name) { () throws(TradeEquilibriumError) in
      try GlobalMarket(
        regions: sector.regions, trade: sector.trade, wedges: sector.wedges, demandElasticities: demand,
        substitutionElasticities: substitution, supplyElasticities: supply)
    }
  }

  /// One for each region.
  private func values(_ parameter: String, _ sector: TradeMatrixFile.Sector) throws(LinkageError) -> [Double] {
    try sector.regions.map { region throws(LinkageError) in try parameters.value(parameter, region: region) }
  }

  /// A linear response must not take more from a pair of regions than they trade.
  private func requireTradeThatRemains(_ name: String, _ gsim: GSIM) throws(LinkageError) {
    let market = gsim.market
    for (r, exporter) in market.regions.enumerated() {
      for (v, importer) in market.regions.enumerated()
      where market.trade[r, v] > 0 && gsim.quantityChanges[r, v] < -1 {
        throw .response(
          place: name,
          .moreThanAllImports(
            source: "\(exporter) to \(importer)", imports: market.trade[r, v],
            change: market.trade[r, v] * gsim.quantityChanges[r, v]))
      }
    }
  }

  /// In a market with a measure our goods bear its cost, those of others and of home their shares of it.
  private func wedges(
    _ sector: TradeMatrixFile.Sector, _ flows: [ExportFlow]
  ) throws(TradeEquilibriumError) -> [[TradeWedge]] {
    let (others, domestic) = (parameters.value("others_cost_share"), parameters.value("domestic_cost_share"))
    var wedges = sector.wedges
    for flow in flows {
      let v = sector.regions.firstIndex(of: flow.market)!
      for (r, region) in sector.regions.enumerated() {
        let share = region == file.exporter ? 1 : r == v ? domestic : others
        let old = wedges[r][v]
        wedges[r][v] = try TradeWedge(
          tariff: old.tariff, complianceCost: old.complianceCost + (1 + old.complianceCost) * share * flow.costRise)
      }
    }
    return wedges
  }
}

/// A sector's markets after the measure.
private struct SectorEquilibrium {
  let name: String
  let gsim: GSIM
  /// The place of our exporter among the regions.
  let exporter: Int
  /// Those with a flow of the scenario.
  let markets: [String]

  private var regionNames: [String] { gsim.market.regions }

  func flow(_ flow: ExportFlow) -> TradeOutcome.Flow {
    let v = regionNames.firstIndex(of: flow.market)!
    let (quantity, price) = (gsim.quantityChanges[exporter, v], gsim.worldPriceChanges[exporter])
    let added = gsim.newWedges[exporter][v].complianceCost - gsim.market.wedges[exporter][v].complianceCost
    return TradeOutcome.Flow(
      flow, lostExports: -quantity * flow.exports,
      complianceCost: added * flow.exports * (1 + quantity) * (1 + price), exporterPriceChange: price,
      buyerPriceChange: gsim.internalPriceChanges[exporter, v])
  }

  /// At the values of the trade file, since the scenario has no exports to those markets.
  var redirected: Double {
    regionNames.indices.reduce(0) { sum, v in
      guard v != exporter, !markets.contains(regionNames[v]) else { return sum }
      return sum + gsim.market.trade[exporter, v] * gsim.quantityChanges[exporter, v]
    }
  }

  var pairs: [TradeOutcome.Pair] {
    let after = gsim.newTrade
    return regionNames.indices.flatMap { r in
      regionNames.indices.map { v in
        TradeOutcome.Pair(
          sector: name, exporter: regionNames[r], importer: regionNames[v], before: gsim.market.trade[r, v],
          after: after[r, v], quantityChange: gsim.quantityChanges[r, v])
      }
    }
  }

  var regions: [TradeOutcome.Region] {
    let prices = gsim.compositePriceChanges
    return zip(gsim.welfare, regionNames.indices).map { welfare, place in
      TradeOutcome.Region(
        sector: name, welfare: welfare, exporterPriceChange: gsim.worldPriceChanges[place],
        compositePriceChange: prices[place])
    }
  }
}
