import ScenarioReports
import Scenarios
import Testing

@Suite struct ScenarioComparisonTests {
  private func comparison(_ texts: String...) throws -> ScenarioComparison {
    try ScenarioComparison(of: texts.map { try Samples.report($0) })
  }

  @Test func theSameScenarioUnderAnotherNameDiffersByNothing() throws {
    let found = try comparison(
      Samples.text(response: Samples.exit), Samples.text(name: "other", response: Samples.exit))
    #expect(found.pairings == [.common(inputs: ["costs.a.rate"])])
    for measure in ScenarioMeasure.allCases {
      let difference = found.difference(measure, of: 1)
      #expect(difference.mean == 0 && difference.lower == 0 && difference.upper == 0 && difference.partAbove == 0)
    }
  }

  /// Of a cost that is 1 percentage point higher in every draw, the difference is known.
  @Test func commonDrawsLeaveOnlyWhatScenariosDifferBy() throws {
    let higher = Samples.text(name: "other", rate: "{range: [3, 11], unit: percent, source: s}")
    let common = try comparison(Samples.text(), higher)
    let difference = common.difference(.addedCost, of: 1)
    #expect(abs(difference.mean - 1e8) < 1 && abs(difference.lower - 1e8) < 1 && abs(difference.upper - 1e8) < 1)
    #expect(difference.partAbove == 1)
    let random = try comparison(Samples.text(), higher.replacing("seed: 7", with: "seed: 8"))
    #expect(random.pairings == [.random(.seeds)])
    let wide = random.difference(.addedCost, of: 1)
    #expect(abs(wide.mean - 1e8) < 1e6)
    // The difference of two uniform numbers of width 8 is triangular: 5 % lie below its mean less 5.47.
    #expect(abs(wide.lower - (1e8 - 5.47e8)) < 0.3e8 && abs(wide.upper - (1e8 + 5.47e8)) < 0.3e8)
  }

  @Test func inputsAtOtherPlacesArePairedAtRandom() throws {
    let other = Samples.text(
      name: "other", exposure: "  firms: {range: [10, 20], unit: firms, source: s}")
    #expect(try comparison(Samples.text(), other).pairings == [.random(.inputs)])
    #expect(
      try comparison(Samples.text(), Samples.text(name: "other", draws: 3200)).pairings == [.random(.numbersOfDraws)])
  }

  @Test func theReportSaysWhetherDrawsAreCommon() throws {
    let report = ComparisonReport(try comparison(Samples.text(), Samples.text(name: "other", seed: 9)))
    #expect(report.findings.map(\.kind) == ["draws_not_common"])
    #expect(report.report.tables.map(\.id) == ["compare", "difference"])
    let common = ComparisonReport(
      try comparison(Samples.text(), Samples.text(name: "other", rate: "{value: 5, unit: percent, source: s}")))
    #expect(common.report.tables.map(\.id) == ["compare", "difference", "compare-inputs"])
  }

  @Test func theHeadNamesEveryMarketOnce() throws {
    let american = Samples.text(name: "american").replacing("market: EU", with: "market: US")
    let found = try comparison(Samples.text(), Samples.text(name: "other"), american)
    let subtitle = ComparisonReport(found).report.subtitle
    #expect(subtitle?.zh == "欧盟、美国" && subtitle?.en == "European Union, United States")
  }

  @Test func scenariosThatCannotBeComparedAreErrors() throws {
    #expect(throws: ScenarioError("a comparison needs two scenarios or more")) { try comparison(Samples.text()) }
    #expect(
      throws: ScenarioError(
        "test.yml: the scenario is called small as that of test.yml is; give each a name of its own")
    ) { try comparison(Samples.text(), Samples.text()) }
    #expect(
      throws: ScenarioError(
        "test.yml: amounts are in USD and those of test.yml in CNY; give both a unit of one currency")
    ) { try comparison(Samples.text(), Samples.text(name: "other", unit: "亿美元")) }
  }
}
