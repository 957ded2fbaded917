import Documents
import Reporting
import ScenarioReports
import Scenarios
import Testing

@Suite struct ScenarioTablesTests {
  // MARK: Identities

  @Test func theSummaryHasTheNumbersOfTheResult() throws {
    let report = try Samples.report.get()
    let summary = try #require(report.table("summary"))
    for measure in ScenarioMeasure.allCases where summary.rows.contains(measure.rawValue) {
      let outcome = report.result.outcome(measure)
      let cell = summary[measure.rawValue, "mean"]
      #expect(cell.value == outcome.mean)
      #expect(cell.lower == outcome.interval.lower && cell.upper == outcome.interval.upper)
      #expect(cell.standardError == outcome.samplingError)
      #expect(summary[measure.rawValue, "median"].value == outcome.median)
      #expect(summary[measure.rawValue, "at_means"].value == outcome.atMeans)
    }
    #expect(summary.rows.contains("added_cost") && summary.rows.contains("direct_loss"))
  }

  @Test(arguments: ["by-sector", "by-size"]) func groupsAddUpToTheTotal(_ id: String) throws {
    let table = try #require(try Samples.report.get().table(id))
    let groups = zip(table.table.rows, table.table.rows.indices).filter { $0.0.kind == .category }.map(\.1)
    for (c, column) in table.table.columns.enumerated() where column.code != "added_cost_rate" {
      let sum = groups.reduce(0) { $0 + table.table.cells[$1][c].value! }
      let all = table["all", column.code].value!
      #expect(abs(sum - all) <= 1e-9 * all, "\(id) \(column.code)")
    }
  }

  @Test func smallAndMediumFirmsAreTheSizesBelowTheLargest() throws {
    let report = try Samples.report.get()
    let table = try #require(report.table("by-size"))
    let small = report.result.groups.filter(\.isSmallOrMedium).map(\.code)
    #expect(small.count == 3)
    for column in ["firms", "added_cost", "direct_loss"] {
      let sum = small.reduce(0) { $0 + table[$1, column].value! }
      #expect(abs(sum - table["sme", column].value!) <= 1e-9 * sum)
    }
    // The interval of a sum is narrower than the sum of intervals, and wider than its widest part.
    let sum = table["sme", "firms"]
    let widths = small.map { table[$0, "firms"].upper! - table[$0, "firms"].lower! }
    #expect(sum.upper! - sum.lower! > widths.max()! && sum.upper! - sum.lower! < widths.reduce(0, +))
  }

  @Test func marketsDivideTheTotalInProportionToTheirExports() throws {
    let text = Samples.text().replacing(
      "exports: {value: 100, unit: 亿元, source: s}",
      with: """
        exports:
              - {market: EU, exports: {value: 75, unit: 亿元, source: s}}
              - {market: US, exports: {value: 25, unit: 亿元, source: s}}
        """)
    let table = try #require(try Samples.report(text).table("by-market"))
    #expect(table.rows == ["EU", "US", "all"])
    #expect(abs(table["EU", "share"].value! - 0.75) < 1e-12)
    let parts = table["EU", "added_cost"].value! + table["US", "added_cost"].value!
    #expect(abs(parts - table["all", "added_cost"].value!) <= 1e-9 * parts)
    #expect(table.table.rows[1].label.zh == "美国")
  }

  // MARK: What a scenario has

  @Test func firmsThatAreNotCountedHaveNoRow() throws {
    let without = try Samples.report(Samples.text(response: Samples.exit))
    #expect(without.result.countsFirms == false)
    #expect(without.table("summary")!.rows.allSatisfy { !$0.hasPrefix("firms") && !$0.hasPrefix("exits") })
    #expect(without.table("by-size") == nil && without.table("by-sector") == nil)
    let with = try Samples.report(
      Samples.text(exposure: "  firms: {value: 200, unit: firms, source: s}", response: Samples.exit))
    #expect(with.table("summary")!["firms", "mean"].value.map { abs($0 - 200) < 1e-9 } == true)
    #expect(with.table("summary")!.rows.contains("exits"))
  }

  @Test func aScenarioWithoutLossDelaysOrFiguresHasNoTableOfThem() throws {
    let report = try Samples.report(Samples.text(delays: "[]"))
    #expect(report.table("delay") == nil && report.table("reported") == nil)
    #expect(!report.table("summary")!.rows.contains("direct_loss"))
    #expect(report.findings.contains { $0.kind == "part_not_modelled" && $0.subject == "margin" })
  }

  /// Averaging a range of 2 to 10 percent differs from its midpoint where firms leave, and only there.
  @Test func exitMakesTheMeanDifferFromTheMidpoint() throws {
    let linear = try Samples.report(Samples.text()).table("summary")!
    #expect(linear["added_cost", "difference"].footnotes.isEmpty)
    #expect(abs(linear["added_cost", "mean"].value! - 6e8) < 1e6)
    let report = try Samples.report(Samples.text(response: Samples.exit))
    let curved = report.table("summary")!
    #expect(curved["direct_loss", "difference"].value! > 0)
    #expect(curved["direct_loss", "difference"].footnotes == ["midpoint"])
    #expect(curved["added_cost", "difference"].value! < 0)
    #expect(report.findings.contains { $0.kind == "mean_differs_from_midpoint" })
  }

  /// A fixed end saves the first year; a moving period the interest on all of it.
  @Test func aDelayIsWorthWhatItsConventionSays() throws {
    let table = try #require(
      try Samples.report(Samples.text(rate: "{value: 5, unit: percent, source: s}")).table("delay"))
    let present = 5e8 * (0..<10).reduce(0.0) { sum, t in sum + (0..<t).reduce(1) { factor, _ in factor / 1.08 } }
    #expect(abs(table["1.fixed_end", "cost"].value! - 5e8) < 1)
    #expect(abs(table["1.moving", "cost"].value! - present * 0.08 / 1.08) < 1)
    #expect(table.table.footnotes.map(\.code) == ["fixed_end", "moving"])
  }

  @Test func everyInputStandsWithItsSource() throws {
    let report = try Samples.report.get()
    let table = try #require(report.table("inputs"))
    #expect(table.rows == report.result.scenario.quantities.map(\.name))
    for quantity in report.result.scenario.quantities {
      #expect(table[quantity.name, "source"].words == quantity.source)
    }
    #expect(table["margin", "kind"].words?.en == "differs across firms")
    #expect(table["costs.redesign.rate", "knowledge"].words?.zh == "最低2%，最可能5%，最高10%（PERT分布）")
    #expect(table["costs.redesign.rate", "mean"].value.map { abs($0 - 16.0 / 300) < 1e-12 } == true)
  }

  @Test func publishedFiguresStandBesideTheirArithmeticAndTheScenario() throws {
    let table = try #require(try Samples.report.get().table("reported"))
    let row = table.rows[0]
    #expect(table[row, "published"].value == 5e8)
    #expect(abs(table[row, "arithmetic"].value! - 4.67e8) < 1)
    #expect(table[row, "reproduced"].words?.zh == "是")
    #expect(table[row, "formula"].words?.en == "93.4 × 0.05 = 4.67")
  }

  @Test func sensitivityNamesEveryInputAndTheSurvey() throws {
    let report = try Samples.report.get()
    let table = try #require(report.table("sensitivity"))
    for name in report.result.scenario.uncertainQuantities.map(\.name) + ["survey"] {
      #expect(table.rows.contains("direct_loss.\(name)"), "\(name)")
    }
    let first = table["added_cost.costs.redesign.rate", "swing"].value!
    let bounds = ["low_outcome", "high_outcome"].map { table["added_cost.costs.redesign.rate", $0].value! }
    #expect(abs(first - abs(bounds[1] - bounds[0])) < 1)
    #expect(table.table.notes[0].zh.contains("扩大调查样本"))
  }
}
