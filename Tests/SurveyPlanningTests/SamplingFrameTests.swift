import SurveyPlanning
import Testing

@Suite struct SamplingFrameTests {
  private func refused(_ frame: String, plan: String = SmallRegister.plan) -> String {
    let folder = PlanFolder(["frame.csv": frame])
    return #expect(throws: PlanningError.self) { try folder.plan(plan) }?.message ?? ""
  }

  private let header = "id,region,sector,exports\n"

  @Test func aUnitThatComesTwiceIsNamedWithBothLines() {
    let message = refused(header + "A,n,x,1\nB,n,x,2\nA,n,y,3\n")
    #expect(
      message.contains("frame.csv:4") && message.contains("the unit A") && message.contains("line 2"), "\(message)")
  }

  @Test(arguments: [
    (",n,x,1", "column id is empty"), ("C,,x,1", "column region is empty"), ("C,n,x,", "column exports is empty"),
    ("C,n,x,-1", "column exports is -1"),
  ])
  func whatAUnitLacksIsNamedWithItsLine(row: String, says: String) {
    let message = refused(header + "A,n,x,1\nB,n,x,2\n" + row + "\n")
    #expect(message.contains("frame.csv:4") && message.contains(says), "\(message)")
  }

  @Test func aFrameWithoutUnitsOrColumnsIsRefused() {
    #expect(refused(header).contains("a header and no units"))
    let message = refused("id,region,sectr,exports\nA,n,x,1\n")
    #expect(message.contains("sector") && message.contains("frame.csv"), "\(message)")
  }

  @Test func classesAndStaleUnitsAreFindings() throws {
    let folder = PlanFolder([
      "frame.csv": "id,region,sector,exports,updated\n"
        + (0..<40).map { "F\($0),n,\(["x", "y", "z "][$0 % 3]),\($0 + 1),\(2010 + $0 % 10)\n" }.joined()
        + "L,n,z,1,2019\n"
    ])
    let plan = try folder.plan(
      """
      plan: p
      frame: {file: frame.csv, id: id, updated: updated, stale_before: 2013, classes: {sector: [x, y, w]}}
      strata: {by: sector}
      allocation: {method: proportional, sample_size: 12}
      selection: {seed: 1}
      """)
    let found = plan.findings.map { "\($0.kind) \($0.subject)" }
    #expect(found.contains("missing_class sector=w"))
    #expect(found.contains("unknown_class sector=z") && found.contains("unknown_class sector=z "))
    #expect(found.contains("similar_levels sector"))
    let stale = try #require(plan.findings.first { $0.kind == "stale_units" })
    #expect(stale.message.contains("12 of 41 units (29.3 %)") && stale.message.contains("2013"), "\(stale.message)")
  }

  // MARK: Stratum table

  private static let tablePlan = SmallRegister.plan.replacing(
    "frame: {file: frame.csv, id: id}", with: "frame: {table: table.csv, units: firms}")

  @Test(arguments: ["neyman", "power", "proportional", "equal"])
  func aStratumTableGivesThePlanOfItsUnitList(method: String) throws {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv(), "table.csv": SmallRegister.table])
    let target = "\ntargets: [{variable: exports, by: sector, cv: 0.1}, {variable: exports, cv: 0.05}]"
    let (units, cells) = (
      try folder.plan(SmallRegister.plan.replacing("neyman", with: method) + target),
      try folder.plan(Self.tablePlan.replacing("neyman", with: method) + target)
    )
    #expect(cells.allocation.drawn == units.allocation.drawn)
    #expect(cells.strata.labels == units.strata.labels && cells.strata.populationSizes == units.strata.populationSizes)
    #expect(cells.numbers.map(\.domain) == units.numbers.map(\.domain))
    for (a, b) in zip(cells.coefficientsOfVariation, units.coefficientsOfVariation) {
      #expect(abs(a! / b! - 1) <= 1e-11)
    }
  }

  @Test func rowsWithoutUnitsAreAFinding() throws {
    let folder = PlanFolder(["table.csv": SmallRegister.table + "west,food,0,0,0\n"])
    let plan = try folder.plan(Self.tablePlan)
    #expect(plan.strata.labels == SmallRegister.stratumLabels)
    #expect(plan.findings.contains { $0.kind == "empty_strata" && $0.message.contains("1 rows") })
  }

  @Test func whatAStratumTableCannotDoIsSaid() throws {
    let folder = PlanFolder(["table.csv": SmallRegister.table])
    let drawing = #expect(throws: PlanningError.self) { try folder.draw(Self.tablePlan) }
    #expect(drawing?.message.contains("drawn from a unit list") == true)
    let cutting = Self.tablePlan.replacing(
      "{by: [region, sector]}", with: "{size: {variable: exports, method: geometric, strata: 3}}")
    let cut = #expect(throws: PlanningError.self) { try folder.plan(cutting) }
    #expect(cut?.message.contains("give a unit list") == true, "\(cut?.message ?? "")")
    folder.write("table.csv", SmallRegister.table.replacing("exports_sd", with: "spread"))
    let spread = #expect(throws: PlanningError.self) { try folder.plan(Self.tablePlan) }
    #expect(spread?.message.contains("no column exports_sd") == true, "\(spread?.message ?? "")")
    folder.write("table.csv", "region,sector,firms,exports,exports_sd\nn,x,2.5,1,1\n")
    let count = #expect(throws: PlanningError.self) { try folder.plan(Self.tablePlan) }
    #expect(count?.message.contains("table.csv:2: column firms is 2.5") == true, "\(count?.message ?? "")")
  }
}
