import Documents
import Reporting
import TestSupport
import Testing

@Suite struct GoldenFormatTests {
  let root = TemporaryFolder()

  private func check(_ output: Double) throws -> GoldenCheck {
    for (name, value) in [("golden", 4e9), ("out", output)] {
      root.makeFolder(name)
      root.makeFolder("\(name)/tables")
      let table = Samples.single(Cell(value: value, method: "a<b&\"c\""), unit: .yuan, decimals: 0)
      root.write("\(name)/tables/one.csv", CSVTableRenderer().text(table))
    }
    return try GoldenCheck(output: root.file("out"), against: root.file("golden"))
  }

  @Test func jUnitHasACaseForEveryCellAndAFailureForEveryDifference() throws {
    #expect(
      GoldenFormat.junit.text(try check(5e9)) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="trade-impact check" tests="1" failures="1" errors="0" time="0">
        <testsuite name="tables/one.csv" tests="1" failures="1" errors="0" time="0">
        <testcase classname="tables/one.csv" name="one r c" time="0"><failure message="tables/one.csv: one r c: value is \
        5000000000, golden 4000000000 (relative difference 2.00e-1)" type="changed">tables/one.csv: one r c: value is \
        5000000000, golden 4000000000 (relative difference 2.00e-1)</failure></testcase>
        </testsuite>
        </testsuites>

        """)
    #expect(GoldenFormat.junit.text(try check(4e9)).contains("tests=\"1\" failures=\"0\" errors=\"0\""))
  }

  @Test func jsonHasThePartsOfEveryDifference() throws {
    let text = GoldenFormat.json.text(try check(5e9))
    let root = try DocumentParser.json(text, file: "check.json").mapping()
    #expect(root.map(\.key) == ["passes", "files", "records", "differences"])
    let difference = try root[3].value.sequence()[0].mapping().map { "\($0.key)=\($0.value.summary)" }
    #expect(
      difference == [
        "file=\"tables/one.csv\"", "table=\"one\"", "row=\"r\"", "column=\"c\"", "difference=\"changed\"",
        "field=\"value\"", "golden=\"4000000000\"", "output=\"5000000000\"", "relative=0.2",
      ])
  }

  @Test func aSummaryCountsByFileAndNamesTheLargestMove() {
    func change(_ row: String, _ golden: String, _ output: String) -> GoldenDifference {
      GoldenDifference(
        file: "tables/t.csv", key: ["t", row, "c"], kind: .changed(field: "value", golden: golden, output: output))
    }
    let changes = GoldenChanges(changes: [
      change("a", "100", "101"), change("b", "10", "12"), change("b2", "1", "1.01"),
      GoldenDifference(file: "tables/t.csv", key: ["t", "d", "c"], kind: .additional),
      GoldenDifference(file: "tables/u.csv", kind: .missing),
    ])
    #expect(
      changes.text == """
        tables/t.csv: 3 changed, 1 new; largest move: t b c: value is 12, golden 10 (relative difference 1.67e-1)
        tables/u.csv: 1 gone
        5 changes

        """)
    #expect(GoldenFormat.json.text(changes).contains("\"largest_relative_difference\": 0.1666666666666666"))
  }
}
