import Documents
import Requests
import TestSupport
import Testing

/// The reference cases, held to the tolerances that their authors state.
@Suite struct ReferenceCaseTests {
  /// Cases whose every request this version answers.
  private static let covered = [
    "003-strat-fpc", "006-strat-weights-from-fpc", "008-hospital-strat-fpc", "011-nhanes-multistage",
    "016-mu284-twostage", "017-strat-twostage-certainty", "021-libraries-twostage", "022-libraries-stratified",
    "023-business-survey", "031-lonely-fail", "033-lonely-adjust", "035-lonely-certainty", "036-lonely-tiny-remove",
    "037-lonely-tiny-certainty", "038-lonely-tiny-adjust", "041-domain-lonely-adjust-plain", "070-domain-strata",
    "073-domain-empty", "076-domain-nhanes-contrast", "091-ratio-combined", "092-ratio-separate",
    "111-deff-kigyo-srs", "112-deff-kigyo-pps", "906-huge-and-tiny",
  ]

  @Test(arguments: covered) func resultsMeetTheReference(_ name: String) throws {
    let reference = try ReferenceCase(name)
    for threads in [1, 2] {
      let options = RequestFile.ReadingOptions(threads: threads, chunkBytes: threads == 1 ? nil : 700)
      #expect(try reference.differences(from: reference.results(options)) == [])
    }
  }
}
