import Documents
import Figures
import Reporting
import ScenarioReports
import Testing
import TradeImpact

@Suite struct ScenarioFiguresTests {
  @Test func theNetworkStandbyCaseHasItsFigures() throws {
    #expect(
      try Samples.report.get().figures.map(\.id) == [
        "distribution-added-cost", "distribution-direct-loss", "tornado-added-cost", "tornado-direct-loss",
        "sobol-added-cost", "sobol-direct-loss", "fan-cost", "fan-direct-loss", "by-size-added-cost",
        "by-size-direct-loss",
      ])
  }

  /// Rows of a specification, as objects.
  private func rows(_ figure: any SpecifiedFigure, _ language: Language) throws -> [[String: DocumentNode]] {
    let text = VegaLiteSpecification(figure, language).text(.compact)
    let root = Dictionary(
      uniqueKeysWithValues: try DocumentParser.json(Array(text.utf8), file: figure.id).mapping().map {
        ($0.key, $0.value)
      })
    let data = try KeyedDocument(#require(root["data"]), known: ["values"]).required("values").sequence()
    return try data.map { Dictionary(uniqueKeysWithValues: try $0.mapping().map { ($0.key, $0.value) }) }
  }

  private func figure(_ id: String) throws -> any SpecifiedFigure {
    try #require(try Samples.report.get().figures.first { $0.id == id })
  }

  @Test func theColumnsOfADistributionHoldAllDrawsThatAreShown() throws {
    let rows = try rows(figure("distribution-direct-loss"), .zh)
    let bins = try rows.filter { try $0["part"]!.string() == "bin" }
    let shares = try bins.reduce(0) { $0 + (try $1["share"]!.double()) }
    #expect(bins.count == 40 && shares > 99.4 && shares <= 100.000001)
    for (left, right) in zip(bins, bins.dropFirst()) {
      #expect(abs(try left["to"]!.double() - right["from"]!.double()) < 1e-9)
    }
    let marks = try rows.filter { try $0["part"]!.string() == "mark" }
    #expect(try marks[0]["at"]!.double() == (try figure("distribution-direct-loss").table.cells[0][0].value! / 1e8))
  }

  @Test func barsOfATornadoGoFromTheMiddleToTheirEnds() throws {
    let report = try Samples.report.get()
    let part = report.result.sensitivities.first { $0.measure == .directLoss }!
    let rows = try rows(figure("tornado-direct-loss"), .en)
    #expect(rows.count == 2 * 4)
    #expect(try rows[0]["to"]!.double() == part.bars[0].lowOutcome / 1e8)
    #expect(try rows[1]["to"]!.double() == part.bars[0].highOutcome / 1e8)
    #expect(try Set(rows.map { try $0["from"]!.double() }) == [part.baseline / 1e8])
  }

  @Test func aFanHasAYearOfTheHorizonEach() throws {
    let rows = try rows(figure("fan-cost"), .zh)
    #expect(try rows.map { try $0["year"]!.string() } == (2015...2024).map { "\($0)年" })
    for row in rows {
      let quantiles = try ["q05", "q25", "q50", "q75", "q95"].map { try row[$0]!.double() }
      #expect(quantiles == quantiles.sorted())
    }
  }

  @Test func aNumberThatIsKnownHasNoDistribution() throws {
    let report = try Samples.report(Samples.text(rate: "{value: 5, unit: percent, source: s}"))
    #expect(!report.figures.contains { $0.id.hasPrefix("distribution") || $0.id.hasPrefix("tornado") })
  }
}
