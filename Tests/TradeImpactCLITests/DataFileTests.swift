import TestSupport
import Testing

/// The commands take every kind of file.
@Suite struct DataFileTests {
  private static let folder = Fixtures.folder + "/data-files/"

  @Test func reportsFromEveryKindOfFileAreTheSame() throws {
    var reports: [[String: [UInt8]]] = []
    for file in ["survey.csv", "survey.xlsx", "survey.xlsx#样本", "survey.sav", "survey.dta"] {
      let text = SmallStudy.study.replacing("{sample: survey.csv}", with: "{sample: \"\(Self.folder)\(file)\"}")
      let study = try SmallStudy(study: text)
      let run = try study.report()
      #expect(run.exitCode == 0, "\(run.errors)")
      var contents = try TemporaryFolder.contents(study.output)
      // The manifest has the digests of the files.
      #expect(contents.removeValue(forKey: "manifest.json") != nil)
      reports.append(contents)
    }
    for report in reports { #expect(report == reports[0]) }
  }

  @Test func estimatesFromEveryKindOfFileAreTheSame() throws {
    let folder = TemporaryFolder()
    folder.write(
      "request.json",
      """
      {"data": {"file": "survey.csv", "columns": {"weight": "number", "extra": "number", "direct_loss": "number"}},
       "design": {"method": "taylor", "ids": [], "strata": ["stratum"], "weights": "weight"},
       "requests": {"a": {"statistic": "total", "variables": ["direct_loss"], "by": ["note"]}}}
      """)
    let outputs = try ["survey.csv", "survey.xlsx", "survey.sav", "survey.dta"].map { file in
      let run = try CommandRun(["estimate", folder.path + "/request.json", "--data", Self.folder + file])
      #expect(run.exitCode == 0, "\(run.errors)")
      return run.output
    }
    for output in outputs { #expect(output == outputs[0]) }
  }

  @Test func errorsNameTheSheetAndItsRow() throws {
    let text = SmallStudy.study.replacing("{sample: survey.csv}", with: "{sample: \"\(Self.folder)survey.xlsx#说明\"}")
    let run = try SmallStudy(study: text).report()
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("survey.xlsx#说明:1: the survey has no column"), "\(run.errors)")
  }

  @Test func initWritesAStudyFileThatReportAccepts() throws {
    let folder = TemporaryFolder()
    let study = folder.path + "/study.yml"
    let arguments = ["init", Self.folder + "survey.xlsx", "--unit", "万元", "--output", study]
    let run = try CommandRun(arguments)
    #expect(run.exitCode == 0 && run.errors.isEmpty, "\(run.errors)")
    let report = try CommandRun(["report", study, "--output", folder.path + "/out"])
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(try CommandRun(arguments).exitCode == 2)  // it is there already
  }
}
