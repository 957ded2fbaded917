import Documents
import Testing

@Suite struct NearestTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("a", "a", 0),
    ("出口额", "出口", 1),
  ])
  func editDistanceCountsEdits(a: String, b: String, distance: Int) {
    #expect(editDistance(Array(a), Array(b)) == distance)
    #expect(editDistance(Array(b), Array(a)) == distance)
  }

  @Test func caseMattersOnlyInTies() {
    #expect(nearest(to: "FPC", among: ["fp", "fpc", "ids"]) == "fpc")
    #expect(nearest(to: "Jk1", among: ["JK1", "jk1", "Jk1"]) == "Jk1")
  }

  @Test func answerDoesNotDependOnTheOrderOfCandidates() {
    let candidates = ["bat", "cat", "hat", "rat"]
    for rotation in candidates.indices {
      #expect(nearest(to: "xat", among: candidates[rotation...] + candidates[..<rotation]) == "bat")
    }
    #expect(nearest(to: "x", among: Set(candidates)) == "bat")
  }

  @Test func noCandidateGivesNoAnswer() {
    #expect(nearest(to: "x", among: []) == nil)
  }
}
