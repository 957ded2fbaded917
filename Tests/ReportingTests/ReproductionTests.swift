import Reporting
import TestSupport
import Testing

@Suite struct ReproductionTests {
  let root = TemporaryFolder()
  private let files: [(path: String, bytes: [UInt8])] = [
    ("a.csv", Array("1\n".utf8)), ("tables/b.md", Array("汉\n".utf8)),
  ]

  /// An output folder with its inputs beside it.
  private func run(year: Int? = nil) throws -> RecordedRun {
    root.write("study.yml", "study")
    root.write("survey.csv", "survey")
    var output = OutputFolder()
    for file in files { output.add(file.path, file.bytes) }
    let inputs = ["study.yml", "survey.csv"].map { FileRecord(path: root.file($0), bytes: Array(root.read($0)!.utf8)) }
    let manifest = Manifest(version: Program.version, study: inputs[0], inputs: [inputs[1]], seed: 7, year: year)
    try output.write(to: root.file("out"), manifest: manifest)
    return try RecordedRun(folder: root.file("out"))
  }

  private func differences(
    _ recorded: RecordedRun, _ files: [(path: String, bytes: [UInt8])]? = nil
  ) -> [Reproduction.Difference] {
    Reproduction(recorded, folder: root.file("out"), files: files ?? self.files).differences
  }

  @Test func theManifestTellsTheRun() throws {
    let recorded = try run(year: 2019)
    #expect(recorded.year == 2019 && recorded.outputs.map(\.path) == ["a.csv", "tables/b.md"])
    #expect(recorded.study.path == root.file("study.yml") && recorded.version == Program.version)
    #expect(try run().year == nil)
  }

  @Test func theSameBytesAreNoDifference() throws {
    let recorded = try run()
    #expect(differences(recorded).isEmpty)
    let result = Reproduction(recorded, folder: root.file("out"), files: files)
    #expect(result.passes && result.text == "all 2 files came back byte for byte\n")
  }

  @Test func aChangedInputIsNamed() throws {
    let recorded = try run()
    root.write("survey.csv", "surveY")
    #expect(differences(recorded) == [.input(path: root.file("survey.csv"))])
  }

  @Test func aFileChangedByHandIsNotOneThatTheRunGivesOtherwise() throws {
    let recorded = try run()
    root.write("out/a.csv", "2\n")
    #expect(differences(recorded) == [.output(path: "a.csv")])
    let other = [files[0], (path: "tables/b.md", bytes: Array("字\n".utf8))]
    #expect(differences(recorded, other) == [.output(path: "a.csv"), .notReproduced(path: "tables/b.md")])
  }

  @Test func filesOnOneSideAreNamed() throws {
    let recorded = try run()
    #expect(
      differences(recorded, [files[0], (path: "c.md", bytes: [])])
        == [.notReproduced(path: "tables/b.md"), .additional(path: "c.md")])
  }

  @Test func aFolderWithoutManifestOrOfAnotherProgramIsRefused() throws {
    #expect(throws: RecordedRunError.noManifest(folder: root.file("none"))) {
      try RecordedRun(folder: root.file("none"))
    }
    root.makeFolder("other")
    root.write("other/manifest.json", "{\"program\": \"other\"}")
    #expect(throws: RecordedRunError.self) { try RecordedRun(folder: root.file("other")) }
  }
}
