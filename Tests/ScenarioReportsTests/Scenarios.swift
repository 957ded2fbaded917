import Documents
import ScenarioReports
import Scenarios
import TestSupport
import TradeImpact

/// Scenarios that tests write about.
enum Samples {
  static let standby = Fixtures.package + "/datasets/scenarios/eu-network-standby.yml"

  /// Made once for all tests.
  static let report = Result { try ScenarioReport(of: Scenario(contentsOf: standby), threads: 2) }

  /// A small scenario without a survey.
  static func text(
    name: String = "small", unit: String = "亿元", exposure: String = "",
    rate: String = "{range: [2, 10], unit: percent, source: s}",
    response: String = "", delays: String = "[1]", seed: Int = 7, draws: Int = 1600, other: String = ""
  ) -> String {
    """
    scenario: \(name)
    title: {zh: 情景\(name == "small" ? "甲" : "乙"), en: "Scenario \(name)"}
    measure:
      market: EU
      products: {zh: 产品, en: products}
      requirement: {zh: 要求, en: requirement}
    unit: \(unit)
    exposure:
      year: 2019
      exports: {value: 100, unit: \(unit), source: s}
    \(exposure)
    costs:
      - {id: a, label: {zh: 改造, en: redesign}, category: adjustment, per: value, rate: \(rate)}
    \(response)
    schedule:
      entry_into_force: 2020-01-01
      horizon: 10
      discount_rate: {value: 8, unit: percent, source: s}
      delays: \(delays)
    sampling: {draws: \(draws), sobol_points: 64, seed: \(seed)}
    \(other)
    """
  }

  /// Firms leave where the cost that they bear is above their margin.
  static let exit = """
    response:
      pass_through: {value: 0, unit: percent, source: s}
      margin: {triangular: {minimum: 4, mode: 8, maximum: 20}, unit: percent, across: firms, source: s}
    """

  static func report(_ text: String) throws -> ScenarioReport {
    let scenario = try Scenario(decoding: DocumentParser.yaml(text, file: "test.yml"), path: "test.yml")
    return try ScenarioReport(of: scenario, threads: 2)
  }
}

extension ScenarioReport {
  func table(_ id: String) -> ReportTableCells? {
    report.tables.first { $0.id == id }.map(ReportTableCells.init)
  }
}
