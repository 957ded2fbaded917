import SkewedStudy
import Testing

/// A small part of the study that the executable `skewed-coverage` makes in full: 300 runs, 399 replicates.
///
/// The bars are those of the method's requirements for 2,000 runs; a run of the study must not fall below a bar by more than four
/// standard errors of a coverage over 300 runs.
@Suite struct CoverageTests {
  static let bars: [(law: String, n: Int, bar: Double)] = [
    ("lognormal 2", 60, 0.85), ("lognormal 1.5", 60, 0.90), ("gamma 0.3", 60, 0.90), ("Pareto 1.5", 60, 0.82),
    ("lognormal 2", 200, 0.92), ("gamma 0.3", 200, 0.92),
  ]

  @Test(arguments: bars) func theRuleCovers(law: String, n: Int, bar: Double) async throws {
    let chosen = try #require(AmountLaw.all.first { $0.name == law })
    let outcome = try await CoverageStudy(law: chosen, sampleSize: n, runs: 300, replicates: 399).outcome(tasks: 2)
    #expect(outcome.rule.coverage > bar - 4 * (bar * (1 - bar) / 300).squareRoot())
    #expect(outcome.advantage > -2)
    #expect(outcome.rule.lengthRatio < 2.8)
    #expect(outcome.belowObserved == 0)
    #expect((outcome.rule.coverage + outcome.rule.tooHigh + outcome.rule.tooLow).rounded() == 1)
  }

  /// At n = 200 the finding is rare where a law fits.
  @Test(arguments: ["gamma 0.3", "lognormal 1.5"]) func findingsAreRareWhereALawFits(law: String) async throws {
    let chosen = try #require(AmountLaw.all.first { $0.name == law })
    let outcome = try await CoverageStudy(law: chosen, sampleSize: 200, runs: 300, replicates: 79).outcome(tasks: 2)
    #expect(outcome.findingRate < 0.10 + 4 * (0.1 * 0.9 / 300).squareRoot())
  }

  @Test func theStudyIsTheSameForAnyNumberOfTasks() async throws {
    let study = CoverageStudy(law: AmountLaw.chosenOn[0], sampleSize: 60, runs: 20, replicates: 199)
    let (one, three) = (try await study.outcome(tasks: 1), try await study.outcome(tasks: 3))
    #expect(one.rule.medianLength == three.rule.medianLength)
    #expect(one.rule.coverage == three.rule.coverage && one.bootstrap.coverage == three.bootstrap.coverage)
    #expect(one.methods.map(\.name) == three.methods.map(\.name))
  }
}
