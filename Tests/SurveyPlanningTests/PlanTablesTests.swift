import SurveyPlanning
import Testing

@Suite struct PlanTablesTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  private func rows(_ csv: String) -> [[String: String]] {
    let lines = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func number(_ row: [String: String], _ name: String) throws -> Double {
    try #require(row[name].flatMap(Double.init))
  }

  private static let cut = SmallRegister.plan.replacing(
    "{by: [region, sector]}",
    with: "{by: region, size: {variable: exports, within: region, method: geometric, strata: 3, take_all: true}}"
  ).replacing("sample_size: 60", with: "sample_size: 120")

  @Test func strataAddUpToTheFrame() throws {
    let rows = rows(PlanTables(try folder.plan(Self.cut + "\nresponse: 0.8")).strata)
    var units = 0.0
    for row in rows {
      let (size, drawn) = (try number(row, "units"), try number(row, "drawn"))
      units += size
      #expect(try number(row, "probability") == drawn / size)
      #expect(abs(try number(row, "weight") * drawn - size) <= 1e-12 * size)
      #expect(abs(try number(row, "expected_respondents") - 0.8 * drawn) <= 1e-12 * drawn)
      #expect(row["stratum"] == row["region"]! + "." + row["exports_class"]!)
      #expect((row["take_all"] == "1") == (size == drawn))
      if row["exports_class"] == "3" { #expect(row["take_all"] == "1") }
    }
    #expect(units == 175 && rows.count == 6)
  }

  @Test func boundariesFollowOneAnother() throws {
    let rows = rows(PlanTables(try folder.plan(Self.cut)).boundaries)
    #expect(rows.map { $0["within"]! } == ["north", "north", "north", "south", "south", "south"])
    for part in [rows.prefix(3), rows.suffix(3)].map(Array.init) {
      #expect(part.map { $0["class"]! } == ["1", "2", "3"] && part.map { $0["take_all"]! } == ["0", "0", "1"])
      #expect(part[0]["from"] == "" && part[0]["below"] == part[1]["from"])
      #expect(part[1]["below"] == part[2]["from"] && part[2]["below"] == "")
    }
    #expect(try rows.reduce(0) { $0 + (try number($1, "units")) } == 175)
  }

  /// Gunning and Horgan (2004): equal ratios of neighbouring boundaries.
  @Test func geometricBoundariesGrowByOneFactor() throws {
    let rows = rows(PlanTables(try folder.plan(Self.cut)).boundaries)
    for region in ["north", "south"] {
      let values = SmallRegister.units.filter { $0.region == region }.map(\.exports)
      let own = rows.filter { $0["within"] == region }
      let (first, second) = (try number(own[1], "from"), try number(own[2], "from"))
      #expect(abs(second / first / (first / values.min()!) - 1) <= 1e-12)
      #expect(abs(values.max()! / second / (second / first) - 1) <= 1e-12)
    }
  }

  /// A class that the plan cuts can be what targets are by, and what is expected of the frame.
  @Test func theCutClassIsADomainLikeAnyOther() throws {
    let plan = try folder.plan(
      Self.cut.replacing("id: id}", with: "id: id, classes: {exports_class: ['1', '2', '3', '4']}}")
        + "\ntargets: [{variable: exports, by: exports_class, cv: 0.1}]")
    #expect(plan.numbers.map(\.domain) == ["exports_class=1", "exports_class=2", "exports_class=3"])
    // Taken in full, so known.
    #expect(plan.coefficientsOfVariation[2] == 0)
    #expect(plan.findings.contains { $0.kind == "missing_class" && $0.subject == "exports_class=4" })
  }

  @Test func numbersSayWhatIsMet() throws {
    let plan = try folder.plan(
      SmallRegister.plan + "\ntargets: [{variable: exports, cv: 0.5}, {variable: exports, by: sector, cv: 0.001}]")
    let rows = rows(PlanTables(plan).numbers)
    #expect(rows.map { $0["target_met"] } == ["1", "0", "0", "0"] && plan.targetsMet == (1, 4))
    #expect(rows.map { $0["domain"] } == ["all", "sector=food", "sector=toys", "sector=wood"])
    for (row, planned) in zip(rows, plan.coefficientsOfVariation) {
      #expect(try number(row, "planned_cv") == planned && row["achieved_cv"] == "" && row["shadow_price"] == "")
    }
    let total = SmallRegister.units.reduce(0) { $0 + $1.exports }
    #expect(abs(try number(rows[0], "value") / total - 1) <= 1e-12)
  }

  @Test func thePageCountsWhatIsDrawnAndSaysWhatIsMade() throws {
    let plan = try folder.plan(
      SmallRegister.plan.replacing("plan: small", with: "plan: small\nsynthetic: true")
        + "\ntargets: [{variable: exports, cv: 0.5}]")
    let (zh, en) = (PlanTables(plan).markdown(.zh), PlanTables(plan).markdown(.en))
    #expect(zh.contains("合成数据") && en.contains("Synthetic data"))
    #expect(en.contains("175 units in 6 strata") && en.contains("60 units to draw"))
    let toys = plan.strata.classes.indices.filter { plan.strata.classes[$0][1] == "toys" }
    let (units, drawn) = (48, toys.reduce(0) { $0 + plan.allocation.drawn[$1] })
    for page in [zh, en] {
      #expect(page.contains("| toys | \(units) | \(drawn) |") && page.contains("| exports | all | 50.00 |"))
    }
    #expect(!PlanTables(try folder.plan(SmallRegister.plan)).markdown(.en).contains("Synthetic"))
  }
}
