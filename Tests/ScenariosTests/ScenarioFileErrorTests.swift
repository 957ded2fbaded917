import Scenarios
import Testing

/// A wrong file says where, what, and what is allowed.
@Suite struct ScenarioFileErrorTests {
  private func message(_ change: (inout ScenarioText) -> Void) -> String {
    var text = ScenarioText()
    change(&text)
    return text.message
  }

  @Test func theFileItselfIsRight() { #expect(message { _ in }.isEmpty) }

  @Test func unknownKeys() {
    #expect(
      message { $0.other = "probabilty: {value: 4, unit: percent, source: s}" }
        == "test.yml:21: the document has the unknown key 'probabilty'; did you mean 'probability'? Allowed: scenario, "
        + "title, measure, unit, currencies, exposure, costs, models, shipments, response, trade_response, "
        + "knock_on, schedule, probability, adopted_part, correlations, sampling, reported, notes")
    #expect(
      message { $0.response = "response: {pass_thru: {value: 4, unit: percent, source: s}}" }
        .hasPrefix("test.yml:14: response has the unknown key 'pass_thru'; did you mean 'pass_through'?"))
  }

  @Test func unitsAreOfTheKindThatIsAskedFor() {
    #expect(
      message { $0.exposure = "  year: 2019\n  exports: {value: 1, unit: 万人民币, source: s}" }
        .hasPrefix("test.yml:11: exposure.exports.unit is \"万人民币\"; did you mean '"))
    #expect(
      message { $0.exposure = "  year: 2019\n  exports: {value: 1, unit: 亿美元, source: s}" }
        == "test.yml:11: exposure.exports.unit is \"亿美元\"; write a unit whose rate is known: add currencies: {USD: "
        + "{yuan: ..., date: ..., source: ...}}")
    #expect(
      message { $0.other = "probability: {value: 0.4, unit: 亿元, source: s}" }
        == "test.yml:21: probability.unit is \"亿元\"; did you mean 'percent'? Allowed: percent, fraction")
  }

  @Test func valuesThatCannotBe() {
    #expect(
      message { $0.other = "probability: {value: 140, unit: percent, source: s}" }
        == "test.yml:21: probability.value is 140; write numbers from 0 to 100 percent")
    #expect(
      message { $0.other = "probability: {range: [0.2, 1.3], unit: fraction, source: s}" }
        == "test.yml:21: probability.range is a list of 2 values; write numbers from 0 to 100 percent")
    #expect(
      message {
        $0.response =
          "response: {pass_through: {value: 1, unit: fraction, source: s}, demand_elasticity: {value: 2, source: s}}"
      }
      .hasSuffix("demand_elasticity.value is 2; write an elasticity of 0 or below"))
  }

  @Test func datesOfNoCalendar() {
    let schedule = ScenarioText().schedule
    #expect(
      message { $0.schedule = schedule.replacingRange("2020-01-01", with: "2020-02-30") }
        == "test.yml:16: schedule.entry_into_force is \"2020-02-30\"; write a day of the calendar as 2013-01-11")
  }

  @Test func codesOfNoHarmonizedSystem() {
    for code in ["\"7701\"", "\"85171\"", "\"9801\"", "\"85x7\""] {
      #expect(
        message { $0.market = "EU\n  hs: [\(code)]" }
          == "test.yml:5: measure.hs[0] is \(code); write an HS code of 2, 4, 6, 8 or 10 digits in a chapter from 01 to 97 "
          + "without 77, such as \"8517\"")
    }
    #expect(message { $0.market = "EU\n  hs: [\"8517\", \"8517.62\", \"01\"]" }.isEmpty)
  }

  @Test func marketsOfNoClassification() {
    #expect(
      message { $0.market = "Atlantis" }.hasPrefix("test.yml:4: measure.market is \"Atlantis\"; write one of US, EU"))
    #expect(message { $0.market = "Atlantis\n  market_label: {zh: 亚特兰蒂斯, en: Atlantis}" }.isEmpty)
  }

  @Test func everyNumberHasASource() {
    #expect(
      message { $0.exposure = "  year: 2019\n  exports: {value: 1, unit: 亿元}" }
        == "test.yml:11: exposure.exports lacks the key 'source'; add it")
    #expect(
      message { $0.exposure = "  year: 2019\n  exports: {value: 1, unit: 亿元, source: \" \"}" }
        == "test.yml:11: exposure.exports.source is \" \"; write a text that is not blank")
  }

  @Test func whatTheSurveyLacksIsRequired() {
    let models = """
        - id: a
          label: {zh: 甲, en: A}
          category: charges
          per: model
          amount: {value: 1, unit: 万元, source: s}
          paid: once
      """
    #expect(
      message { $0.costs = models }
        .hasSuffix("write the scenario's key 'models', a distribution with its source, since a is paid by models"))
    #expect(
      message {
        $0.costs = models
        $0.other = "models: {value: 2, unit: models, source: s}"
      }.hasSuffix("write per: value, or add exposure: firms, the number of firms that a is paid by"))
    #expect(
      message { $0.response = "response: {margin: {value: 4, unit: percent, source: s}}" }
        .hasSuffix("write it together with pass_through, which decides who bears the cost"))
    #expect(
      message { $0.schedule = "  entry_into_force: 2020-01-01\n  horizon: 10\n  delays: [1]" }
        == "test.yml:16: schedule lacks the key 'discount_rate'; add it")
  }

  @Test func correlationsNameUncertainInputs() {
    #expect(
      message { $0.other = "correlations: [{between: [costs.a.rate, exports], rank: 0.5}]" }
        .contains("write names of uncertain inputs: "))
  }

  @Test func distributionsThatAreNone() {
    #expect(
      message { $0.other = "probability: {triangular: {minimum: 3, mode: 2, maximum: 9}, unit: percent, source: s}" }
        .contains("the mode is 2.0; give a number from 3.0 to 9.0"))
    #expect(
      message { $0.other = "probability: {value: 1, range: [1, 2], unit: percent, source: s}" }
        .hasSuffix("write one of value, range, triangular, pert, lognormal, empirical, survey, with unit and source"))
  }
}
