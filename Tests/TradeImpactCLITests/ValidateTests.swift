import TestSupport
import Testing

/// `report STUDY.yml --validate` lists every problem, and estimates nothing.
@Suite struct ValidateTests {
  private func validate(_ study: SmallStudy) throws -> CommandRun {
    try CommandRun(["report", study.folder.path + "/study.yml", "--validate"])
  }

  private func problems(_ study: SmallStudy) throws -> [String] {
    let run = try validate(study)
    #expect(run.exitCode == 3)
    let lines = run.output.split(separator: "\n").map { String($0).replacing(study.folder.path + "/", with: "") }
    return Array(lines.dropLast())
  }

  @Test func aSoundStudyHasNoProblems() throws {
    let study = try SmallStudy()
    let run = try validate(study)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    #expect(run.output.hasSuffix("study.yml: no problems; 2 files and 12 survey rows read\n"))
  }

  @Test func theBundledStudiesHaveNoProblems() throws {
    for name in ["china-2019", "china-2015-2019"] {
      let run = try CommandRun(["report", Fixtures.package + "/datasets/\(name)/study.yml", "--validate"])
      #expect(run.exitCode == 0, "\(run.output)")
    }
  }

  @Test func everyFaultOfASurveyIsListed() throws {
    var rows = SmallStudy.rows
    rows[0] = SmallStudy.replaced(rows[0], "exports", "4l")
    rows[0] = SmallStudy.replaced(rows[0], "ownership", "privat")
    rows[2] = SmallStudy.replaced(rows[2], "affected", "2")
    rows[3] += ",more"
    rows[5] = SmallStudy.replaced(rows[5], "firm_id", "F02")
    rows[6] = SmallStudy.replaced(rows[6], "direct_loss", "-1")
    rows[8] = SmallStudy.replaced(rows[8], "population", "5")
    let study = try SmallStudy(survey: Array(SmallStudy.survey(rows).utf8))
    let found = try problems(study)
    let expected = [
      "survey.csv:5: the record has 16 fields", "survey.csv:2: ownership is \"privat\"; did you mean 'private'?",
      "survey.csv:2: column exports: \"4l\" is not a number", "survey.csv:4: affected is 2;",
      "survey.csv:7: firm_id is \"F02\"; the firm stands on line 3 too", "survey.csv:8: direct_loss is -1;",
    ]
    for (line, start) in zip(found, expected) { #expect(line.hasPrefix(start), "\(line)") }
    #expect(found.count == expected.count + 1 && found.last!.contains("population"), "\(found)")
  }

  @Test func everyFaultOfAStudyFileIsListed() throws {
    let text = SmallStudy.study.replacing("synthetic: true", with: "synthetic: perhaps\nsed: 4")
      .replacing(
        "languages: [zh]", with: "languages: [zh, fr]\nlevel: 2\ninfluence: {listed: 0}\ncolumns: {exports: 出口}")
    let found = try problems(try SmallStudy(study: text))
    for part in [
      "synthetic is", "unknown key 'sed'", "languages[1] is \"fr\"", "level is 2", "influence.listed is 0", "column 出口",
    ] {
      #expect(found.count { $0.contains(part) } >= 1, "\(part) in \(found)")
    }
    #expect(found.allSatisfy { $0.hasPrefix("study.yml:") || $0.hasPrefix("survey.csv:1") })
  }

  @Test func missingFilesAndColumnsAreListedTogether() throws {
    let text = SmallStudy.study.replacing(
      "{sample: survey.csv}", with: "{sample: survey.csv, frame: none.csv, totals: nor.csv}")
    let header = SmallStudy.header.replacing("hs_chapter", with: "hs").replacing("affected", with: "afected")
    let study = try SmallStudy(study: text, survey: Array(SmallStudy.survey(header: header).utf8))
    let found = try problems(study)
    for part in ["none.csv: the file cannot be read", "nor.csv: the file cannot be read", "hs_chapter", "afected"] {
      #expect(found.contains { $0.contains(part) }, "\(part) in \(found)")
    }
  }

  @Test func manyFaultsOfOneKindAreCounted() throws {
    let rows = (0..<50).map { "G\($0),2019,guangdong,01,-1,1,private,trading,a,100,2,0,0,0,0" }
    let found = try problems(try SmallStudy(survey: Array(SmallStudy.survey(rows).utf8)))
    #expect(found.count == 21)
    #expect(found.last == "survey.csv: column frame_exports: 30 more rows like the last of it above; correct them, too")
  }

  @Test func outputAndValidateExcludeEachOther() throws {
    let study = try SmallStudy()
    #expect(try CommandRun(["report", study.folder.path + "/study.yml"]).exitCode == 2)
    #expect(try study.report(["--validate"]).exitCode == 2)
  }
}
