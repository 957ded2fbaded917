import Imputation
import Testing

@Suite struct ReimputationBootstrapTests {
  /// Two routes to one variance: formulas, and 300 replicates of each of 12 samples. The Monte Carlo error of the mean
  /// of the variances by resampling is √(2 / 3600) = 2.4 %.
  @Test(arguments: [
    (RatioImputation() as any ImputationMethod, 0.1), (NearestNeighbourImputation(on: .logarithmic), 0.15),
  ])
  func agreesWithTheFormulas(method: any ImputationMethod, tolerance: Double) throws {
    let survey = Survey("", [6400, 3400, 1400, 900], [110, 80, 60, 50], affected: 0.6, sigma: 0.7)
    var (resampled, formula) = ([0.0, 0], [0.0, 0])
    for run in 0..<12 {
      let draw = try survey.draw(run)
      let domains = [draw.inDomain.map { _ in true }, draw.inDomain]
      let bootstrap = ReimputationBootstrap(replicates: 300, seed: UInt64(run))
      let variances = try bootstrap.variances(of: draw.item, by: method, in: domains).variances
      for (d, total) in try method.impute(draw.item).totals(in: domains).enumerated() {
        resampled[d] += variances[d]
        formula[d] += total.variance
      }
    }
    for d in 0..<2 { #expect(abs(resampled[d] / formula[d] - 1) < tolerance, "domain \(d)") }
  }

  @Test func completeAnswersGiveTheTextbookVariance() throws {
    let survey = Survey("", [64000, 34000, 14000, 9000], [110, 80, 60, 50], affected: 0.6, sigma: 0.7)
    let draw = try survey.draw(1)
    let all = draw.inDomain.map { _ in true }
    let result = try ReimputationBootstrap(replicates: 2000, seed: 1)
      .variances(of: draw.complete, by: RatioImputation(), in: [all])
    let textbook = try RatioImputation().impute(draw.complete).total().variance
    // Three Monte Carlo errors √(2 / 2000).
    #expect(result.usable == 2000 && abs(result.variances[0] / textbook - 1) < 0.1)
  }

  @Test func classesWithFewDonorsAreRefused() throws {
    let item = try IncompleteItem(
      values: [1, 2, 3, 4, 5, 6], isMissing: [false, false, true, true, true, true], auxiliary: [1, 1, 1, 1, 1, 1],
      classes: [1, 1, 1, 1, 1, 1], stratumOfUnit: [0, 0, 0, 0, 0, 0], populationSizes: [60], keys: [1, 2, 3, 4, 5, 6])
    #expect {
      try ReimputationBootstrap(replicates: 100, seed: 1)
        .variances(of: item, by: RatioImputation(), in: [[Bool](repeating: true, count: 6)])
    } throws: { error in
      guard case .tooFewReplicates(let usable, 100) = error as? ImputationError else { return false }
      return usable < 90
    }
  }
}
