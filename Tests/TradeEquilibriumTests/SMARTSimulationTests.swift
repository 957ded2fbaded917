import Testing
import TradeEquilibrium

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }

private func simulation(
  _ sources: [SMARTSimulation.Source], substitution: Double = 1.5, supply: Double = .infinity
) throws -> SMARTSimulation {
  try SMARTSimulation(sources, importElasticity: -2, substitution: substitution, supplyElasticity: supply)
}

@Suite struct SMARTSimulationTests {
  private let china = SMARTSimulation.Source("China", imports: 300, power: 1.1, newPower: 1.1 * 1.05)
  private let others = SMARTSimulation.Source("others", imports: 700, power: 1.2, newPower: 1.2)

  /// Creation 300 × (-2) × 0.05 = -30; diversion 300 × 700/1000 × 1.5 × 0.05 = 15.75.
  @Test func twoSourcesAreThoseByHand() throws {
    let effects = try simulation([china, others]).effects
    #expect(isClose(effects[0].creation, -30) && effects[1].creation == 0)
    #expect(isClose(effects[0].diversion, -15.75) && isClose(effects[1].diversion, 15.75))
    #expect(isClose(effects[0].total, -45.75))
  }

  /// 1 - ε/μ = 1 + 2/4.
  @Test func suppliersWithUpwardCurvesTakePartOfIt() throws {
    #expect(try isClose(simulation([china, others], supply: 4).effects[0].creation, -20))
  }

  @Test func diversionOnlyMovesTradeBetweenSources() throws {
    let third = SMARTSimulation.Source("Viet Nam", imports: 55, power: 1.3, newPower: 1.17)
    let effects = try simulation([china, others, third]).effects
    #expect(abs(effects.reduce(0) { $0 + $1.diversion }) <= 1e-12 * 300)
    #expect(effects[0].diversion < 0 && effects[0].creation < 0 && effects[1].creation == 0)
    #expect(effects[2].diversion > 0 && effects[2].creation > 0)
  }

  @Test func aChangeForAllSourcesDivertsNothing() throws {
    let all = [100.0, 200, 50].map { SMARTSimulation.Source("\($0)", imports: $0, power: 1, newPower: 1.04) }
    for effect in try simulation(all).effects { #expect(abs(effect.diversion) <= 1e-12) }
  }

  @Test func withoutAChangeNothingMoves() throws {
    for effect in try simulation([others, others]).effects { #expect(effect.total == 0) }
  }

  /// A finer division of the other sources changes nothing for the first.
  @Test func othersMayBeOneOrMany() throws {
    let parts = [100.0, 250, 350].map { SMARTSimulation.Source("\($0)", imports: $0, power: 1.2, newPower: 1.2) }
    let (one, many) = (try simulation([china, others]).effects, try simulation([china] + parts).effects)
    #expect(isClose(one[0].diversion, many[0].diversion))
    #expect(isClose(one[1].diversion, many.dropFirst().reduce(0) { $0 + $1.diversion }))
  }

  @Test func changesTooLargeForTheFormulaAreErrors() {
    let shut = SMARTSimulation.Source("China", imports: 300, power: 1, newPower: 1.6)
    let error = #expect(throws: TradeEquilibriumError.self) { try simulation([shut, others]) }
    #expect(error?.description.contains("imports from China are 300.0 and would change by") == true)
    #expect(throws: TradeEquilibriumError.self) { try simulation([others], supply: 0) }
    #expect(throws: TradeEquilibriumError.self) { try simulation([others], substitution: -1) }
  }
}
