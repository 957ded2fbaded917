import TestSupport
import Testing

@Suite struct ReproduceCommandTests {
  @Test func aRunComesBackByteForByte() throws {
    let study = try SmallStudy()
    #expect(try study.report().exitCode == 0)
    let run = try CommandRun(["reproduce", study.output, "--threads", "3"])
    #expect(run.exitCode == 0 && run.output.contains("byte for byte"), "\(run.output)\(run.errors)")
  }

  @Test func oneYearOfSeveralComesBackAsOneYear() throws {
    let folder = TemporaryFolder()
    let study = Fixtures.package + "/datasets/china-2015-2019/study.yml"
    #expect(try CommandRun(["report", study, "--year", "2015", "--output", folder.path + "/out"]).exitCode == 0)
    #expect(try CommandRun(["reproduce", folder.path + "/out"]).exitCode == 0)
  }

  @Test func aChangedDigitOfAFileOrOfTheSurveyIsNamed() throws {
    let study = try SmallStudy()
    #expect(try study.report().exitCode == 0)
    var table = try Fixtures.bytes(study.output + "/tables/2-1.csv")
    table[table.count - 40] ^= 1
    study.folder.write("out/tables/2-1.csv", table)
    let changed = try CommandRun(["reproduce", study.output])
    #expect(changed.exitCode == 1 && changed.output.contains("tables/2-1.csv: the file is gone or was changed"))
    #expect(try study.report().exitCode == 0)
    study.folder.write("survey.csv", SmallStudy.survey(row: 0, "direct_loss", "4"))
    let other = try CommandRun(["reproduce", study.output])
    #expect(other.exitCode == 1)
    #expect(
      other.output.contains("survey.csv: the input") && other.output.contains("tables/2-1.csv: the run gives other"))
  }

  @Test func aFolderWithoutManifestIsBadInput() throws {
    let folder = TemporaryFolder()
    let run = try CommandRun(["reproduce", folder.path])
    #expect(run.exitCode == 3 && run.errors.contains("manifest.json"))
  }
}
