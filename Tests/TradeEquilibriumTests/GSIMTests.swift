import Glibc
import LinearAlgebra
import Testing
import TradeEquilibrium

/// Two countries of equal size and taste that sell as much abroad as at home.
private func twins() throws -> GlobalMarket {
  try GlobalMarket(
    regions: ["home", "abroad"], trade: Matrix([[100, 100], [100, 100]]), wedges: wedges(2),
    demandElasticities: [-1, -1], substitutionElasticities: [3, 3], supplyElasticities: [2, 2])
}

private func wedges(_ count: Int, _ wedge: TradeWedge = .none) -> [[TradeWedge]] {
  [[TradeWedge]](repeating: [TradeWedge](repeating: wedge, count: count), count: count)
}

/// Four unequal regions, tariffs in force.
private func fourRegions() throws -> GlobalMarket {
  let tariffs = [[0, 0.04, 0.11, 0.02], [0.09, 0, 0.07, 0.25], [0.03, 0.06, 0, 0], [0.3, 0.01, 0.02, 0]]
  return try GlobalMarket(
    regions: ["CN", "EU", "US", "rest"],
    trade: Matrix([[40, 300, 250, 90], [60, 500, 120, 30], [20, 80, 700, 10], [35, 45, 0, 200]]),
    wedges: tariffs.map { row in try row.map { try TradeWedge(tariff: $0) } },
    demandElasticities: [-1.25, -0.8, -1.5, -2], substitutionElasticities: [5, 3, 4, 6],
    supplyElasticities: [1.5, 2, 0.7, 3])
}

/// The wedges with a compliance cost for what the first region sells abroad.
private func dearer(_ market: GlobalMarket, by cost: Double) throws -> [[TradeWedge]] {
  var wedges = market.wedges
  for v in 1..<wedges.count { wedges[0][v] = try TradeWedge(tariff: wedges[0][v].tariff, complianceCost: cost) }
  return wedges
}

@Suite struct GSIMTests {
  @Test func withoutAChangeNothingMoves() throws {
    let market = try fourRegions()
    let same = try GSIM(market, newWedges: market.wedges)
    #expect(same.worldPriceChanges == [0, 0, 0, 0] && same.quantityChanges.maximumMagnitude == 0)
    #expect(same.newTrade == market.trade)
    for region in same.welfare { #expect(region.net == 0) }
  }

  @Test func sharesSumToOne() throws {
    let market = try fourRegions()
    for i in 0..<4 {
      #expect(abs(market.expenditureShares.column(i).reduce(0, +) - 1) <= 1e-15)
      #expect(abs(market.exportShares.row(i).reduce(0, +) - 1) <= 1e-15)
    }
  }

  /// What exporters supply is what buyers want, to rounding.
  @Test func everyMarketClears() throws {
    let market = try fourRegions()
    let gsim = try GSIM(market, newWedges: dearer(market, by: 0.05))
    for r in 0..<4 {
      let demanded = (0..<4).reduce(0) { $0 + market.exportShares[r, $1] * gsim.quantityChanges[r, $1] }
      #expect(abs(demanded - gsim.exportChanges[r]) <= 1e-14)
    }
  }

  /// All wedges up by τ: Ex p̂ = Em (p̂ + τ), so p̂ = -τ/3.
  @Test func aWedgeOnEverythingIsThatByHand() throws {
    let gsim = try GSIM(twins(), newWedges: wedges(2, TradeWedge(tariff: 0.03)))
    for price in gsim.worldPriceChanges { #expect(abs(price + 0.01) <= 1e-15) }
    for price in gsim.compositePriceChanges { #expect(abs(price - 0.02) <= 1e-15) }
  }

  /// Home taxes what it buys abroad by τ: 4 p̂_1 - p̂_2 = τ/2 and 4 p̂_2 - p̂_1 = -τ, so p̂ = (τ/15, -7τ/30).
  @Test func aTariffOfOneTwinIsThatByHand() throws {
    var new = wedges(2)
    new[1][0] = try TradeWedge(tariff: 0.03)
    let gsim = try GSIM(twins(), newWedges: new)
    #expect(abs(gsim.worldPriceChanges[0] - 0.002) <= 1e-15 && abs(gsim.worldPriceChanges[1] + 0.007) <= 1e-15)
    // Home's composite price: (0.002 + 0.023)/2, abroad's (0.002 - 0.007)/2.
    let prices = gsim.compositePriceChanges
    #expect(abs(prices[0] - 0.0125) <= 1e-15 && abs(prices[1] + 0.0025) <= 1e-15)
    #expect(abs(gsim.welfare[0].producerSurplus - 200 * 0.002 * 1.002) <= 1e-12)
    #expect(abs(gsim.welfare[0].consumerSurplus + 200 * 0.0125 * (1 - 0.00625)) <= 1e-12)
    // Demand for the taxed good: -2 × 0.023 + 1 × 0.002.
    #expect(abs(gsim.welfare[0].tariffRevenue - 0.03 * 100 * 0.993 * (1 - 0.044)) <= 1e-12)
  }

  /// The difference from the nonlinear model is of second order: a tenth of the change, a hundredth of the difference.
  @Test func smallChangesAreThoseOfTheNonlinearModel() throws {
    let market = try fourRegions()
    func difference(_ cost: Double) throws -> Double {
      let linear = try GSIM(market, newWedges: dearer(market, by: cost)).worldPriceChanges
      let exact = try ConstantElasticityMarket(market).priceChanges(after: dearer(market, by: cost))
      return zip(linear, exact).map { abs($0 - $1) }.max()! / exact.map { abs($0) }.max()!
    }
    let (large, small) = (try difference(0.01), try difference(0.001))
    #expect(large <= 0.03 && small <= 0.003)
    #expect(large / small > 8 && large / small < 12)
  }

  @Test func aCostRaisesTheLossesOfThoseWhoBearIt() throws {
    let market = try fourRegions()
    let losses = try [0.01, 0.02, 0.05].map { cost in
      try GSIM(market, newWedges: dearer(market, by: cost)).welfare
    }
    for (less, more) in zip(losses, losses.dropFirst()) {
      #expect(more[0].producerSurplus < less[0].producerSurplus && less[0].producerSurplus < 0)
    }
    // Competitors gain.
    #expect(losses[0][1].producerSurplus > 0 && losses[0][2].producerSurplus > 0)
  }

  /// From free trade a small tariff moves income and costs the world nothing at first order; a compliance cost is lost whole.
  @Test func theWorldLosesTheComplianceCostButNotTheTariff() throws {
    func worldLoss(_ wedge: TradeWedge) throws -> Double {
      var new = wedges(2)
      new[1][0] = wedge
      return try -GSIM(twins(), newWedges: new).welfare.reduce(0) { $0 + $1.net }
    }
    #expect(try abs(worldLoss(TradeWedge(tariff: 1e-5))) <= 1e-3 * 1e-5 * 100)
    #expect(try abs(worldLoss(TradeWedge(complianceCost: 1e-5)) / (1e-5 * 100) - 1) <= 1e-3)
  }

  /// One region that sells to itself: integrals of demand `p^Em` and supply `p^Ex` from the base, to third order.
  @Test func surplusesAreIntegralsOfTheCurves() throws {
    let closed = try GlobalMarket(
      regions: ["only"], trade: Matrix([[100]]), wedges: wedges(1), demandElasticities: [-2],
      substitutionElasticities: [3], supplyElasticities: [1])
    let gsim = try GSIM(closed, newWedges: wedges(1, TradeWedge(complianceCost: 0.003)))
    #expect(abs(gsim.worldPriceChanges[0] + 0.002) <= 1e-15 && abs(gsim.compositePriceChanges[0] - 0.001) <= 1e-15)
    // ∫ p⁻² dp from 1 to 1.001, and ∫ p dp from 0.998 to 1.
    #expect(abs(gsim.welfare[0].consumerSurplus + 100 * (1 - 1 / 1.001)) <= 2 * 100 * 1e-9)
    #expect(abs(gsim.welfare[0].producerSurplus + 100 * (1 - 0.998 * 0.998) / 2) <= 1e-12)
    #expect(abs(gsim.complianceCosts[0] - 0.003 * 100 * 0.998 * 0.998) <= 1e-12)
  }

  @Test func theOrderOfRegionsChangesNothing() throws {
    let market = try fourRegions()
    let order = [2, 0, 3, 1]
    func ordered<T>(_ values: [T]) -> [T] { order.map { values[$0] } }
    let moved = try GlobalMarket(
      regions: ordered(market.regions), trade: Matrix(rows: 4, columns: 4) { market.trade[order[$0], order[$1]] },
      wedges: ordered(market.wedges).map(ordered), demandElasticities: ordered(market.demandElasticities),
      substitutionElasticities: ordered(market.substitutionElasticities),
      supplyElasticities: ordered(market.supplyElasticities))
    let new = try dearer(market, by: 0.02)
    let (a, b) = (try GSIM(market, newWedges: new), try GSIM(moved, newWedges: ordered(new).map(ordered)))
    for (x, y) in zip(ordered(a.worldPriceChanges), b.worldPriceChanges) { #expect(abs(x - y) <= 1e-15) }
  }
}

@Suite struct GlobalMarketTests {
  private func market(
    trade: Matrix = Matrix([[1, 2], [3, 4]]), demand: [Double] = [-1, -1], supply: [Double] = [1, 1]
  ) throws -> GlobalMarket {
    try GlobalMarket(
      regions: ["A", "B"], trade: trade, wedges: wedges(2), demandElasticities: demand,
      substitutionElasticities: [2, 2], supplyElasticities: supply)
  }

  @Test func whatIsWrongIsNamed() {
    func refused(_ make: () throws -> GlobalMarket) -> String? {
      #expect(throws: TradeEquilibriumError.self) { try make() }?.description
    }
    #expect(refused { try market(demand: [-1, 1]) } == "the elasticity of demand of B is 1.0; give a negative number")
    #expect(refused { try market(supply: [1]) } == "elasticities of supply: 1 values where 2 are needed")
    #expect(
      refused { try market(trade: Matrix([[1, -2], [3, 4]])) }
        == "trade of A to B is -2.0; give a number of 0 or more")
    #expect(refused { try market(trade: Matrix([[0, 0], [3, 4]])) }?.hasPrefix("A has no trade as exporter") == true)
    #expect(refused { try market(trade: Matrix([[0, 2], [0, 4]])) }?.hasPrefix("A has no trade as importer") == true)
    #expect(throws: TradeEquilibriumError.self) { try TradeWedge(tariff: -1) }
    #expect(throws: TradeEquilibriumError.self) { try GSIM(market(), newWedges: wedges(3)) }
  }
}
