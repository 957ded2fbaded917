import Documents
import Estimation
import Microdata
import Reporting
import TestSupport
import Testing

@Suite struct GoldenCheckTests {
  let root = TemporaryFolder()

  /// Writes tables and findings as an output folder has them.
  private func folder(_ name: String, _ tables: [ReportTable], findings: [Finding]? = []) {
    root.makeFolder(name)
    root.makeFolder("\(name)/tables")
    for table in tables { root.write("\(name)/tables/\(table.id).csv", CSVTableRenderer().text(table)) }
    if let findings { root.write("\(name)/findings.csv", FindingsFile.text(findings)) }
  }

  private func check() throws(GoldenError) -> GoldenCheck {
    try GoldenCheck(output: root.file("out"), against: root.file("golden"))
  }

  private func error() -> GoldenError? {
    do throws(GoldenError) {
      _ = try check()
      return nil
    } catch { return error }
  }

  @Test func aFolderAgreesWithItself() throws {
    folder(
      "out", [Samples.table(), Samples.table(id: "2-2")], findings: [Finding(kind: "a", subject: "b", message: "c,\nd")]
    )
    let check = try GoldenCheck(output: root.file("out"), against: root.file("out"))
    #expect(check.passes)
    #expect(check.text == "no differences; 13 records in 3 files compared\n")
  }

  @Test func oneChangedCellIsFoundWithBothValuesAndTheRelativeDifference() throws {
    folder("golden", [Samples.single(Cell(value: 4e9, method: "expansion"), unit: .yuan, decimals: 0)])
    folder("out", [Samples.single(Cell(value: 5e9, method: "expansion"), unit: .yuan, decimals: 0)])
    let check = try check()
    #expect(
      check.differences == [
        GoldenDifference(
          file: "tables/one.csv", key: ["one", "r", "c"],
          kind: .changed(field: "value", golden: "4000000000", output: "5000000000"))
      ])
    #expect(check.differences[0].relativeDifference == 0.2)
    #expect(
      check.text == """
        tables/one.csv: one r c: value is 5000000000, golden 4000000000 (relative difference 2.00e-1)
        1 difference in 1 file; 1 record in 2 files compared

        """)
  }

  @Test func numbersMayDifferByOneInABillionAndNoMore() throws {
    folder("golden", [Samples.table(agriculture: 1e10)])
    folder("out", [Samples.table(agriculture: 1e10 + 9)])
    // The difference of the two columns, 5e9, passes no longer: 9 is 1.8e-9 of it.
    #expect(try check().differences.map { $0.key[2] } == ["difference"])
    folder("out", [Samples.table(agriculture: 1e10 + 11)])
    #expect(try check().differences.map { $0.key[2] } == ["amount", "difference"])
  }

  @Test func theSettingsOfTheGoldenFolderWidenTheTolerance() throws {
    folder("golden", [Samples.table(agriculture: 1e10)])
    folder("out", [Samples.table(agriculture: 1.001e10)])
    #expect(try !check().passes)
    root.write("golden/check.yml", "tolerance: {relative: 1e-9, overrides: [{table: \"2-1\", relative: 0.01}]}")
    #expect(try check().passes)
    root.write("golden/check.yml", "tolerance: {overrides: [{column: amount, absolute: 2e7}]}")
    #expect(try check().differences.map { $0.key[2] } == ["difference"])
  }

  @Test func theLastOverrideThatFitsCounts() throws {
    let yaml = "tolerance: {overrides: [{field: se, relative: 0.5}, {table: t, field: se, relative: 0.1}]}"
    let tolerance = try GoldenTolerance(yaml: Array(yaml.utf8), file: "check.yml")
    #expect(tolerance.overrides.map(\.bounds.relative) == [0.5, 0.1])
    #expect(tolerance.bounds == GoldenTolerance.Bounds(relative: 1e-9, absolute: 0))
  }

  @Test func aToleranceMayBeThatOfOneCell() throws {
    folder("golden", [Samples.table(agriculture: 1e10)])
    folder("out", [Samples.table(agriculture: 1.001e10)])
    let cell = "{table: \"2-1\", row: agri_food, column: amount, relative: 0.01}"
    root.write("golden/check.yml", "tolerance: {overrides: [\(cell)]}")
    #expect(try check().differences.map { $0.key[1...].joined(separator: " ") } == ["agri_food difference"])
  }

  @Test func unknownSettingsAreErrors() {
    folder("golden", [Samples.table()])
    folder("out", [Samples.table()])
    root.write("golden/check.yml", "tolerance: {relativ: 1}")
    guard case .settings(let problem) = error() else {
      Issue.record("no error")
      return
    }
    #expect(problem.description.contains("did you mean 'relative'?"))
  }

  @Test func numbersAndTextsAgainstNothingAreDifferences() throws {
    folder("golden", [Samples.single(Cell(value: 1, standardError: 2, method: "expansion"), unit: .yuan, decimals: 0)])
    folder("out", [Samples.single(Cell(value: 1, method: "ratio"), unit: .yuan, decimals: 0)])
    let text = try check().text
    #expect(text.contains("one r c: se is empty, golden 2\n"))
    #expect(text.contains("one r c: method is ratio, golden expansion\n"))
  }

  @Test func cellsAndTablesOnOneSideAreDifferences() throws {
    folder("golden", [Samples.table(), Samples.table(id: "old")])
    folder("out", [Samples.table(), Samples.table(id: "new")])
    let kinds = try check().differences.map { "\($0.file) \($0.kind)" }
    #expect(kinds == ["tables/new.csv additional", "tables/old.csv missing"])
  }

  @Test func aMissingAndAnAdditionalCellAreNamed() throws {
    folder("golden", [Samples.table()])
    folder("out", [Samples.table()])
    let renamed = root.read("out/tables/2-1.csv")!.replacing("machinery,amount", with: "machines,amount")
    root.write("out/tables/2-1.csv", renamed)
    #expect(try check().differences.map(\.kind) == [.missing, .additional])
    #expect(try check().differences.map { $0.key[1] } == ["machinery", "machines"])
  }

  @Test func findingsAreComparedOnlyWhereTheGoldenFolderHasThem() throws {
    folder("golden", [Samples.table()], findings: nil)
    folder("out", [Samples.table()], findings: [Finding(kind: "a", subject: "b", message: "c")])
    #expect(try check().passes)
    folder("golden", [Samples.table()], findings: [Finding(kind: "a", subject: "b", message: "d")])
    #expect(try check().differences.map(\.key) == [["a", "b", "d"], ["a", "b", "c"]])
  }

  @Test func theOrderOfRecordsDoesNotMatter() throws {
    folder("golden", [Samples.table()])
    folder("out", [Samples.table()])
    let lines = root.read("out/tables/2-1.csv")!.split(separator: "\n")
    root.write("out/tables/2-1.csv", ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
    #expect(try check().passes)
  }

  // MARK: Errors

  @Test(arguments: [
    ("2-1,agri_food,amount,direct_loss,CNY,twelve,,,,,,expansion,ok,", 3, "value is \"twelve\", which is no number"),
    ("2-1,r,c,direct_loss,CNY,1,,,,,,expansion,ok,", 3, "2-1 r c stands twice"),
  ])
  func contentThatIsNoTableIsAnErrorWithItsLine(_ record: String, _ line: Int, _ problem: String) {
    folder("golden", [Samples.table()])
    folder("out", [])
    let header = CSVTableRenderer.header.joined(separator: ",")
    root.write("out/tables/2-1.csv", "\(header)\n2-1,r,c,direct_loss,CNY,1,,,,,,expansion,ok,\n\(record)\n")
    #expect(error() == .wrongContent(file: root.file("out/tables/2-1.csv"), line: line, problem: problem))
  }

  @Test func textThatIsNotCSVIsAnErrorWithItsLine() {
    folder("golden", [Samples.table()])
    folder("out", [])
    root.write("out/tables/2-1.csv", "\(CSVTableRenderer.header.joined(separator: ","))\n2-1,r\n")
    guard case .malformed(let problem) = error() else {
      Issue.record("no error")
      return
    }
    #expect(problem.line == 2)
    #expect(problem.kind == .wrongFieldCount(expected: 14, found: 2, otherDelimiter: nil))
  }

  @Test func foldersWithNothingToCompareAreErrors() {
    root.makeFolder("out")
    #expect(error() == .notAFolder(path: root.file("golden")))
    root.makeFolder("golden")
    #expect(error() == .nothingToCompare(path: root.file("golden")))
  }

  // MARK: Update

  @Test func anUpdateMakesTheFoldersAgreeAndKeepsOtherFiles() throws {
    folder("golden", [Samples.table(), Samples.table(id: "old")])
    root.write("golden/check.yml", "tolerance: {relative: 1e-6}")
    folder("out", [Samples.table(agriculture: 4_574_000_001), Samples.table(id: "new")])
    let changes = try GoldenCheck.update(golden: root.file("golden"), from: root.file("out"))
    #expect(
      changes.map { "\($0.file) \($0.key.last ?? "")" } == [
        "tables/2-1.csv amount", "tables/2-1.csv difference", "tables/new.csv ", "tables/old.csv ",
      ])
    #expect(try check().passes)
    #expect(root.read("golden/check.yml") == "tolerance: {relative: 1e-6}")
    #expect(root.read("golden/tables/old.csv") == nil)
    #expect(try GoldenCheck.update(golden: root.file("golden"), from: root.file("out")).isEmpty)
  }

  @Test func anUpdateCreatesTheGoldenFolder() throws {
    folder("out", [Samples.table()])
    root.write("out/report.zh.html", "report")
    #expect(
      try GoldenCheck.update(golden: root.file("golden"), from: root.file("out")).map(\.kind) == [
        .additional, .additional,
      ])
    #expect(
      root.names.filter { $0.hasPrefix("golden/") } == [
        "golden/checksums.csv", "golden/findings.csv", "golden/tables", "golden/tables/2-1.csv",
      ])
  }

  @Test func anUpdateReplacesAGoldenFileThatCannotBeRead() throws {
    folder("golden", [])
    root.write("golden/tables/2-1.csv", "broken")
    folder("out", [Samples.table()])
    #expect(try GoldenCheck.update(golden: root.file("golden"), from: root.file("out")).map(\.kind) == [.replaced])
    #expect(try check().passes)
  }

  @Test func anUpdateFromABrokenOutputLeavesTheGoldenFolder() {
    folder("golden", [Samples.table()])
    folder("out", [])
    root.write("out/tables/2-1.csv", "broken\n1,2\n")
    let before = root.read("golden/tables/2-1.csv")
    #expect(throws: GoldenError.self) { try GoldenCheck.update(golden: root.file("golden"), from: root.file("out")) }
    #expect(root.read("golden/tables/2-1.csv") == before)
  }
}
