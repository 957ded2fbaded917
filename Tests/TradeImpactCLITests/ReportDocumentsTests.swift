import Glibc
import TestSupport
import Testing

/// Documents that libraries and programs of the system make, as the command asks for them.
@Suite struct ReportDocumentsTests {
  private func study(_ outputs: String) throws -> SmallStudy {
    try SmallStudy(study: SmallStudy.study + "\noutputs: [\(outputs)]\n")
  }

  private static func isInstalled(_ program: String) -> Bool {
    ["/usr/bin", "/usr/local/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  @Test(arguments: [("docx", "apt-get install pandoc"), ("pdf", "apt-get install chromium")])
  func aMissingProgramIsAnErrorBeforeAnythingIsComputed(_ output: String, _ says: String) throws {
    let study = try study("csv, \(output)")
    #expect(try SmallStudy(study: SmallStudy.study).report().exitCode == 0)
    // The survey is not looked at: it is not there.
    unlink(study.folder.path + "/survey.csv")
    let run = try CommandRun(
      ["report", study.folder.path + "/study.yml", "--output", study.output], variables: ["PATH=/nowhere"])
    #expect(run.exitCode == 5)
    #expect(run.errors.contains(says) && run.errors.contains("study.yml"), "\(run.errors)")
  }

  @Test func aProgramThatFailsLeavesEarlierResults() throws {
    let study = try study("csv, docx")
    study.folder.write("study.yml", SmallStudy.study)
    #expect(try study.report().exitCode == 0)
    let before = try TemporaryFolder.contents(study.output)
    study.folder.write("study.yml", SmallStudy.study + "\noutputs: [csv, docx]\n")
    study.folder.write("pandoc", "#!/bin/sh\necho the disk of pandoc is full >&2\nexit 3\n")
    chmod(study.folder.path + "/pandoc", 0o755)
    let run = try CommandRun(
      ["report", study.folder.path + "/study.yml", "--output", study.output],
      variables: ["PATH=\(study.folder.path):/usr/bin:/bin"])
    #expect(run.exitCode == 5 && run.errors.contains("the disk of pandoc is full"), "\(run.errors)")
    #expect(try TemporaryFolder.contents(study.output) == before)
  }

  @Test(.enabled(if: isInstalled("pandoc"))) func aWordDocumentIsTheSameEveryTime() throws {
    let study = try study("docx")
    #expect(try study.report().exitCode == 0)
    let first = try Fixtures.bytes(study.output + "/report.zh.docx")
    #expect(try study.report().exitCode == 0)
    #expect(try Fixtures.bytes(study.output + "/report.zh.docx") == first)
  }

  @Test func anUnknownOutputIsAnErrorWithTheChoices() throws {
    let run = try study("xslx").report()
    #expect(run.exitCode == 3 && run.errors.contains("xlsx") && run.errors.contains("study.yml:10"), "\(run.errors)")
  }
}
