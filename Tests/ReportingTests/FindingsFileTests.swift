import Estimation
import Reporting
import Testing

@Suite struct FindingsFileTests {
  @Test func findingsAreSortedByKindSubjectAndMessage() {
    let findings = [("b", "x", "m"), ("a", "z", "m, n"), ("a", "y", "2"), ("a", "y", "1")].map {
      Finding(kind: $0.0, subject: $0.1, message: $0.2)
    }
    let text = "kind,subject,message\na,y,1\na,y,2\na,z,\"m, n\"\nb,x,m\n"
    #expect(FindingsFile.text(findings) == text)
    #expect(FindingsFile.text(findings.reversed()) == text)
  }

  @Test func noFindingsGiveAHeader() {
    #expect(FindingsFile.text([]) == "kind,subject,message\n")
  }
}
