import Scenarios
import Testing

@Suite struct SurveyedFirmsTests {
  private let firms = SyntheticFirms()

  @Test func sectorsAndSizesEachAddUpToAll() throws {
    let result = try ScenarioText.ofFirms.result(firms.population)
    for kind in [ScenarioResult.Group.Kind.sector, .size] {
      let groups = result.groups.indices.filter { result.groups[$0].kind == kind }
      for measure in ScenarioMeasure.allCases {
        let sum = groups.reduce(0) { $0 + result.outcome(measure, of: $1).mean }
        let all = result.outcome(measure).mean
        #expect(abs(sum - all) <= 1e-10 * abs(all))
      }
    }
  }

  @Test func theSurveysFirmsAddUpToTheExportsAndFirmsThatAreGiven() throws {
    var text = ScenarioText.ofFirms
    text.exposure += "\n  firms: {value: 4000, unit: firms, source: s}"
    let result = try text.result(firms.population)
    let (exports, count) = (result.outcome(.exposedExports), result.outcome(.firms))
    #expect(abs(exports.atMeans - 100e8) <= 1e-10 * 100e8)
    #expect(abs(count.mean - 4000) <= 1e-10 * 4000 && count.standardDeviation <= 1e-10 * 4000)
    // What is given has no sampling error.
    #expect(exports.samplingError == 0)
  }

  /// One firm at a time, by the formulas of FirmOutcome, at the means of the inputs.
  @Test func theTotalIsTheSumOverFirms() throws {
    var text = ScenarioText.ofFirms
    text.costs = text.costs.replacingRange("per: model", with: "per: firm")
    text.other = ""
    let result = try text.result(firms.population)
    let total = zip(firms.weights, firms.exports).reduce(0) { $0 + $1.0 * $1.1 }
    let (rate, fixed, theta, elasticity) = (0.025, 2e4, 0.4, -1.5)
    func below(_ m: Double) -> Double {
      m <= 0 ? 0 : m >= 20 ? 1 : m < 5 ? m * m / 100 : 1 - (20 - m) * (20 - m) / 300
    }
    var (loss, cost) = (0.0, 0.0)
    for (w, x) in zip(firms.weights, firms.exports) {
      let e = x * 100e8 / total
      let rise = rate + fixed / e
      let stays = 1 - below((1 - theta) * rise * 100)
      let kept = ScenarioMath.power(1 + theta * rise, elasticity)
      loss += w * e * (1 - stays * kept)
      cost += w * stays * (rate * e * kept + fixed)
    }
    #expect(abs(result.outcome(.directLoss).atMeans - loss) <= 1e-10 * loss)
    #expect(abs(result.outcome(.addedCost).atMeans - cost) <= 1e-10 * cost)
  }

  @Test func theOrderOfFirmsChangesNothingButRounding() throws {
    var text = ScenarioText.ofFirms
    text.costs = text.costs.replacingRange("per: model", with: "per: firm")
    text.other = ""
    let order = Array(firms.exports.indices.reversed())
    let (a, b) = (try text.result(firms.population), try text.result(firms.population(order: order)))
    for measure in ScenarioMeasure.allCases {
      #expect(abs(a.outcome(measure).mean - b.outcome(measure).mean) <= 1e-11 * abs(a.outcome(measure).mean))
    }
  }

  /// The bootstrap's standard deviation of the replicates, and the index of the survey among the inputs.
  @Test func samplingIsOneOfTheSourcesOfUncertainty() throws {
    var text = ScenarioText.ofFirms
    text.sobolPoints = 512
    let result = try text.result(firms.population)
    #expect(result.replicates == 40)
    let cost = try #require(result.sensitivities.first { $0.measure == .addedCost })
    let names = cost.bars.map(\.input)
    #expect(
      Set(names) == ["exports", "costs.a.rate", "costs.b.amount", "pass_through", "demand_elasticity", "survey"])
    let parts = try #require(cost.surveyAndKnowledge)
    #expect(parts.survey >= -0.02 && parts.survey + parts.knowledge <= 1.05)
    #expect(try #require(result.outcome(.addedCost).samplingError) > 0)
  }

  /// Each component alone, at the means: their sum is the cost of full compliance.
  @Test func componentsAddUpToFullCompliance() throws {
    let result = try ScenarioText.ofFirms.result(SyntheticFirms().population)
    let sum = result.componentCosts.reduce(0) { $0 + $1.fullCompliance }
    let all = result.outcome(.fullCompliance).atMeans
    #expect(result.componentCosts.map(\.component.id) == ["a", "b"])
    #expect(abs(sum - all) <= 1e-11 * all)
    // 2.5 % of 100 亿元.
    #expect(abs(result.componentCosts[0].fullCompliance - 2.5e8) <= 1e-3)
  }

  /// Each component alone has to meet the firms with the numbers that they have together.
  @Test func componentsThatDifferAcrossFirmsAddUp() throws {
    var text = ScenarioText.ofFirms
    text.costs = text.costs.replacingRange(
      "rate: {range: [1, 4], unit: percent, source: s}",
      with: "rate: {range: [1, 4], unit: percent, across: firms, source: s}")
    text.costs = text.costs.replacingRange(
      "amount: {range: [1, 3], unit: 万元, source: s}",
      with: "amount: {range: [1, 3], unit: 万元, across: firms, source: s}")
    let result = try text.result(SyntheticFirms().population)
    let sum = result.componentCosts.reduce(0) { $0 + $1.fullCompliance }
    let all = result.outcome(.fullCompliance).atMeans
    #expect(abs(sum - all) <= 1e-11 * all)
  }

  @Test func proportionalCostsOfGivenExportsHaveNoSamplingError() throws {
    var text = ScenarioText()
    text.exposure += "\n  survey: {study: x.yml, year: 2019, replicates: 40}"
    let result = try text.result(firms.population)
    #expect(result.outcome(.addedCost).samplingError == 0)
    // How they are spread over sectors is known from the sample alone.
    #expect(try #require(result.outcome(.addedCost, of: 1).samplingError) > 0)
  }

  @Test func aColumnOfTheSurveyIsEachFirmsOwn() throws {
    var text = ScenarioText()
    text.exposure += "\n  survey: {study: x.yml, year: 2019, replicates: 40}"
    text.costs = """
        - id: a
          label: {zh: 甲, en: A}
          category: adjustment
          per: value
          rate: {survey: added_cost_rate, unit: fraction, across: firms, source: s}
      """
    let result = try text.result(firms.population)
    let total = zip(firms.weights, firms.exports).reduce(0) { $0 + $1.0 * $1.1 }
    let cost = firms.exports.indices.reduce(0) { $0 + firms.weights[$1] * firms.exports[$1] * Double($1 % 7) / 100 }
    #expect(abs(result.outcome(.addedCost).atMeans - 100e8 * cost / total) <= 1e-10 * 100e8)
  }

  @Test func theShareOfTheSurveysExportsIsExposed() throws {
    var text = ScenarioText()
    text.exposure = """
        year: 2019
        share_of_exports: {value: 25, unit: percent, source: s}
        survey: {study: x.yml, year: 2019, replicates: 40}
      """
    let result = try text.result(firms.population)
    let total = zip(firms.weights, firms.exports).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(result.outcome(.exposedExports).atMeans - total / 4) <= 1e-10 * total)
    #expect(try #require(result.outcome(.exposedExports).samplingError) > 0)
  }
}
