import Glibc
import RegulatoryCosts
import Scenarios
import Testing

@Suite struct ScenarioResultTests {
  private let yi = 1e8

  // MARK: Closed forms

  @Test func aFixedRateOfFixedExportsIsTheirProduct() throws {
    let result = try ScenarioText().result()
    let cost = result.outcome(.addedCost)
    #expect(abs(cost.mean - 5 * yi) <= 1e-12 * 5 * yi)
    #expect(cost.standardDeviation <= 1e-12 * 5 * yi)
    #expect(result.outcome(.directLoss).mean == 0)
    #expect(!result.countsFirms)
  }

  /// Exports X and rate c independent: E = E X E c, V = V X V c + V X (E c)² + V c (E X)².
  @Test func aLinearScenarioHasTheMeanAndVarianceOfTheProduct() throws {
    var text = ScenarioText()
    text.draws = 65_536
    text.exposure = """
        year: 2019
        exports: {range: [80, 120], unit: 亿元, source: s}
      """
    text.costs = """
        - id: a
          label: {zh: 甲, en: A}
          category: adjustment
          per: value
          rate: {triangular: {minimum: 2, mode: 3, maximum: 10}, unit: percent, source: s}
      """
    let result = try text.result()
    let (x, vx) = (100 * yi, 40 * yi * 40 * yi / 12)
    let (c, vc) = (0.05, (1.0 + 49 + 7) / 18 * 1e-4)
    let (mean, variance) = (x * c, vx * vc + vx * c * c + vc * x * x)
    let draws = result.draws[ScenarioMeasure.allCases.firstIndex(of: .addedCost)!]
    #expect(abs(draws.mean.value - mean) <= 4 * draws.mean.standardError)
    #expect(abs(draws.variance.value - variance) <= 4 * draws.variance.standardError)
    #expect(draws.mean.standardError < 1e-5 * mean)
  }

  /// Margins triangular on 0 to 20 % with mode 5, half of a 12 % rise borne: F(6 %), in closed form.
  @Test func exitOfDifferingFirmsIsTheDistributionOfTheirMargins() throws {
    var text = ScenarioText()
    text.exposure += "\n  firms: {value: 1000, unit: firms, source: s}"
    text.costs =
      "  - {id: a, label: {zh: 甲, en: A}, category: adjustment, per: value, rate: {value: 12, unit: percent, source: s}}"
    text.response = """
      response:
        pass_through: {value: 50, unit: percent, source: s}
        margin: {triangular: {minimum: 0, mode: 5, maximum: 20}, unit: percent, across: firms, source: s}
        redirected: {value: 25, unit: percent, source: s}
      """
    let result = try text.result()
    let leaving = 1 - 14.0 * 14.0 / 300.0
    #expect(abs(result.outcome(.exits).mean - 1000 * leaving) <= 1e-9 * 1000)
    #expect(abs(result.outcome(.directLoss).mean - 100 * yi * 0.75 * leaving) <= 1e-12 * 100 * yi)
    #expect(abs(result.outcome(.addedCost).mean - 12 * yi * (1 - leaving)) <= 1e-12 * 12 * yi)
    #expect(abs(result.outcome(.fullCompliance).mean - 12 * yi) <= 1e-12 * 12 * yi)
    #expect(abs(result.outcome(.passedOn).mean - 6 * yi * (1 - leaving)) <= 1e-12 * 12 * yi)
  }

  @Test func ordersFallWithThePriceByTheElasticity() throws {
    var text = ScenarioText()
    text.response = """
      response:
        pass_through: {value: 60, unit: percent, source: s}
        demand_elasticity: {value: -2, source: s}
        order_loss: {value: 10, unit: percent, source: s}
      """
    let result = try text.result()
    let kept: Double = 0.9 * pow(1.03, -2)
    #expect(abs(result.outcome(.directLoss).mean - 100 * yi * (1 - kept)) <= 1e-12 * 100 * yi)
    #expect(abs(result.outcome(.addedCost).mean - 5 * yi * kept) <= 1e-12 * 5 * yi)
  }

  /// One firm model by model: 2 models x 3 times a year x 1 万元, less a half done anyway; 40 hours at 50 yuan and 1,000 yuan once.
  @Test func costsOfFirmsAreCountedAsTheStandardCostModelCountsThem() throws {
    var text = ScenarioText()
    text.exposure += "\n  firms: {value: 200, unit: firms, source: s}"
    text.costs = """
        - id: tests
          label: {zh: 检测, en: Tests}
          category: adjustment
          per: model
          amount: {value: 1, unit: 万元, source: s}
          paid: yearly
          times: {value: 3, unit: times, source: s}
          business_as_usual: {value: 50, unit: percent, source: s}
        - id: file
          label: {zh: 备案, en: Registration}
          category: administrative
          per: firm
          wage: {value: 50, unit: 元, source: s}
          hours: {value: 40, unit: hours, source: s}
          external: {value: 1000, unit: 元, source: s}
          paid: once
        - id: labs
          label: {zh: 实验室, en: Laboratories}
          category: adjustment
          per: unit
          amount: {value: 3, unit: 万元, source: s}
          number: {value: 100, unit: units, source: s}
          paid: once
      """
    text.other = "models: {value: 2, unit: models, source: s}"
    let result = try text.result()
    #expect(abs(result.outcome(.addedCost).mean - 200 * 2 * 3 * 1e4 / 2) <= 1e-4)
    #expect(abs(result.outcome(.oneOffCost).mean - (200 * 3000 + 100 * 3e4)) <= 1e-4)
    let others = try #require(result.groups.firstIndex { $0.kind == .others })
    #expect(abs(result.outcome(.oneOffCost, of: others).mean - 100 * 3e4) <= 1e-6)
    #expect(result.outcome(.addedCost, of: others).mean == 0)
  }

  /// 23 days at 0.8 % a day of a quarter of the exports.
  @Test func longerTestsCostTheValueThatTimeLoses() throws {
    var text = ScenarioText()
    text.costs = """
        - id: cycle
          label: {zh: 周期, en: Cycle}
          category: adjustment
          per: time
          days: {value: 23, unit: days, source: s}
          lost_per_day: {value: 0.8, unit: percent per day, source: s}
          share: {value: 25, unit: percent, source: s}
      """
    let result = try text.result()
    #expect(abs(result.outcome(.addedCost).mean - 100 * yi * 23 * 0.008 * 0.25) <= 1e-12 * 100 * yi)
  }

  @Test func amountsOfOtherCurrenciesAreConverted() throws {
    var text = ScenarioText()
    text.unit = "亿美元"
    text.currencies = """
      currencies:
        USD: {yuan: 6.25, date: 2012-12-31, source: s}
        EUR: {yuan: 8, date: 2012-12-31, source: s}
      """
    text.exposure = "  year: 2012\n  exports: {value: 10, unit: 亿欧元, source: s}"
    let result = try text.result()
    #expect(abs(result.outcome(.exposedExports).mean - 10 * yi * 8 / 6.25) <= 1e-12 * 13 * yi)
  }

  // MARK: Time

  @Test func theGainOfADelayIsTheClosedForm() throws {
    var text = ScenarioText()
    text.schedule = """
        entry_into_force: 2020-01-01
        horizon: 10
        discount_rate: {value: 8, unit: percent, source: s}
        delays: [1, 3]
      """
    let result = try text.result()
    let (c, v) = (5 * yi, 1 / 1.08)
    for delay in result.delays {
      let s = Double(delay.delay)
      // Of a constant cost a fixed end saves the first terms, a moving one the interest on all of it.
      let first = c * (1 - pow(v, s)) / (1 - v)
      let all = c * (1 - pow(v, 10)) / (1 - v)
      let expected = delay.horizon == .fixedEnd ? first : all * (1 - pow(v, s))
      #expect(abs(delay.cost.mean - expected) <= 1e-9 * expected)
    }
    let annuity = (1 - pow(v, 10)) / (1 - v)
    #expect(abs(result.presentCost.mean - c * annuity) <= 1e-9 * c * annuity)
    #expect(abs(result.equivalentAnnualCost.mean - c) <= 1e-9 * c)
  }

  @Test func yearsFollowTheTransitionAndTheGrowthOfExports() throws {
    var text = ScenarioText()
    text.schedule = """
        entry_into_force: 2020-07-01
        horizon: 4
        discount_rate: {value: 3, unit: percent, source: s}
        transition: [0.25, 0.5, 1]
        export_growth: {value: 10, unit: percent, source: s}
        delays: []
      """
    let result = try text.result()
    let expected = [0.25, 0.5 * 1.1, 1.21, 1.331].map { $0 * 5 * yi }
    #expect(result.scenario.schedule.years == [2020, 2021, 2022, 2023])
    for (year, amount) in zip(result.yearlyCost, expected) { #expect(abs(year.mean - amount) <= 1e-12 * 10 * yi) }
  }

  @Test func theProbabilityWeighsWhatIsExpected() throws {
    var text = ScenarioText()
    text.other = """
      probability: {value: 40, unit: percent, source: s}
      adopted_part: {value: 50, unit: percent, source: s}
      """
    let result = try text.result()
    #expect(abs(result.outcome(.addedCost).mean - 2.5 * yi) <= 1e-12 * 5 * yi)
    #expect(abs(try #require(result.expectedCost).mean - yi) <= 1e-12 * 5 * yi)
  }

  // MARK: Properties

  /// With all else equal, a higher cost never loses less exports: 10,000 random pairs of rates and responses.
  @Test func lossesRiseWithCost() throws {
    var text = ScenarioText()
    text.draws = 10_000
    text.costs = """
        - id: a
          label: {zh: 甲, en: A}
          category: adjustment
          per: value
          rate: {range: [0, 30], unit: percent, source: s}
        - id: b
          label: {zh: 乙, en: B}
          category: adjustment
          per: value
          rate: {range: [0, 10], unit: percent, source: s}
      """
    text.response = """
      response:
        pass_through: {range: [0, 100], unit: percent, source: s}
        demand_elasticity: {range: [-4, 0], source: s}
        margin: {pert: {minimum: -5, mode: 5, maximum: 30}, unit: percent, across: firms, source: s}
        redirected: {range: [0, 50], unit: percent, source: s}
      """
    let high = try text.result()
    // The same draws without the second cost.
    text.costs = text.costs.replacingRange("rate: {range: [0, 10]", with: "rate: {range: [0, 0.0001]")
    let low = try text.result()
    let loss = ScenarioMeasure.allCases.firstIndex(of: .directLoss)!
    let pairs = zip(low.draws[loss].outcomes, high.draws[loss].outcomes)
    #expect(low.draws[loss].outcomes.count == 10_000)
    #expect(pairs.allSatisfy { $0 <= $1 })
    #expect(pairs.contains { $0 < $1 })
  }

  /// With no firm below a margin of 4 % and exit above it, the loss of a range is not that of its middle.
  @Test func theMeanOverARangeIsNotItsMidpointWhereFirmsLeave() throws {
    var text = ScenarioText()
    text.costs = """
        - id: a
          label: {zh: 甲, en: A}
          category: adjustment
          per: value
          rate: {range: [2, 10], unit: percent, source: s}
      """
    text.response = """
      response:
        pass_through: {value: 0, unit: percent, source: s}
        margin: {range: [6, 12], unit: percent, across: firms, source: s}
      """
    let loss = try text.result().outcome(.directLoss)
    // ∫_6^10 (c - 6)/6 dc / 8 = 1/6, and nothing at 6 %.
    #expect(loss.atMeans == 0)
    #expect(abs(loss.mean - 100 * yi / 6) <= 4 * loss.monteCarloError)
    #expect(loss.monteCarloError < 1e-2 * loss.mean)
  }

  @Test func correlationsWidenASum() throws {
    var text = ScenarioText()
    text.draws = 16_384
    text.costs = """
        - {id: a, label: {zh: 甲, en: A}, category: adjustment, per: value, rate: {range: [2, 8], unit: percent, source: s}}
        - {id: b, label: {zh: 乙, en: B}, category: adjustment, per: value, rate: {range: [2, 8], unit: percent, source: s}}
      """
    let apart = try text.result().outcome(.addedCost).standardDeviation
    text.other = "correlations: [{between: [costs.a.rate, costs.b.rate], rank: 0.6}]"
    let together = try text.result().outcome(.addedCost).standardDeviation
    // V = 2 V_c (1 + ρ); rank and product correlations of uniforms agree.
    #expect(abs(together / apart - (1.6).squareRoot()) < 0.01)
  }

  @Test func resultsDoNotDependOnThreads() throws {
    let firms = SyntheticFirms().population
    let text = ScenarioText.ofFirms
    let results = try [1, 2, 7].map { try text.result(firms, threads: $0) }
    for result in results[1...] {
      #expect(result.outcomes == results[0].outcomes)
      #expect(result.sensitivities.map(\.bars) == results[0].sensitivities.map(\.bars))
      #expect(result.yearlyCost == results[0].yearlyCost)
    }
  }
}

extension String {
  func replacingRange(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}

extension ScenarioText {
  /// Costs by firm and by value, exit and orders, for firms of a survey.
  static var ofFirms: ScenarioText {
    var text = ScenarioText()
    text.exposure = """
        year: 2019
        exports: {range: [80, 120], unit: 亿元, source: s}
        survey: {study: x.yml, year: 2019, replicates: 40}
      """
    text.costs = """
        - {id: a, label: {zh: 甲, en: A}, category: adjustment, per: value, rate: {range: [1, 4], unit: percent, source: s}}
        - id: b
          label: {zh: 乙, en: B}
          category: charges
          per: model
          amount: {range: [1, 3], unit: 万元, source: s}
          paid: yearly
          times: {value: 1, unit: times, source: s}
      """
    text.response = """
      response:
        pass_through: {range: [20, 60], unit: percent, source: s}
        demand_elasticity: {range: [-2, -1], source: s}
        margin: {triangular: {minimum: 0, mode: 5, maximum: 20}, unit: percent, across: firms, source: s}
      """
    text.other = "models: {triangular: {minimum: 1, mode: 2, maximum: 9}, unit: models, across: firms, source: s}"
    return text
  }
}
