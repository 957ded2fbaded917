import Documents
import Requests
import TestSupport
import Testing

/// The reference cases, held to the tolerances that their authors state.
@Suite struct ReferenceCaseTests {
  /// Cases whose every request this version answers.
  private static let covered = [
    "003-strat-fpc", "006-strat-weights-from-fpc", "008-hospital-strat-fpc", "023-business-survey", "070-domain-strata",
    "073-domain-empty", "076-domain-nhanes-contrast", "091-ratio-combined", "906-huge-and-tiny",
  ]

  @Test(arguments: covered) func resultsMeetTheReference(_ name: String) throws {
    let reference = try ReferenceCase(name)
    for threads in [1, 2] {
      let results = try reference.file.run(options: .init(threads: threads, chunkBytes: threads == 1 ? nil : 700))
      #expect(try reference.differences(from: results.json) == [])
    }
  }
}
