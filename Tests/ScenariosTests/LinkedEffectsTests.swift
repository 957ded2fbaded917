import EconomicLinkages
import Glibc
import Scenarios
import TestSupport
import Testing

/// What a scenario says beyond the firm.
@Suite struct LinkedEffectsTests {
  private let firms = SyntheticFirms()

  /// The sectors of the made firms are sectors of the bundled table.
  private var knockOn: String {
    """
    knock_on:
      table: \(Fixtures.package)/datasets/input-output-example/table.csv
      unit: 亿元
      sectors: {s1: machinery, s2: textiles}
      imports: {shares: proportional}
      jobs: {column: jobs, unit: 万人}
    """
  }

  private func text(_ parts: String...) -> ScenarioText {
    var text = ScenarioText.ofFirms
    text.other += "\n" + parts.joined(separator: "\n")
    return text
  }

  /// A yuan of lost exports ends in value added and in imports, in every draw.
  @Test func valueAddedAndImportsOfTheDirectLossAddUpToIt() throws {
    let result = try text(knockOn).result(firms.population)
    let effect = try #require(result.knockOn)
    func mean(_ quantity: KnockOnQuantity) throws -> OutcomeSummary {
      try #require(effect.quantities.first { $0.quantity == quantity }).outcome
    }
    let (added, imports, loss) = (try mean(.valueAdded), try mean(.imports), result.outcome(.directLoss))
    #expect(abs(added.mean + imports.mean - loss.mean) <= 1e-11 * loss.mean)
    #expect(abs(added.atMeans + imports.atMeans - loss.atMeans) <= 1e-11 * loss.atMeans)
    #expect(try mean(.output).mean > loss.mean)
    #expect(try mean(.jobs).mean > 0 && (try #require(mean(.jobs).samplingError)) > 0)
  }

  @Test func effectsAreThoseOfTheMultipliers() throws {
    let result = try text(knockOn).result(firms.population)
    let effect = try #require(result.knockOn)
    for (quantity, outcome) in effect.quantities {
      let expected = try #require(effect.effect[quantity])
      #expect(abs(outcome.mean - expected) <= 1e-11 * expected)
    }
  }

  @Test func withoutASurveyOneSectorTakesAllOfTheLoss() throws {
    var one = ScenarioText()
    one.response = "response: {order_loss: {value: 10, unit: percent, source: s}}"
    one.other = knockOn.replacingRange("{s1: machinery, s2: textiles}", with: "{machinery: machinery}")
    let effect = try #require(try one.result().knockOn)
    let added = try #require(effect.quantities.first { $0.quantity == .valueAdded })
    #expect(added.outcome.mean > 0 && added.outcome.mean < 10e8)
    one.other = knockOn
    let error = #expect(throws: ScenarioError.self) { try one.result() }
    #expect(
      error?.description
        == "test.yml: knock_on has 2 sectors, and without exposure: survey the direct loss is not divided among them; leave one "
        + "sector, or add a survey")
  }

  /// The cost rise of a sector if all comply, through a constant elasticity.
  @Test func marketsAnswerToTheCostRiseOfEachSector() throws {
    let response = """
      trade_response:
        kind: constant-elasticity
        pass_through: {value: 0.5, source: s}
        elasticity: {value: -2, source: s}
      """
    let result = try text(response).result(firms.population)
    let outcome = try #require(result.marketResponse).outcome
    #expect(outcome.flows.map(\.sector) == ["s1", "s2"])
    for (s, flow) in outcome.flows.enumerated() {
      let rise = result.outcome(.fullCompliance, of: 1 + s).atMeans / result.outcome(.exposedExports, of: 1 + s).atMeans
      #expect(abs(flow.costRise - rise) <= 1e-12)
      #expect(abs(flow.lostExports - flow.exports * (1 - pow(1 + 0.5 * rise, -2))) <= 1e-9 * flow.exports)
    }
  }

  @Test func marketsOfExportsAreFlowsOfTheirOwn() throws {
    let response = """
      trade_response:
        kind: constant-elasticity
        pass_through: {value: 0.5, source: s}
        elasticity: {value: -2, markets: {US: -4}, source: s}
      """
    var text = text(response)
    text.exposure = text.exposure.replacingRange(
      "exports: {range: [80, 120], unit: 亿元, source: s}",
      with: "exports: [{market: EU, exports: {value: 75, unit: 亿元, source: s}}, "
        + "{market: US, exports: {value: 25, unit: 亿元, source: s}}]")
    let result = try text.result(firms.population)
    let flows = try #require(result.marketResponse).outcome.flows
    #expect(flows.map(\.market) == ["EU", "US", "EU", "US"])
    #expect(abs(flows[0].exports - 3 * flows[1].exports) <= 1e-9 * flows[0].exports)
    #expect(result.marketShares.map { ($0 * 1e12).rounded() / 1e12 } == [0.75, 0.25])
    #expect(flows[1].lostExports / flows[1].exports > flows[0].lostExports / flows[0].exports)
  }
}
