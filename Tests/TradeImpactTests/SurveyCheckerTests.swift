import Estimation
import TestSupport
import Testing
import TradeImpact

@Suite struct SurveyCheckerTests {
  private typealias Sample = SurveySample

  /// 300 firms; some lose more than they export, some lose without being affected, some have no sector.
  private static let rows = (0..<300).map { number -> String in
    var values: [String: String] = ["affected": "1"]
    if number % 7 == 0 { values["loss_US"] = "\(900 + number)" }
    if number % 21 == 0 { values["affected"] = "0" }
    if number % 50 == 0 { values["hs_chapter"] = "98" }
    return Sample.row("企业\(number * 37 % 300)", values)
  }

  @Test func findingsNameFirmAndAmounts() throws {
    let file = Sample.file([
      Sample.row("B", ["affected": "1", "loss_US": "1000.5"]), Sample.row("A", ["loss_EU": "3"]),
      Sample.row("C", ["hs_chapter": "99"]),
    ])
    let checker = try Sample.check(file)
    #expect(checker.rowCount == 3)
    #expect(
      try checker.findings() == [
        Finding(
          kind: "unclassified_firms", subject: "unclassified",
          message: "1 firm belongs to no sector; they count in totals and have a row of their own"),
        Finding(
          kind: "loss_without_effect", subject: "A",
          message: "firm A: affected is 0, but the direct loss is 30000 yuan; correct one of the two"),
        Finding(
          kind: "loss_above_exports", subject: "B",
          message:
            "firm B: the direct loss of 10005000 yuan exceeds the exports of 10000000 yuan; check the units, or correct "
            + "the answer"),
      ])
    #expect(checker.cases.map(\.position.line) == [3, 2])
  }

  @Test(arguments: [1, 2, 3], [64, 1000, 1 << 20])
  func findingsDoNotDependOnThreadsAndChunks(threads: Int, chunkBytes: Int) throws {
    let expected = try Sample.check(Sample.file(Self.rows)).findings()
    #expect(expected.count > 40)
    #expect(try Sample.check(Sample.file(Self.rows), threads: threads, chunkBytes: chunkBytes).findings() == expected)
  }

  @Test func findingsDoNotDependOnTheOrderOfRows() throws {
    let expected = try Sample.check(Sample.file(Self.rows)).findings()
    #expect(try Sample.check(Sample.file(Self.rows.reversed())).findings() == expected)
    let shifted = Array(Self.rows[100...] + Self.rows[..<100])
    #expect(try Sample.check(Sample.file(shifted), threads: 2, chunkBytes: 500).findings() == expected)
  }

  @Test func findingsAreSortedByTheBytesOfTheFirm() throws {
    let subjects = try Sample.check(Sample.file(Self.rows)).cases.map { Array($0.firm.utf8) }
    #expect(zip(subjects, subjects.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
  }

  /// Firms 10 and 4 come twice; the second row of 10, on line 22, is before that of 4.
  @Test(arguments: [1, 2, 3], [40, 300, 1 << 20])
  func firstDuplicateOfTheFileIsReported(threads: Int, chunkBytes: Int) throws {
    var rows = (0..<40).map { Sample.row("F\($0)") }
    rows[20] = Sample.row("F10")
    rows[35] = Sample.row("F4")
    rows[39] = Sample.row("F10")
    let file = Sample.file(rows)
    let checker = try Sample.check(file, threads: threads, chunkBytes: chunkBytes)
    let error = #expect(throws: SurveyRecordError.self) { try checker.findings() }
    #expect(
      error?.description
        == "\(file.path):22: firm_id is \"F10\"; the firm stands on line 12 too; keep one row a firm and year")
  }

  @Test func aFirmMayAnswerInSeveralYears() throws {
    func findings(_ years: [Int]) throws -> [Finding] {
      let rows = years.map { "F1,\($0)\n" }.joined()
      let file = ScratchFile("firm_id,year\n" + rows)
      return try Sample.check(file).findings()
    }
    #expect(try findings([2018, 2019]).map(\.kind) == ["not_checked"])
    #expect(throws: SurveyRecordError.self) { try findings([2018, 2019, 2018]) }
  }

  @Test func composedAndDecomposedNamesAreTwoFirms() throws {
    let file = ScratchFile("firm_id\nCaf\u{E9}\nCafe\u{301}\n")
    #expect(try Sample.check(file, threads: 2, chunkBytes: 6).findings().map(\.kind) == ["not_checked"])
  }

  @Test func whatCannotBeComparedIsSaid() throws {
    let findings = try Sample.check(ScratchFile("firm_id,hs_chapter\nF1,84\n")).findings()
    #expect(findings.map(\.subject) == ["direct loss, exports, affected"])
  }
}
