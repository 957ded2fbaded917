import Populations
import Testing

@Suite struct SpecificationTests {
  private func error(replacing part: String, by other: String) -> PopulationError? {
    #expect(China.text.contains(part))
    let text = China.text.split(separator: part, maxSplits: 1).joined(separator: other)
    return #expect(throws: PopulationError.self) { _ = try Population(China.specification(text)) }
  }

  @Test func everyAssumptionHasItsReason() throws {
    let specification = try China.specification(China.text)
    #expect(specification.assumptions.count == 53)
    #expect(specification.assumptions.allSatisfy { !$0.reason.isEmpty && $0.line > 0 })
    #expect(specification.assumptions.contains { $0.name == "panel.exit_rate" })
  }

  @Test func anUnknownKeyNamesTheNearest() {
    let error = error(replacing: "  exit_rate:", by: "  exit_rte:")
    #expect("\(error!)".contains("panel has the unknown key 'exit_rte'; did you mean 'exit_rate'?"))
  }

  @Test func aMissingReasonIsAnError() {
    let error = error(replacing: "    reason: Smallest export value, 万元.\n", by: "")
    #expect("\(error!)".contains("exports.smallest lacks the key 'reason'"))
  }

  @Test func anEmptyReasonIsAnError() {
    let error = error(replacing: "reason: Smallest export value, 万元.", by: "reason: ' '")
    #expect("\(error!)".contains("write why this value and no other"))
  }

  @Test func aMissingAssumptionIsAnError() {
    let error = error(replacing: "  smallest:\n    value: 1.0\n    reason: Smallest export value, 万元.\n", by: "")
    #expect("\(error!)".contains("exports lacks the key 'smallest'"))
  }

  @Test(arguments: [
    ("value: 0.08\n", "value: 1.2\n", "panel.exit_rate.value is 1.2; write a number from 0.0 to 0.9"),
    ("synthetic: true", "synthetic: false", "synthetic is false; write true: what is made here is synthetic"),
    ("[2015, 2016, 2017, 2018, 2019]", "[2015, 2017]", "write years in a row"),
    ("seed: 20150101", "seed: -1", "seed is -1; write zero or more"),
    ("value: [3.0, 1.5, 0.8, 0.3]", "value: [3.0, 1.5]", "write a list of 4 numbers"),
    ("{guangdong: 2, zhejiang: 2}", "{atlantis: 2}", "not atlantis"),
    ("substitute: other_table", "substitute: guess", "Allowed: other_table, scaled_to_total"),
    ("table: table-2-2", "table: table-2-1", "Allowed: table-2-2, table-2-3, table-2-4, table-2-5"),
    ("level: agri_food", "level: agrifood", "did you mean 'agri_food'?"),
    ("{1: 1, 2: 2,", "{1: 1, 98: 2,", "an HS chapter from 1 to 97"),
  ]) func impossibleValuesAreErrors(_ part: String, _ other: String, _ message: String) {
    #expect("\(error(replacing: part, by: other)!)".contains(message))
  }

  @Test func tooFewFirmsAreAnError() {
    let error = error(replacing: "{2015: 78000,", by: "{2015: 1000,")
    #expect("\(error!)".hasSuffix("raise firms.count"))
  }

  /// 38.3 in one table and 35.3 in another are the same firms.
  @Test func contradictingCellsMustBeSetAside() {
    let error = error(replacing: "level: agri_food", by: "level: machinery")
    #expect("\(error!)".contains("2016: table-2-4, agri and table-2-2, agri_food print different numbers"))
  }

  @Test func aShareWithoutPrintNeedsAYearToFollow() {
    let error = error(replacing: "table-2-3: {2015: 2016, 2019: 2018}", by: "table-2-3: {2019: 2018}")
    #expect("\(error!)".contains("table-2-3 has no single number for state_owned, year 2015"))
  }

  @Test func tooMuchForTheOtherMarketsIsAnError() {
    #expect("\(error(replacing: "ASEAN: 8", by: "ASEAN: 80")!)".contains("impact.other_market_share leaves nothing"))
  }

  @Test func tooSmallATotalOfExportsIsAnError() {
    let error = error(replacing: "2015: 141000", by: "2015: 20000")
    #expect("\(error!)".contains("2015: the firms of"))
  }

  @Test func aMissingFolderIsAnError() {
    let error = error(replacing: "report: ../report-2020", by: "report: ../nowhere")
    #expect("\(error!)".contains("nowhere/table-2-2.csv"))
  }
}
