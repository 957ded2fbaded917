import Documents
import Scenarios

/// A small scenario file with parts to replace.
struct ScenarioText {
  var market = "EU"
  var unit = "亿元"
  var currencies = ""
  var exposure = """
      year: 2019
      exports: {value: 100, unit: 亿元, source: s}
    """
  var costs =
    "  - {id: a, label: {zh: 甲, en: A}, category: adjustment, per: value, rate: {value: 5, unit: percent, source: s}}"
  var response = ""
  var schedule = """
      entry_into_force: 2020-01-01
      horizon: 10
      discount_rate: {value: 8, unit: percent, source: s}
      delays: [1]
    """
  var other = ""
  var draws = 1600
  var sobolPoints = 64

  var text: String {
    """
    scenario: test
    title: {zh: 测试, en: Test}
    measure:
      market: \(market)
      products: {zh: 产品, en: products}
      requirement: {zh: 要求, en: requirement}
    unit: \(unit)
    \(currencies)
    exposure:
    \(exposure)
    costs:
    \(costs)
    \(response)
    schedule:
    \(schedule)
    sampling: {draws: \(draws), sobol_points: \(sobolPoints), seed: 7}
    \(other)
    """
  }

  func scenario() throws -> Scenario {
    try Scenario(decoding: DocumentParser.yaml(text, file: "test.yml"), path: "test.yml")
  }

  func result(_ firms: FirmPopulation? = nil, threads: Int = 2) throws -> ScenarioResult {
    let scenario = try scenario()
    return try ScenarioResult(of: scenario, firms: firms ?? .representative(of: scenario), threads: threads)
  }

  /// The message of the error that the file gives; empty where it is read.
  var message: String {
    do {
      _ = try scenario()
      return ""
    } catch { return "\(error)" }
  }
}
