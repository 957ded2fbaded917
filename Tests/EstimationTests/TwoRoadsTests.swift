import Estimation
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

/// Moments of a pass and scores of single rows are two roads to the same covariance.
@Suite struct TwoRoadsTests {
  private static let samples = [
    RandomSample(seed: 21), RandomSample(seed: 22, strata: 1, unitsPerStratum: 40),
    RandomSample(seed: 23, rowsPerUnit: 4), RandomSample(seed: 24, strata: 9, unitsPerStratum: 2, rowsPerUnit: 3),
  ]

  private static let requests = [
    StatisticRequest(.total([.number("y"), .number("x")]), by: ["g"]),
    StatisticRequest(.mean([.number("y"), .category("g")])), StatisticRequest(.variance(["y"])),
    StatisticRequest(.ratio(numerators: ["y"], denominators: ["x"]), by: ["h"]),
    StatisticRequest(.mean([.number("x")]), domain: [.number(column: "y", .greater, [0])]),
    StatisticRequest(
      .proportion(event: [.number(column: "y", .greater, [10])], interval: .logit), by: ["g"]),
  ]

  private func columns(_ sample: RandomSample) -> [SurveyColumn] {
    [.variable(sample.y), .variable(sample.x), .factor(name: "g", sample.group), .factor(name: "h", sample.stratum)]
  }

  @Test(arguments: samples, [true, false])
  func scoresAndMomentsAgree(_ sample: RandomSample, corrected: Bool) throws {
    let design = try sample.design(corrected: corrected)
    let moments = try design.answers(Self.requests, columns: columns(sample)).map { try $0.estimates() }
    let scores = try design.answersFromScores(Self.requests, columns: columns(sample)).map { try $0.estimates() }
    for (a, b) in zip(moments, scores) {
      #expect(a.values == b.values)
      expectSameCovariance(a, b)
    }
  }

  /// To 1e-12 of √(V_ii V_jj).
  private func expectSameCovariance(_ a: Estimates, _ b: Estimates) {
    guard let first = a.covariance, let second = b.covariance else {
      Issue.record("covariance was not left out")
      return
    }
    for i in first.indices {
      for j in first.indices {
        let scale = ((first[i][i] ?? 0) * (first[j][j] ?? 0)).squareRoot()
        #expect(abs((first[i][j] ?? 0) - (second[i][j] ?? 0)) <= 1e-12 * scale)
      }
    }
  }

  @Test(arguments: samples) func permutingRowsChangesVariancesFromRowsByRoundingOnly(_ sample: RandomSample) throws {
    let reference = try sample.design().answersFromScores(Self.requests, columns: columns(sample))
      .map { try $0.estimates() }
    var generator = SeededGenerator(seed: 5)
    let shuffled = sample.permuted(Array(0..<sample.rowCount).shuffled(using: &generator))
    let answers = try shuffled.design().answersFromScores(Self.requests, columns: columns(shuffled))
      .map { try $0.estimates() }
    for (a, b) in zip(reference, answers) {
      #expect(a.values == b.values)
      expectSameCovariance(a, b)
    }
  }
}

/// What weighting and replication promise, whatever the numbers.
@Suite struct WeightedEstimationTests {
  private let sample = RandomSample(seed: 31, strata: 5, unitsPerStratum: 12)
  private var columns: [SurveyColumn] {
    [.variable(sample.y), .variable(sample.x), .factor(name: "g", sample.group), .factor(name: "h", sample.stratum)]
  }

  private func weightedTotal(_ level: String) -> Double {
    zip(sample.weights, sample.group.codes).reduce(0) { $0 + (sample.group.levels[Int($1.1)] == level ? $1.0 : 0) }
  }

  @Test func aCalibratedTotalIsMetAndHasNoError() throws {
    let terms = [
      CalibrationColumns.Term(name: "(Intercept)", kind: .intercept, total: 400),
      CalibrationColumns.Term(name: "x", kind: .numeric("x"), total: 21_000),
    ]
    for distance in [CalibrationColumns.Distance.linear, .raking] {
      let step = WeightingColumns.calibrate(CalibrationColumns(distance: distance, terms: terms))
      let totals = try sample.design().estimate(
        .init(.total([.number("x"), .number("y")])), columns: columns, weighting: [step])
      #expect(totals.values[0].isClose(to: 21_000, .summed))
      #expect(totals.standardErrors[0] == 0)
      #expect(try #require(totals.standardErrors[1]) > 0)
    }
  }

  @Test func twoRoutesToRakingAgree() throws {
    let margins = [
      WeightingColumns.Margin(
        factors: ["g"], counts: [("a", 130), ("b", 150), ("c", 120)].map { .init(levels: [$0.0], count: $0.1) }),
      WeightingColumns.Margin(
        factors: ["h"],
        counts: [("h0", 90), ("h1", 80), ("h2", 70), ("h3", 100), ("h4", 60)].map { .init(levels: [$0.0], count: $0.1) }
      ),
    ]
    let terms =
      [CalibrationColumns.Term(name: "1", kind: .intercept, total: 400)]
      + margins.flatMap { margin in
        margin.counts.dropFirst().map {
          CalibrationColumns.Term(
            name: $0.levels[0], kind: .indicator(margin.factors[0], level: $0.levels[0]), total: $0.count)
        }
      }
    let request = StatisticRequest(.total([.number("y")]), by: ["g"])
    let raked = try sample.design().estimate(request, columns: columns, weighting: [.rake(margins, .init())])
    let calibrated = try sample.design().estimate(
      request, columns: columns, weighting: [.calibrate(CalibrationColumns(distance: .raking, terms: terms))])
    for place in raked.labels.indices {
      #expect(raked.values[place].isClose(to: calibrated.values[place], .summed))
      // Residuals: raking projects with equal weights, calibration with the design's; both vanish on the margins alone.
      #expect(abs(try #require(raked.standardErrors[place]) / #require(calibrated.standardErrors[place]) - 1) < 0.2)
    }
  }

  @Test func theJackknifeOfAMeanUnderSimpleRandomSamplingIsItsLinearisation() throws {
    let y = Variable(name: "y", unit: "yuan", values: [3, 1, 4, 1, 5, 9, 2, 6])
    let design = try SurveyDesign(simpleRandomSampleOf: 8, from: 40)
    let request = StatisticRequest(.mean([.number("y")]))
    let linear = try design.estimate(request, columns: [.variable(y)])
    let jackknife = try design.estimate(
      request, columns: [.variable(y)], variance: .builtReplicates(.jk1, seed: 1, centersOnFullSample: false))
    #expect(jackknife.standardErrors[0].isClose(to: linear.standardErrors[0]))
  }

  @Test func aDeleteOneJackknifeOfAQuantileIsRefused() throws {
    let request = StatisticRequest(.quantile(["y"], probabilities: [0.5], .math, .quantile))
    #expect(throws: EstimationError.jackknifeOfQuantile) {
      try sample.design().estimate(
        request, columns: columns, variance: .builtReplicates(.jkn, seed: 1, centersOnFullSample: false))
    }
    #expect(throws: EstimationError.needsReplicates("interval_type quantile")) {
      try sample.design().estimate(request, columns: columns)
    }
  }

  @Test func theSameSeedGivesTheSameReplicates() throws {
    let request = StatisticRequest(.ratio(numerators: ["y"], denominators: ["x"]))
    func error(_ seed: UInt64) throws -> Double? {
      try sample.design().estimate(
        request, columns: columns,
        variance: .builtReplicates(.raoWuYue(replicates: 100), seed: seed, centersOnFullSample: true)
      ).standardErrors[0]
    }
    #expect(try error(7) == error(7))
    #expect(try error(7) != error(8))
  }

  @Test func quantilesOfEqualWeightsAreOrderStatistics() throws {
    let y = Variable(name: "y", unit: "yuan", values: [5, 1, 4, 2, 3])
    let design = try SurveyDesign(simpleRandomSampleOf: 5, from: 500)
    let request = StatisticRequest(.quantile(["y"], probabilities: [0, 0.3, 0.4, 0.5, 1], .math, .mean))
    let quantiles = try design.estimate(request, columns: [.variable(y)])
    #expect(quantiles.values == [1, 2, 2, 3, 5])
    #expect(quantiles.standardErrors[0] == nil && quantiles.standardErrors[4] == nil)
    #expect(quantiles.findings.filter { $0.kind == "extreme" }.map(\.subject) == ["y@0", "y@1"])
  }
}
