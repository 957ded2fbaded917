import Estimation
import LinearAlgebra
import Microdata
import PanelChange
import RandomStreams
import Sampling
import Testing

private func sample(_ units: [Int], _ strata: [Int], _ sizes: [Double], _ z: [Double]) throws -> PanelSample {
  try PanelSample(
    units: units, stratumOfUnit: strata, populationSizes: sizes, linearized: Matrix(columns: [z]))
}

@Suite struct OverlapCovarianceTests {
  @Test func followsTheFormulaOfOneStratum() throws {
    let (y1, y2) = ([3.0, 5, 8, 13, 2], [4.0, 9, 11, 1, 6, 7])
    let first = try sample([1, 2, 3, 4, 5], [0, 0, 0, 0, 0], [40], y1)
    let second = try sample([2, 3, 4, 10, 11, 12], [0, 0, 0, 0, 0, 0], [40], y2)
    let covariance = try OverlapCovariance(first, second)
    let (m1, m2) = (y1.reduce(0, +) / 5, y2.reduce(0, +) / 6)
    let products = (y1[1] - m1) * (y2[0] - m2) + (y1[2] - m1) * (y2[1] - m2) + (y1[3] - m1) * (y2[2] - m2)
    let covariance12 = products / (3 * (1 - 1.0 / 5 - 1.0 / 6 + 3.0 / 30))
    let expected = 1600 * (3.0 / 30 - 1 / 40.0) * covariance12
    #expect(covariance.commonUnits == 3)
    #expect(abs(covariance.between[0, 0] - expected) < 1e-9 * abs(expected))
    let s1 = y1.reduce(0) { $0 + ($1 - m1) * ($1 - m1) } / 4
    #expect(abs(covariance.first[0, 0] - 1600 * (1 - 5.0 / 40) / 5 * s1) < 1e-9 * covariance.first[0, 0])
  }

  @Test func theSameSampleHasTheVarianceAsItsCovariance() throws {
    let y = [3.0, 5, 8, 13, 2, 30, 41]
    let year = try sample(Array(0..<7), [0, 0, 0, 0, 1, 1, 1], [40, 9], y)
    let covariance = try OverlapCovariance(year, year)
    #expect(abs(covariance.between[0, 0] - covariance.first[0, 0]) < 1e-12 * covariance.first[0, 0])
    #expect(abs(covariance.varianceOfChange[0, 0]) < 1e-12 * covariance.first[0, 0])
  }

  @Test func separateSamplesAreAlmostIndependent() throws {
    let first = try sample([1, 2, 3], [0, 0, 0], [40], [1, 2, 4])
    let second = try sample([4, 5, 6], [0, 0, 0], [40], [1, 2, 4])
    #expect(try OverlapCovariance(first, second).between[0, 0] == 0)
  }

  /// Strata of one sampled unit: variances are those of the estimates under the same rule, and nothing is divided by a rounding error.
  @Test(arguments: [SingletonRule.adjust, .certainty, .remove])
  func theVarianceIsThatOfTheEstimate(rule: SingletonRule) throws {
    let (strata, sizes) = ([0, 0, 0, 1, 2, 2], [9.0, 4, 7])
    let y = [3.0, 8, 4, 20, 1, 6]
    let year = try PanelSample(
      units: Array(0..<6), stratumOfUnit: strata, populationSizes: sizes, linearized: Matrix(columns: [y]),
      singletons: rule)
    let design = try SurveyDesign(
      stages: [
        SamplingStage(
          stratum: Factor(levels: ["a", "b", "c"], codes: strata.map(Int32.init)),
          correction: .populationSizes(strata.map { sizes[$0] }))
      ], designWeights: strata.map { sizes[$0] / Double([3, 1, 2][$0]) }, singletons: rule)
    let total = try design.estimate(
      .init(.total([.number("y")])), columns: [.variable(Variable(name: "y", unit: "", values: y))])
    let variance = total.standardErrors[0]! * total.standardErrors[0]!
    let both = try OverlapCovariance(year, year)
    #expect(abs(both.first[0, 0] - variance) <= 1e-12 * variance)
    #expect(both.between[0, 0] >= 0 && both.between[0, 0] <= variance * (1 + 1e-12))
  }

  @Test func theOnlyUnitOfAStratumVariesWithNothing() throws {
    let first = try PanelSample(
      units: [1, 2, 3], stratumOfUnit: [0, 0, 1], populationSizes: [6, 3], linearized: Matrix(columns: [[1, 2, 50]]),
      singletons: .adjust)
    let second = try PanelSample(
      units: [3, 4, 5], stratumOfUnit: [0, 0, 0], populationSizes: [9], linearized: Matrix(columns: [[60, 2, 4]]),
      singletons: .adjust)
    let both = try OverlapCovariance(first, second)
    #expect(both.commonUnits == 1 && both.between[0, 0] == 0)
  }

  @Test func impossibleSamplesAreRefused() throws {
    #expect(throws: PanelError.unitTwice(1)) { try sample([1, 1], [0, 0], [4], [1, 2]) }
    #expect(throws: PanelError.moreThanThereAre(stratum: 0, sampled: 2, population: 1)) {
      try sample([1, 2], [0, 0], [1], [1, 2])
    }
    let lone = try sample([1], [0], [4], [1])
    #expect(throws: PanelError.oneUnit(stratum: 0, population: 4)) { try OverlapCovariance(lone, lone) }
  }

  /// Standard errors of the change of a total between two years of a panel: overlap 60 %, correlation 0.7, three strata. The
  /// Monte Carlo error of the true one is 0.8 % with 8,000 runs, and that of the mean estimate smaller.
  @Test(arguments: [0.0, 0.15]) func errorsOfChangesMatchSimulation(changers: Double) throws {
    let population = Panel(changers: changers)
    var (estimates, variances) = ([Double](), [Double]())
    for run in 0..<8000 {
      let (change, variance) = try population.change(run)
      estimates.append(change)
      variances.append(variance)
    }
    let mean = estimates.reduce(0, +) / 8000
    let truth = (estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7999).squareRoot()
    let estimated = (variances.reduce(0, +) / 8000).squareRoot()
    #expect(abs(estimated / truth - 1) < 0.03, "estimated \(estimated), true \(truth)")
  }
}

/// A population of two years, and samples of both.
private struct Panel {
  let size = 900
  let strata: [[Int]]
  let values: [[Double]]
  let sizes: [[Double]]

  init(changers: Double) {
    var random = CounterRandom(seed: 60, replicate: 0, stratum: 0)
    var (first, second, y1, y2) = ([Int](), [Int](), [Double](), [Double]())
    for unit in 0..<900 {
      let h = unit % 3
      let x = random.normal()
      first.append(h)
      let next = random.uniform() < changers ? (h + 1) % 3 : h
      second.append(next)
      y1.append(Double(10 * (h + 1)) + Double(h + 1) * x)
      y2.append(Double(10 * (next + 1)) + Double(next + 1) * (0.7 * x + 0.51.squareRoot() * random.normal()))
    }
    (strata, values) = ([first, second], [y1, y2])
    sizes = [first, second].map { codes in (0..<3).map { h in Double(codes.count { $0 == h }) } }
  }

  /// Sixty units a stratum and year; 36 of the first sample's, where it has that many there, stay.
  func change(_ run: Int) throws -> (value: Double, variance: Double) {
    var random = CounterRandom(seed: 61, replicate: run, stratum: 0)
    var (first, second) = ([Int](), [Int]())
    for h in 0..<3 {
      var members = (0..<size).filter { strata[0][$0] == h }
      random.choose(60, amongFirstOf: &members)
      first += members.prefix(60)
    }
    let sampled = Set(first)
    for h in 0..<3 {
      let members = (0..<size).filter { strata[1][$0] == h }
      var (kept, fresh) = (members.filter(sampled.contains), members.filter { !sampled.contains($0) })
      let count = min(36, kept.count)
      random.choose(count, amongFirstOf: &kept)
      random.choose(60 - count, amongFirstOf: &fresh)
      second += kept.prefix(count) + fresh.prefix(60 - count)
    }
    let samples = try zip([first, second], 0...).map { units, year in
      try PanelSample(
        units: units, stratumOfUnit: units.map { strata[year][$0] }, populationSizes: sizes[year],
        linearized: Matrix(columns: [units.map { values[year][$0] }]))
    }
    let totals = zip(samples, [first, second]).enumerated().map { year, pair in
      zip(pair.0.stratumOfUnit, pair.1).reduce(0) { $0 + sizes[year][$1.0] / 60 * values[year][$1.1] }
    }
    return (totals[1] - totals[0], try OverlapCovariance(samples[0], samples[1]).varianceOfChange[0, 0])
  }
}

@Suite struct LossDecompositionTests {
  let first = LossDecomposition.Totals(exports: 1000, affectedExports: 220, loss: 9)
  let second = LossDecomposition.Totals(exports: 1180, affectedExports: 190, loss: 5)
  let covariance = Matrix(rows: 6, columns: 6) { i, j in
    let errors = [30.0, 15, 1.5, 33, 14, 0.9]
    return errors[i] * errors[j] * (i == j ? 1 : 0.3)
  }

  @Test func partsAddUpAndReverse() throws {
    let there = try LossDecomposition(from: first, to: second, covariance: covariance)
    let back = try LossDecomposition(from: second, to: first, covariance: covariance)
    #expect(there.exports.value + there.incidence.value + there.intensity.value == there.change.value)
    for part in [\LossDecomposition.exports, \.incidence, \.intensity] {
      #expect(abs(there[keyPath: part].value + back[keyPath: part].value) < 1e-12)
    }
    #expect(there.exports.value > 0 && there.incidence.value < 0)
  }

  /// Errors by the delta method against differences of the parts themselves.
  @Test(arguments: [0, 1, 2]) func errorsFollowTheSlopes(part: Int) throws {
    let parts: [KeyPath<LossDecomposition, LossDecomposition.Part>] = [\.exports, \.incidence, \.intensity]
    func value(_ t: [Double]) throws -> Double {
      try LossDecomposition(
        from: .init(exports: t[0], affectedExports: t[1], loss: t[2]),
        to: .init(exports: t[3], affectedExports: t[4], loss: t[5]), covariance: covariance)[keyPath: parts[part]].value
    }
    let totals = [1000.0, 220, 9, 1180, 190, 5]
    let slopes = try totals.indices.map { i in
      var (up, down) = (totals, totals)
      up[i] *= 1 + 1e-5
      down[i] *= 1 - 1e-5
      return (try value(up) - value(down)) / (2e-5 * totals[i])
    }
    var variance = 0.0
    for i in 0..<6 { for j in 0..<6 { variance += slopes[i] * slopes[j] * covariance[i, j] } }
    let found = try LossDecomposition(from: first, to: second, covariance: covariance)[keyPath: parts[part]]
    #expect(abs(found.standardError / variance.squareRoot() - 1) < 1e-7)
  }

  @Test func equalLossesHaveAMean() throws {
    let near = LossDecomposition.Totals(exports: 1180, affectedExports: 190, loss: 9 * (1 + 1e-9))
    let same = LossDecomposition.Totals(exports: 1180, affectedExports: 190, loss: 9)
    let (a, b) = (
      try LossDecomposition(from: first, to: near, covariance: covariance),
      try LossDecomposition(from: first, to: same, covariance: covariance)
    )
    #expect(abs(a.exports.value - b.exports.value) < 1e-7)
    #expect(abs(a.exports.standardError - b.exports.standardError) < 1e-7)
  }

  @Test func zeroHasNoDecomposition() {
    #expect(throws: PanelError.notPositive(what: "loss", year: 2, value: 0)) {
      try LossDecomposition(
        from: first, to: .init(exports: 1, affectedExports: 1, loss: 0), covariance: covariance)
    }
  }
}

@Suite struct YearSeriesTests {
  let series = try! YearSeries(
    years: [2017, 2018, 2019], values: [30, 25, 24],
    covariance: Matrix([[4, 2.4, 1], [2.4, 4, 2.4], [1, 2.4, 4]]))

  @Test func changesUseTheCovariance() {
    #expect(abs(series.changes[0].standardError - 3.2.squareRoot()) < 1e-12)
    #expect(abs(series.changes[0].pValueOfFall - 0.002594304) < 1e-8)
    #expect(abs(series.changes[1].pValueOfFall - 0.288075061) < 1e-8)
    #expect(series.pValueOfFallingThroughout == series.changes[1].pValueOfFall)
  }

  @Test func indexStartsAtOneHundred() throws {
    let index = try series.index()
    #expect(index[0].value == 100 && index[0].standardError == 0)
    #expect(abs(index[2].value - 80) < 1e-12)
    // Var(24/30) by the delta method: (V3 + 0.64 V1 - 2 · 0.8 C13) / 900.
    #expect(abs(index[2].standardError - 100 * ((4 + 0.64 * 4 - 1.6) / 900).squareRoot()) < 1e-12)
  }
}
