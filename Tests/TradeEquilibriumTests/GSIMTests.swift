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

/// The four regions of the example of Francois and Hall (2003), which the GSIM workbook and an R script of it have, too.
@Suite struct PublishedExampleTests {
  private static let regions = ["US", "JP", "EU", "ROW"]
  private static let trade = Matrix([
    [0, 50, 200, 300], [500, 0, 150, 200], [300, 100, 200, 200], [50, 100, 110, 20],
  ])
  private static let tariffs = [
    [0, 0.21, 0.41, 0.22], [0.37, 0, 0.31, 0.23], [0.32, 0.36, 0, 0.18], [0.57, 0.41, 0.25, 0.15],
  ]

  private func example() throws -> GSIM {
    let wedges = try Self.tariffs.map { row in try row.map { try TradeWedge(tariff: $0) } }
    let market = try GlobalMarket(
      regions: Self.regions, trade: Self.trade, wedges: wedges,
      demandElasticities: [Double](repeating: -1.25, count: 4),
      substitutionElasticities: [Double](repeating: 5, count: 4),
      supplyElasticities: [Double](repeating: 1.5, count: 4))
    var new = wedges
    (new[0][2], new[2][0]) = (.none, .none)
    return try GSIM(market, newWedges: new)
  }

  /// Tariffs between the United States and the European Union fall to 0: the reported changes of world prices, four decimals.
  @Test func pricesAreThoseReported() throws {
    let reported = [0.0792, -0.0316, 0.0480, -0.0184]
    let found = try example().worldPriceChanges
    for (price, printed) in zip(found, reported) { #expect(abs(price - printed) <= 0.5e-4 + 1e-12) }
  }

  /// The same system solved by numpy, which shares no code with it.
  @Test func surplusesAreThoseOfAnotherProgram() throws {
    let welfare = try example().welfare
    let producer = [46.13596555, -26.24037473, 39.82467824, -5.07319962]
    let consumer = [105.47334625, -8.59347368, 61.44885452, -31.37844502]
    let revenue = [-138.51724243, 0.6219206, -93.83918589, -2.86991437]
    for (place, region) in welfare.enumerated() {
      #expect(abs(region.producerSurplus - producer[place]) <= 1e-7)
      #expect(abs(region.consumerSurplus - consumer[place]) <= 1e-7)
      #expect(abs(region.tariffRevenue - revenue[place]) <= 1e-7)
    }
  }
}

@Suite struct SecondOrderTests {
  /// The change halves six times; each time the difference from the nonlinear prices falls to a quarter.
  @Test func differencesFromTheNonlinearModelAreOfSecondOrder() throws {
    let market = try fourRegions()
    func difference(_ cost: Double) throws -> Double {
      let linear = try GSIM(market, newWedges: dearer(market, by: cost)).worldPriceChanges
      let exact = try ConstantElasticityMarket(market).priceChanges(after: dearer(market, by: cost))
      return zip(linear, exact).map { abs($0 - $1) }.max()!
    }
    let differences = try (0...6).map { try difference(0.04 / Double(1 << $0)) }
    let orders = zip(differences, differences.dropFirst()).map { log2($0 / $1) }
    for order in orders { #expect(abs(order - 2) < 0.15) }
    // The smaller the change, the nearer to 2.
    #expect(abs(orders[5] - 2) < abs(orders[0] - 2) && abs(orders[5] - 2) < 0.01)
  }

  /// Consumer surplus against the integral of the importer's demand `E P^Em`: the error of -E P̂ (1 + Em P̂ / 2) is of third order
  /// whether prices rise or fall, that of the other sign of the second term is of second order.
  @Test(arguments: [1.0, -1], [-0.5, -1.25, -3]) func consumerSurplusHasTheSignOfItsIntegral(
    direction: Double, elasticity: Double
  ) throws {
    let market = try GlobalMarket(
      regions: ["only"], trade: Matrix([[100]]), wedges: wedges(1), demandElasticities: [elasticity],
      substitutionElasticities: [3], supplyElasticities: [1])
    func errors(_ cost: Double) throws -> (kept: Double, other: Double) {
      let gsim = try GSIM(market, newWedges: wedges(1, TradeWedge(complianceCost: direction * cost)))
      let price = gsim.compositePriceChanges[0]
      let integral = -100 * integrated(to: 1 + price) { pow($0, elasticity) }
      return (
        abs(gsim.welfare[0].consumerSurplus - integral),
        abs(-100 * price * (1 - elasticity * price / 2) - integral)
      )
    }
    let (large, small) = (try errors(0.02), try errors(0.01))
    #expect(abs(log2(large.kept / small.kept) - 3) < 0.1)
    #expect(abs(log2(large.other / small.other) - 2) < 0.1)
  }

  /// Straight lines through the base: the surpluses are exact areas.
  @Test(arguments: [0.1, -0.1]) func surplusesAreAreasBesideStraightLines(cost: Double) throws {
    let market = try GlobalMarket(
      regions: ["only"], trade: Matrix([[100]]), wedges: wedges(1), demandElasticities: [-2],
      substitutionElasticities: [3], supplyElasticities: [1])
    let gsim = try GSIM(market, newWedges: wedges(1, TradeWedge(complianceCost: cost)))
    let bought = -100 * integrated(to: 1 + gsim.compositePriceChanges[0]) { 1 - 2 * ($0 - 1) }
    let sold = 100 * integrated(to: 1 + gsim.worldPriceChanges[0]) { 1 + 1 * ($0 - 1) }
    #expect(abs(gsim.welfare[0].consumerSurplus - bought) <= 1e-12 * 100)
    #expect(abs(gsim.welfare[0].producerSurplus - sold) <= 1e-12 * 100)
  }

  /// ∫ f from 1 to `end`, by Simpson's rule on 200 parts.
  private func integrated(to end: Double, _ f: (Double) -> Double) -> Double {
    let width = (end - 1) / 200
    return (0...200).reduce(0) { sum, i in
      let weight = i == 0 || i == 200 ? 1.0 : i % 2 == 1 ? 4 : 2
      return sum + weight * f(1 + Double(i) * width)
    } * width / 3
  }
}
