import Documents
import Requests
import TestSupport
import Testing

/// The reference cases, held to the tolerances that their authors state.
@Suite struct ReferenceCaseTests {
  @Test(arguments: Fixtures.caseNames) func resultsMeetTheReference(_ name: String) throws {
    let reference = try ReferenceCase(name)
    for threads in [1, 2] {
      let options = RequestFile.ReadingOptions(threads: threads, chunkBytes: threads == 1 ? nil : 700)
      #expect(try reference.differences(from: reference.results(options)) == [])
    }
  }

  /// Results that R survey 4.1.1 gave to `Scripts/survey-cases.R`: rules, families, links, tests and chains of weighting that
  /// the cases above leave out.
  @Test(
    arguments: [
      "quantile-rules", "quantile-cluster", "proportion-intervals", "models", "models-cluster", "models-jackknife",
      "tests",
      "calibrate-variance", "calibrate-logit", "calibrate-aggregate", "rake", "rake-trim", "rake-trim-strict",
      "poststratify-calibrate-twostage", "jkn", "jk1-calibrated", "overton", "overton-yg", "hr", "joint-yg", "poisson",
      "two-full", "two-approx", "two-strat-approx", "brr", "fay", "nhanes",
    ])
  func resultsAreThoseOfSurvey(_ name: String) throws {
    let reference = try ReferenceCase(name, in: "r-survey")
    #expect(try reference.differences(from: reference.results(.init())) == [])
  }
}
