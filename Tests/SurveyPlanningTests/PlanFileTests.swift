import SurveyPlanning
import Testing

@Suite struct PlanFileTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    let says: [String]
    var testDescription: String { to }
  }

  @Test(arguments: [
    Fault(from: "strata:", to: "strta:", says: ["plan.yml:3", "strta", "strata"]),
    Fault(from: "sample_size: 60", to: "sample_size: many", says: ["plan.yml:4", "many"]),
    Fault(from: "sample_size: 60", to: "sample_size: 0", says: ["plan.yml:4", "1 or more"]),
    Fault(from: ", sample_size: 60", to: "", says: ["plan.yml:4", "sample_size"]),
    Fault(from: "method: neyman", to: "method: neymann", says: ["plan.yml:4", "neymann", "neyman"]),
    Fault(from: "variable: exports, ", to: "", says: ["plan.yml:4", "variable"]),
    Fault(from: "{seed: 7}", to: "{}", says: ["plan.yml:5", "seed"]),
    Fault(from: "{seed: 7}", to: "{seed: -7}", says: ["plan.yml:5", "-7", "zero or more"]),
    Fault(from: "{by: [region, sector]}", to: "{}", says: ["plan.yml:3", "columns under by"]),
    Fault(
      from: "{file: frame.csv, id: id}", to: "{table: t.csv, units: n, id: id}",
      says: ["plan.yml:2", "either a unit list"]),
    Fault(from: "{file: frame.csv, id: id}", to: "{file: frame.csv}", says: ["plan.yml:2", "id"]),
    Fault(
      from: "{seed: 7}", to: "{seed: 7, coordination: {sample: a, units: b, overlap: 60}}",
      says: ["plan.yml:5", "60", "0 to 1"]),
    Fault(
      from: "{seed: 7}", to: "{seed: 7}\ntargets: [{measure: affected_share, cv: 0.1, of: survey}]",
      says: ["plan.yml:6", "a survey in the plan"]),
    Fault(
      from: "{seed: 7}", to: "{seed: 7}\ntargets: [{variable: exports, cv: 0}]",
      says: ["plan.yml:6", "positive fraction"]),
    Fault(from: "{seed: 7}", to: "{seed: 7}\nresponse: 1.5", says: ["plan.yml:6", "1.5"]),
  ])
  func faultsAreRefusedWithTheirLine(_ fault: Fault) {
    let yaml = SmallRegister.plan.replacing(fault.from, with: fault.to)
    #expect(yaml != SmallRegister.plan)
    let error = #expect(throws: PlanningError.self) { try PlanFolder().file(yaml) }
    for part in fault.says { #expect(error?.message.contains(part) == true, "\(error?.message ?? "")") }
  }

  @Test func whatNoSampleCanMeetIsNoBadInput() {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv()])
    let large = #expect(throws: PlanningError.self) {
      try folder.plan(SmallRegister.plan.replacing("sample_size: 60", with: "sample_size: 600"))
    }
    #expect(large?.message.contains("600") == true, "\(large?.message ?? "")")
    let unknown = #expect(throws: PlanningError.self) {
      try folder.draw(SmallRegister.plan.replacing("{seed: 7}", with: "{seed: 7, method: lottery}"))
    }
    #expect(unknown?.message.contains("lottery") == true && unknown?.message.contains("sampford") == true)
  }
}
