import Documents
import Requests
import TestSupport
import Testing

/// The reference cases, held to the tolerances that their authors state.
@Suite struct ReferenceCaseTests {
  /// Cases whose every request this version answers.
  /// Cases whose methods are not built yet.
  private static let pending: Set = ["183-glm-logistic-strat", "191-chisq-cluster", "195-ttest"]

  private static let covered = Fixtures.caseNames.filter { !pending.contains($0) }

  @Test(arguments: covered) func resultsMeetTheReference(_ name: String) throws {
    let reference = try ReferenceCase(name)
    for threads in [1, 2] {
      let options = RequestFile.ReadingOptions(threads: threads, chunkBytes: threads == 1 ? nil : 700)
      #expect(try reference.differences(from: reference.results(options)) == [])
    }
  }
}
