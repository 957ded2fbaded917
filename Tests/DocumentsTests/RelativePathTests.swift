import Documents
import Testing

@Suite struct RelativePathTests {
  @Test(arguments: [
    ("survey.csv", "studies/2019/study.yml", "studies/2019/survey.csv"), ("../a.csv", "b/study.yml", "b/../a.csv"),
    ("/data/a.csv", "b/study.yml", "/data/a.csv"), ("a.csv", "study.yml", "a.csv"), ("a.csv", "/study.yml", "/a.csv"),
  ])
  func namesAreRelativeToTheFileThatNamesThem(name: String, file: String, path: String) {
    #expect(RelativePath.resolve(name, besides: file) == path)
  }

  @Test func aFolderMayEndInASlash() {
    #expect(RelativePath.resolve("a.csv", in: "b") == "b/a.csv")
    #expect(RelativePath.resolve("a.csv", in: "b/") == "b/a.csv")
    #expect(RelativePath.resolve("a.csv", in: "") == "a.csv")
  }
}
