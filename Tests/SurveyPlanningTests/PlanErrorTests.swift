import SurveyPlanning
import Testing

/// What a plan cannot mean, and what no sample can give: the line, the value, and the way out.
@Suite struct PlanErrorTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  private func refused(_ from: String, _ to: String) -> PlanningError? {
    let yaml = SmallRegister.plan.replacing(from, with: to)
    #expect(yaml != SmallRegister.plan)
    return #expect(throws: PlanningError.self) { try folder.plan(yaml) }
  }

  private func expect(_ error: PlanningError?, says parts: [String], badInput: Bool = true) {
    for part in parts { #expect(error?.message.contains(part) == true, "\(part): \(error?.message ?? "")") }
    #expect(error?.isBadInput == badInput)
  }

  private static let seed = "{seed: 7}"
  private static let strata = "{by: [region, sector]}"

  // MARK: What would be passed over

  @Test(arguments: [
    (seed, "\(seed)\nresponse: {by: sectr, food: 0.5}", ["plan.yml:6", "\"sectr\"", "region or sector"]),
    (seed, "\(seed)\nresponse: {food: 0.5}", ["plan.yml:6", "by, a column"]),
    ("60}", "60, unit_costs: {by: size, A1: 3}}", ["plan.yml:4", "\"size\"", "region or sector"]),
    ("60}", "60, unit_costs: -1}", ["plan.yml:4", "-1", "a positive number"]),
    ("60}", "60, take_all: {sectr: toys}}", ["plan.yml:4", "\"toys\"", "region or sector"]),
    ("60}", "60, minimum: 9, maximum: 5}", ["plan.yml:4", "5", "9 or more"]),
    (seed, "{seed: 7, size: exports}", ["plan.yml:5", "\"exports\"", "a method of unequal probabilities"]),
    (seed, "{seed: 7, method: lottery}", ["plan.yml:5", "\"lottery\"", "sampford"]),
    ("id: id}", "id: id, stale_before: 2010}", ["plan.yml:2", "2010", "updated beside it"]),
  ])
  func rulesWithoutMeaningAreRefused(from: String, to: String, says: [String]) {
    expect(refused(from, to), says: says)
  }

  @Test(arguments: [
    ("boundaries: [50, 200], strata: 2", ["plan.yml:3", "2", "3, one more"]),
    ("boundaries: [50, 200], strata: 4, take_all: true", ["plan.yml:3", "4", "3, one more"]),
    ("boundaries: [200, 50]", ["plan.yml:3", "rising"]),
    ("method: given, strata: 3", ["plan.yml:3", "either boundaries, or a method"]),
    ("method: geometric, boundaries: [50]", ["plan.yml:3", "either boundaries, or a method"]),
    ("method: geometric", ["plan.yml:3", "strata, how many"]),
    ("method: geometric, strata: 0", ["plan.yml:3", "at least 1"]),
    ("method: lavallee_hidiroglou, strata: 3", ["plan.yml:3", "a positive cv"]),
    ("method: geometric, strata: 3, within: exports_class", ["plan.yml:3", "exports_class is what is cut"]),
  ])
  func sizesThatCannotBeCutAreRefused(cut: String, says: [String]) {
    expect(refused(Self.strata, "{size: {variable: exports, \(cut)}}"), says: says)
  }

  @Test func theClassOfACutIsNoColumnOfTheFrame() {
    let by = "{by: [sector, exports_class], size: {variable: exports, boundaries: [50]}}"
    expect(refused(Self.strata, by), says: ["plan.yml:3", "exports_class is what size adds"])
  }

  // MARK: What the frame does not allow

  @Test func aSampleLargerThanTheFrameIsRefused() {
    expect(refused("60}", "600}"), says: ["plan.yml:4", "600", "175", "take a smaller sample"])
    let minima = refused("60}", "20, minimum: 8}")
    expect(minima, says: ["plan.yml:4", "48", "20", "lower the minima"])
  }

  @Test func anUnreachableTargetIsNamedWithItsLine() {
    let error = refused(
      "allocation: {method: neyman, variable: exports, sample_size: 60}",
      "allocation: {method: bethel, maximum: 5}\ntargets:\n  - {variable: exports, cv: 0.5}\n"
        + "  - {variable: exports, by: region, cv: 0.01}")
    expect(
      error, says: ["plan.yml:7", "exports, region=", "0.01 is not reached", "maxima", "raise"], badInput: false)
  }

  @Test func targetsThatAreAllZeroLeaveNothingToPlanFor() {
    folder.write("frame.csv", "id,region,sector,exports\n" + (0..<9).map { "F\($0),n,x,0\n" }.joined())
    let error = refused(
      "{method: neyman, variable: exports, sample_size: 60}",
      "{method: bethel}\ntargets: [{variable: exports, cv: 0.1}]"
    )
    expect(error, says: ["plan.yml:4", "no precision is required"])
  }

  @Test func geometricBoundariesNameTheUnitWithoutSize() {
    folder.write("frame.csv", "id,region,sector,exports\nA,n,x,5\nB,n,x,7\nC,n,x,0\nD,n,x,9\n")
    let error = refused(Self.strata, "{size: {variable: exports, method: geometric, strata: 2}}")
    expect(error, says: ["frame.csv:4", "column exports is 0", "cumulative_root_frequency"])
  }

  @Test func classesTooAlikeToBeCutAreNamed() {
    folder.write("frame.csv", "id,region,sector,exports\nA,n,x,5\nB,n,x,7\nC,n,y,3\nD,n,y,3\n")
    let cut = "{size: {variable: exports, within: sector, method: cumulative_root_frequency, strata: 2}}"
    expect(refused(Self.strata, cut), says: ["plan.yml", "strata.size in sector=y", "at most 1"])
  }

  @Test func aStratumWithTooFewUnitsOfPositiveSizeIsNamed() {
    folder.write(
      "frame.csv", "id,region,sector,exports\n" + (0..<9).map { "F\($0),n,x,\($0 < 3 ? 4 : 0)\n" }.joined())
    let yaml = SmallRegister.plan.replacing("{seed: 7}", with: "{seed: 7, method: sampford, size: exports}")
      .replacing("sample_size: 60", with: "sample_size: 5")
    let error = #expect(throws: PlanningError.self) { try folder.draw(yaml) }
    expect(error, says: ["frame.csv", "stratum n.x", "column exports", "5", "3 units of positive size"])
  }

  /// `a.b` and `c` would make the stratum that `a` and `b.c` make.
  @Test func strataOfOneNameAreRefused() {
    folder.write("frame.csv", "id,region,sector,exports\nA,a.b,c,5\nB,a.b,c,7\nC,a,b.c,3\nD,a,b.c,4\n")
    expect(refused("60}", "4}"), says: ["frame.csv", "a and b.c", "a.b and c", "stratum a.b.c", "without points"])
  }

  @Test(arguments: [("[stratum, sector]", "stratum"), ("weight", "weight")])
  func columnsThatTheSampleFileNeedsAreRefused(strata: String, taken: String) {
    folder.write("frame.csv", "id,stratum,sector,weight,exports\nA,a,c,w,5\nB,a,c,w,7\n")
    expect(refused("[region, sector]", strata), says: ["plan.yml:3", "than \(taken)", "rename the column"])
  }

  @Test func aStratumTableIsToldByItsLinesAlsoAfterEmptyRows() {
    let table = SmallRegister.table.replacing("exports_sd\n", with: "exports_sd\nwest,food,0,0,0\n")
    folder.write("table.csv", table + "west,toys,3,-1,2\n")
    let error = refused("{file: frame.csv, id: id}", "{table: table.csv, units: firms}")
    expect(error, says: ["table.csv:15", "column exports is -1"])
  }
}
