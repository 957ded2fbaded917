import Glibc
import Reporting
import TestSupport
import Testing

@Suite struct OutputFolderTests {
  let root = TemporaryFolder()

  private let manifest = Manifest(version: "1.0", study: FileRecord(path: "study.yml", bytes: []), inputs: [])

  private func output(_ files: (String, String)...) -> OutputFolder {
    var output = OutputFolder()
    for (path, text) in files { output.add(path, text) }
    return output
  }

  private func error(_ output: OutputFolder, to name: String) -> OutputError? {
    do throws(OutputError) {
      try output.write(to: root.file(name), manifest: manifest)
      return nil
    } catch { return error }
  }

  @Test func filesAndManifestAreWrittenIntoANewFolder() throws {
    try output(("tables/a.csv", "1\n"), ("b.md", "汉\n")).write(to: root.file("out"), manifest: manifest)
    #expect(root.names == ["out", "out/b.md", "out/manifest.json", "out/tables", "out/tables/a.csv"])
    #expect(root.read("out/b.md") == "汉\n")
  }

  @Test(arguments: ["out", "out/", "./out//"])
  func anEarlierFolderIsReplacedAsAWhole(_ name: String) throws {
    try output(("old.md", "old")).write(to: root.file("out"), manifest: manifest)
    try output(("new.md", "new")).write(to: root.file(name), manifest: manifest)
    #expect(root.names == ["out", "out/manifest.json", "out/new.md"])
  }

  @Test func anEmptyFolderIsFilled() throws {
    root.makeFolder("out")
    try output(("a.md", "a")).write(to: root.file("out"), manifest: manifest)
    #expect(root.read("out/a.md") == "a")
  }

  @Test func aFailedRunLeavesTheOldFolderAndNothingElse() throws {
    try output(("old.md", "old")).write(to: root.file("out"), manifest: manifest)
    let before = (root.names, root.read("out/manifest.json"))
    let impossible = String(repeating: "x", count: 300)
    guard case .system(let action, _, let reason) = error(output(("a.md", "a"), (impossible, "b")), to: "out") else {
      Issue.record("the write did not fail as it should")
      return
    }
    #expect(action == "write the file")
    #expect(reason == "File name too long")
    #expect(root.names == before.0)
    #expect(root.read("out/manifest.json") == before.1)
    #expect(root.read("out/old.md") == "old")
  }

  @Test func aFolderOfSomeoneElseIsNotReplaced() {
    root.makeFolder("thesis")
    root.write("thesis/chapter-1.md", "years of work")
    #expect(error(output(("a.md", "a")), to: "thesis") == .notOurs(path: root.file("thesis")))
    root.write("thesis/manifest.json", "{\"program\": \"other\"}")
    #expect(error(output(("a.md", "a")), to: "thesis") == .notOurs(path: root.file("thesis")))
    #expect(root.read("thesis/chapter-1.md") == "years of work")
  }

  @Test func aFileThatTheProgramDidNotWriteIsNotDeleted() throws {
    try output(("a.md", "a")).write(to: root.file("out"), manifest: manifest)
    root.write("out/notes.txt", "mine")
    #expect(error(output(("a.md", "b")), to: "out") == .foreignFile(path: root.file("out"), file: "notes.txt"))
    #expect(root.read("out/a.md") == "a")
    #expect(root.read("out/notes.txt") == "mine")
  }

  @Test func theFolderAboveMustExist() {
    #expect(error(output(), to: "absent/out") == .missingParent(path: root.file("absent/out")))
  }

  @Test func aFileIsNotReplacedByAFolder() {
    root.write("out", "text")
    #expect(error(output(), to: "out") == .notAFolder(path: root.file("out")))
    #expect(throws: OutputError.notAFolder(path: root.file("out"))) { try OutputFolder.check(root.file("out")) }
  }

  @Test func aLinkKeepsPointingToTheReplacedFolder() throws {
    try output(("old.md", "old")).write(to: root.file("real"), manifest: manifest)
    symlink(root.file("real"), root.file("link"))
    try output(("new.md", "new")).write(to: root.file("link"), manifest: manifest)
    #expect(root.read("real/new.md") == "new")
    #expect(root.read("link/new.md") == "new")
    #expect(root.names == ["link", "real", "real/manifest.json", "real/new.md"])
  }

  @Test func theSameFilesGiveTheSameBytes() throws {
    for name in ["one", "two"] { try output(("a.md", "a")).write(to: root.file(name), manifest: manifest) }
    #expect(root.read("one/manifest.json") == root.read("two/manifest.json"))
  }

  @Test(arguments: ["../a", "/a", "a//b", "a/./b", "manifest.json", ""])
  func pathsOutsideTheFolderAreRefused(_ path: String) async {
    await #expect(processExitsWith: .failure) { [path] in
      var output = OutputFolder()
      output.add(path, "text")
    }
  }

  @Test func errorsSayWhatToDoAndHaveExitCode5() {
    #expect(OutputError.notOurs(path: "out").description.contains("choose an empty or a new folder"))
    #expect(OutputError.exitCode == 5)
  }
}
