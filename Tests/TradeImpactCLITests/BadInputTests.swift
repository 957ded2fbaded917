import TestSupport
import Testing

/// Bad input of every kind ends with exit code 3, or a finding, and leaves earlier output as it was.
@Suite struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var study = SmallStudy.study
    var survey = Array(SmallStudy.survey().utf8)
    /// What the sentence on standard error says: place, value, remedy.
    let says: [String]
  }

  private static let cases = [
    Case(
      testDescription: "missing column",
      survey: Array(
        SmallStudy.survey(
          SmallStudy.rows.map { SmallStudy.replaced($0, "affected", "1") },
          header: SmallStudy.header.replacing(",affected", with: ",affektd")
        ).utf8),
      says: ["survey.csv:1", "affected", "Map it"]),
    Case(
      testDescription: "text in a number", survey: SmallStudy.survey(row: 4, "exports", "4l0"),
      says: ["survey.csv:6", "exports", "4l0", "correct it"]),
    Case(
      testDescription: "negative weight", survey: SmallStudy.survey(row: 2, "weight", "-2"),
      says: ["survey.csv:4", "-2", "correct the row"]),
    Case(
      testDescription: "unknown HS chapter", survey: SmallStudy.survey(row: 1, "hs_chapter", "00"),
      says: ["survey.csv:3", "hs_chapter", "00", "01 to 99"]),
    Case(
      testDescription: "n_h above N_h",
      survey: Array(SmallStudy.survey(SmallStudy.rows.map { $0.replacing(",c,4,", with: ",c,3,") }).utf8),
      says: ["survey.csv:10", "stratum c", "4 sampled", "3", "correct"]),
    Case(
      testDescription: "one firm in a stratum", survey: SmallStudy.survey(row: 3, "stratum", "alone"),
      says: ["survey.csv:5", "stratum alone", "one sampled unit", "merge it"]),
    Case(testDescription: "empty file", survey: [], says: ["survey.csv", "empty", "header"]),
    Case(
      testDescription: "no rows", survey: Array((SmallStudy.header + "\n").utf8), says: ["survey.csv:2", "no rows"]),
    Case(
      testDescription: "truncated file", survey: Array(SmallStudy.survey().utf8.dropLast(20)),
      says: ["survey.csv:13", "fields", "complete"]),
    Case(
      testDescription: "wrong encoding", survey: SmallStudy.survey(row: 5, "region", "").replacingRegion(at: 5),
      says: ["survey.csv:7", "utf-8", "gb18030"]),
    Case(
      testDescription: "duplicate firm", survey: SmallStudy.survey(row: 7, "firm_id", "F03"),
      says: ["survey.csv:9", "F03", "line 4"]),
    Case(
      testDescription: "unknown key in the study file", study: SmallStudy.study + "\nwieghting: []\n",
      says: ["study.yml:10", "wieghting", "weighting"]),
    Case(
      testDescription: "a key of a later version", study: SmallStudy.study + "\nweighting: []\n",
      says: ["study.yml:10", "weighting", "not built"]),
  ]

  @Test(arguments: cases) func badInputIsRefusedWithItsPlace(_ fault: Case) throws {
    let study = try SmallStudy()
    #expect(try study.report().exitCode == 0)
    let before = try TemporaryFolder.contents(study.output)
    study.folder.write("study.yml", fault.study)
    study.folder.write("survey.csv", fault.survey)
    let run = try study.report()
    #expect(run.exitCode == 3, "\(run.errors)")
    for part in fault.says { #expect(run.errors.contains(part), "\(run.errors)") }
    #expect(try TemporaryFolder.contents(study.output) == before)
    #expect(
      try TemporaryFolder.contents(study.folder.path).keys.allSatisfy { !$0.contains("part") && !$0.contains("tmp") })
  }

  @Test func aStratumOfZeroWeightsIsAFinding() throws {
    let rows = SmallStudy.rows.map { $0.replacing(",a,8,2,", with: ",a,8,0,") }
    let study = try SmallStudy(survey: Array(SmallStudy.survey(rows).utf8))
    #expect(try study.report().exitCode == 0)
    let findings = String(decoding: try Fixtures.bytes(study.output + "/findings.csv"), as: UTF8.self)
    #expect(findings.contains("zero_weight_stratum,a,"))
  }

  @Test func allWeightsZeroIsAnError() throws {
    let rows = SmallStudy.rows.map { SmallStudy.replaced($0, "weight", "0") }
    let run = try SmallStudy(survey: Array(SmallStudy.survey(rows).utf8)).report()
    #expect(run.exitCode == 3 && run.errors.contains("all weights are zero"))
  }

  @Test func anOutputPlaceThatIsNotOursIsRefused() throws {
    let study = try SmallStudy()
    let other = TemporaryFolder()
    other.write("precious.txt", "keep")
    let run = try CommandRun(["report", study.folder.path + "/study.yml", "--output", other.path])
    #expect(run.exitCode == 5 && run.errors.contains(other.path))
    #expect(try TemporaryFolder.contents(other.path) == ["precious.txt": Array("keep".utf8)])
    let missing = try CommandRun([
      "report", study.folder.path + "/study.yml", "--output", study.folder.path + "/no/out",
    ])
    #expect(missing.exitCode == 5)
  }

  @Test func aWrongCommandLineIsUsage() throws {
    for arguments in [
      ["report"], ["unknown"], ["estimate", "a", "b"], ["report", "x.yml", "--output", "o", "--threads", "0"],
    ] {
      #expect(try CommandRun(arguments).exitCode == 2)
    }
    for arguments in [["--help"], ["--version"], ["help", "report"], ["estimate", "--help"]] {
      #expect(try CommandRun(arguments).exitCode == 0)
    }
  }
}

extension [UInt8] {
  /// 广东 in GB18030, in the empty third field of a row.
  fileprivate func replacingRegion(at row: Int) -> [UInt8] {
    var lines = split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    var fields = lines[row + 1].split(separator: 0x2C, omittingEmptySubsequences: false).map(Array.init)
    fields[2] = [0xB9, 0xE3, 0xB6, 0xAB]
    lines[row + 1] = Array(fields.joined(separator: [0x2C]))
    return Array(lines.joined(separator: [0x0A]))
  }
}
