import LinearAlgebra
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

@Suite struct BootstrapTests {
  /// The mean of replicate over linear variance, and its Monte Carlo error.
  ///
  /// Ratios of 30 variables from the same replicates share their errors; those of 16 seeds are independent, and say how
  /// large the error is. 16 · 500 replicates are made in all.
  private func ratio(
    _ make: (Int) -> ReplicateMethod, _ design: SurveyDesign, mse: Bool = false, expected: ([Double]) -> Double
  ) throws -> (mean: Double, error: Double) {
    let variables = RandomDesigns.variables(30, rows: design.rowCount, seed: 5).map { $0.map { $0 - 50 } }
    let variances = variables.map(expected)
    let means = try (0..<16 as Range<UInt64>).map { seed in
      let replicates = try ReplicateWeights(make(500), of: design, seed: seed, mse: mse, workers: 2)
      let estimates = replicates.totals(of: Matrix(columns: variables))
      let found = try replicates.variance.variances(of: estimates, fullSample: variables.map(replicates.fullTotal))
      return zip(found, variances).reduce(0) { $0 + $1.0 / $1.1 } / 30
    }
    let mean = means.reduce(0, +) / 16
    return (mean, (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 15 / 16).squareRoot())
  }

  /// 16 seeds: four standard errors are exceeded with probability 1e-3, and the seeds are fixed.
  private func expectUnbiased(
    _ make: (Int) -> ReplicateMethod, _ design: SurveyDesign, expected: (([Double]) -> Double)? = nil,
    mse: Bool = false,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let (mean, error) = try ratio(make, design, mse: mse, expected: expected ?? { linearVariance(design, $0) })
    #expect(
      error < 0.01 && mean.isClose(to: 1, .simulation(standardError: error, count: 4)), "\(mean) ± \(error)",
      sourceLocation: location)
  }

  private static let sizes = [12, 30, 5, 2]

  @Test func raoWuComesNearTheLinearVarianceWithoutCorrection() throws {
    let design = try RandomDesigns.oneStage(seed: 1, sizes: Self.sizes, corrected: false)
    try expectUnbiased({ .raoWu(replicates: $0) }, design)
  }

  @Test(arguments: [nil, 1, 4]) func raoWuYueComesNearTheLinearVarianceWithCorrection(resampleSize: Int?) throws {
    let design = try RandomDesigns.oneStage(seed: 2, sizes: Self.sizes, corrected: true)
    try expectUnbiased({ .raoWuYue(replicates: $0, resampleSize: resampleSize) }, design)
  }

  /// N_h = 4 n_h: the variance in each stratum is `(n - 1)/n ñ/(ñ - 1) N/(N - 1)` times the linear one.
  @Test func cantyDavisonComesNearTheLinearVarianceOfEqualStrata() throws {
    let design = try RandomDesigns.oneStage(seed: 3, sizes: [15, 15, 15], corrected: true, multiple: 4)
    try expectUnbiased({ .cantyDavison(replicates: $0) }, design, expected: { linearVariance(design, $0) * 60 / 59 })
  }

  /// 15 of 22, 37 and 50: units that get one copy more add a spread of their own.
  @Test(arguments: [22, 37, 50]) func cantyDavisonWithUnequalCopiesHasItsExactExpectation(population: Int) throws {
    let (n, size) = (15.0, Double(population))
    let design = try SurveyDesign(simpleRandomSampleOf: 15, from: size)
    let more = Double(population % 15)
    let extra = more * (n - more) / (n * (n - 1))
    let drawing = n * (1 - n / size) / (size - 1) * (size / n - extra / size)
    let expected = (drawing + n * n / (size * size) * extra) * n / (n - 1)
    let linear = (1 - n / size) * n / (n - 1)
    try expectUnbiased(
      { .cantyDavison(replicates: $0) }, design, expected: { linearVariance(design, $0) / linear * expected })
  }

  @Test func cantyDavisonSaysWhereOneScaleDoesNotFit() throws {
    let design = try RandomDesigns.oneStage(seed: 3, sizes: [2, 40], corrected: false)
    let replicates = try ReplicateWeights(.cantyDavison(replicates: 10), of: design)
    let mean = 2 / (1 / 2.0 + 1 / 40.0)
    guard case .approximateScale(let stratum, let factor)? = replicates.findings.first else {
      Issue.record("no finding")
      return
    }
    #expect(stratum == "h100" && factor.isClose(to: mean / (mean - 1) / 2))
  }

  @Test func prestonComesNearTheLinearVarianceOfTwoStages() throws {
    try expectUnbiased({ .preston(replicates: $0) }, RandomDesigns.twoStages(seed: 4))
    try expectUnbiased(
      { .preston(replicates: $0) }, RandomDesigns.oneStage(seed: 4, sizes: Self.sizes, corrected: true))
  }

  @Test func prestonComesNearTheVarianceOfTwoStagesInR() throws {
    let (design, table) = try FixtureDesigns.twoStages()
    let kept = try SurveyDesign(stages: design.stages, designWeights: design.weights, singletons: .remove)
    let expected = try ReferenceValues().value("clus2", "var_total")
    let enroll = try table.numbers("enroll")
    #expect(linearVariance(kept, enroll).isClose(to: expected, .summed))
    let variance = try ReplicateWeights(.preston(replicates: 4000), of: kept).varianceOfTotal(enroll)
    // The relative error of a variance of nearly normal estimates is √(2/R).
    #expect((variance / expected).isClose(to: 1, .simulation(standardError: (2.0 / 4000).squareRoot(), count: 4)))
  }

  @Test func theGeneralizedBootstrapComesNearItsTarget() throws {
    try expectUnbiased({ .generalizedBootstrap(replicates: $0) }, RandomDesigns.twoStages(seed: 6), mse: true)
    let design = try RandomDesigns.oneStage(seed: 7, sizes: Self.sizes, corrected: true)
    try expectUnbiased({ .generalizedBootstrap(replicates: $0, tau: .nonnegativeFactors) }, design, mse: true)
    try expectUnbiased(
      { .generalizedBootstrap(replicates: $0, target: .successiveDifference) }, design,
      expected: { successiveDifferenceVariance(design, $0, circular: false) }, mse: true)
  }

  @Test func factorsHaveMeanOneInExpectation() throws {
    let design = try RandomDesigns.oneStage(seed: 8, sizes: Self.sizes, corrected: true)
    let methods: [ReplicateMethod] = [
      .raoWu(replicates: 4000), .raoWuYue(replicates: 4000), .cantyDavison(replicates: 4000),
      .preston(replicates: 4000),
      .generalizedBootstrap(replicates: 4000),
    ]
    for method in methods {
      let factors = try ReplicateWeights(method, of: design).factors
      for unit in 0..<factors.unitCount {
        let values = factors.factors(ofUnits: unit..<unit + 1).elements
        let mean = values.reduce(0, +) / 4000
        let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
        #expect(abs(mean - 1) < 5 * (spread / 4000).squareRoot(), "\(method.name) \(unit)")
      }
    }
  }

  @Test func countsOfAStratumAddToWhatWasDrawn() throws {
    let design = try RandomDesigns.oneStage(seed: 9, sizes: [5, 9], corrected: true)
    let raoWu = try ReplicateWeights(.raoWu(replicates: 40), of: design).factors
    let canty = try ReplicateWeights(.cantyDavison(replicates: 40), of: design).factors
    for r in 0..<40 {
      let (a, b) = (raoWu.factors(ofReplicate: r), canty.factors(ofReplicate: r))
      #expect(a[..<5].reduce(0, +).isClose(to: 5) && a[5...].reduce(0, +).isClose(to: 9))
      #expect(b[..<5].reduce(0, +) == 5 && b[5...].reduce(0, +) == 9 && b.allSatisfy { $0 == $0.rounded() })
    }
  }

  @Test func tauKeepsFactorsFromBeingNegativeAndTheScaleMakesUpForIt() throws {
    let design = try RandomDesigns.oneStage(seed: 10, sizes: [6, 8], corrected: false)
    let plain = try ReplicateWeights(.generalizedBootstrap(replicates: 300), of: design, mse: true)
    let divided = try ReplicateWeights(
      .generalizedBootstrap(replicates: 300, tau: .nonnegativeFactors), of: design, mse: true)
    let all = divided.factors.factors(ofUnits: 0..<14).elements
    #expect(abs(all.min() ?? -1) < 1e-14 && plain.factors.factors(ofUnits: 0..<14).elements.contains { $0 < 0 })
    let y = RandomDesigns.variables(1, rows: design.rowCount, seed: 1)[0]
    #expect(try divided.varianceOfTotal(y).isClose(to: plain.varianceOfTotal(y), .summed))
    let tau = (divided.variance.scale * 300).squareRoot()
    #expect(tau > 1 && plain.variance.scale == 1.0 / 300)
  }

  @Test func theSameSeedGivesTheSameBitsForAnyNumberOfThreadsAndReplicates() throws {
    let design = try RandomDesigns.twoStages(seed: 11)
    let makers: [@Sendable (Int) -> ReplicateMethod] = [
      { .raoWu(replicates: $0) }, { .raoWuYue(replicates: $0) }, { .cantyDavison(replicates: $0) },
      { .preston(replicates: $0) },
      { .generalizedBootstrap(replicates: $0) },
      { .generalizedBootstrap(replicates: $0, target: .successiveDifference) },
    ]
    for make in makers {
      let one = try ReplicateWeights(make(70), of: design, seed: 5)
      for workers in [2, 3] {
        let other = try ReplicateWeights(make(70), of: design, seed: 5, workers: workers)
        #expect(other.weights(ofRows: 0..<design.rowCount) == one.weights(ofRows: 0..<design.rowCount))
      }
      let longer = try ReplicateWeights(make(90), of: design, seed: 5)
      #expect((0..<70).allSatisfy { longer.weights(ofReplicate: $0) == one.weights(ofReplicate: $0) })
      #expect(
        try ReplicateWeights(make(70), of: design, seed: 6).weights(ofReplicate: 0) != one.weights(ofReplicate: 0))
    }
  }

  @Test func weightsOfUnitsDoNotDependOnTheOrderOfRows() throws {
    let design = try RandomDesigns.twoStages(seed: 12)
    let stage = SamplingStage(
      unit: design.stages[0].unit, stratum: design.stages[0].stratum, correction: design.stages[0].correction)
    let order = Array(design.weights.indices.reversed())
    let reversed = SamplingStage(
      unit: stage.unit?.reordered(order), stratum: stage.stratum?.reordered(order),
      correction: .populationSizes(stage.sizes(order)))
    let one = try ReplicateWeights(
      .raoWuYue(replicates: 20), of: SurveyDesign(stages: [stage], designWeights: design.weights))
    let other = try ReplicateWeights(
      .raoWuYue(replicates: 20), of: SurveyDesign(stages: [reversed], designWeights: order.map { design.weights[$0] }))
    for r in 0..<20 { #expect(other.weights(ofReplicate: r) == one.weights(ofReplicate: r).reversed()) }
  }
}

extension Factor {
  fileprivate func reordered(_ order: [Int]) -> Factor { Factor(levels: levels, codes: order.map { codes[$0] }) }
}

extension SamplingStage {
  fileprivate func sizes(_ order: [Int]) -> [Double] {
    guard case .populationSizes(let sizes) = correction else { return [] }
    return order.map { sizes[$0] }
  }
}
