import Glibc
import Publishing
import Testing

@Suite struct ExternalProgramTests {
  private func error(_ body: () throws(PublishingError) -> Void) -> PublishingError? {
    do throws(PublishingError) {
      try body()
      return nil
    } catch { return error }
  }

  @Test func aMissingProgramIsAnErrorThatNamesItsPackage() throws {
    let program = ExternalProgram(output: "docx", names: ["no-such-a", "no-such-b"], package: "no-such")
    let error = try #require(error { () throws(PublishingError) in try program.path() })
    #expect(
      error.description.contains("apt-get install no-such") && error.description.contains("no-such-a or no-such-b"))
    #expect(error.description.hasPrefix("docx: "))
  }

  @Test func theFirstNameThatIsInstalledIsTaken() throws {
    let program = ExternalProgram(output: "x", names: ["no-such-a", "sh"], package: "dash")
    #expect(try program.path().hasSuffix("/sh"))
  }

  @Test func whatAFailedProgramSaidIsInTheError() throws {
    let shell = ExternalProgram(output: "x", names: ["sh"], package: "dash")
    let error = error { () throws(PublishingError) in
      try shell.run(
        ["-c", "echo said; echo $KIND >&2; exit 7"], variables: ["KIND=why"])
    }
    let text = try #require(error?.description)
    #expect(text.contains("code 7") && text.contains("said; why") && text.contains("earlier results are unchanged"))
  }

  @Test func aProgramThatDoesNotEndIsEnded() {
    let shell = ExternalProgram(output: "x", names: ["sleep"], package: "coreutils")
    let error = error { () throws(PublishingError) in
      try shell.run(["1000"], seconds: 0.05)
    }
    #expect(error?.description.contains("no result after 0.05 seconds") == true)
  }
}
