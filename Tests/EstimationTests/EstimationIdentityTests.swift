import Estimation
import Microdata
import Sampling
import TestSupport
import Testing

/// What must hold for every sample, whatever the numbers.
@Suite struct EstimationIdentityTests {
  private func columns(_ sample: RandomSample) -> [SurveyColumn] {
    [.variable(sample.y), .variable(sample.x), .factor(name: "g", sample.group), .factor(name: "h", sample.stratum)]
  }

  private static let samples = [
    RandomSample(seed: 1), RandomSample(seed: 2, strata: 1, unitsPerStratum: 30),
    RandomSample(seed: 3, rowsPerUnit: 4), RandomSample(seed: 4, strata: 7, unitsPerStratum: 3, rowsPerUnit: 2),
  ]

  @Test(arguments: samples) func domainTotalsAddToTheTotalWithItsVariance(_ sample: RandomSample) throws {
    let design = try sample.design()
    let whole = try design.estimate(.init(.total([.number("y")])), columns: columns(sample))
    let parts = try design.estimate(.init(.total([.number("y")]), by: ["g"]), columns: columns(sample))
    let covariance = try #require(parts.covariance).flatMap { $0.compactMap(\.self) }
    #expect(parts.values.compactMap(\.self).reduce(0, +).isClose(to: whole.values[0], .summed))
    #expect(covariance.reduce(0, +).isClose(to: whole.covariance?[0][0], .summed))
  }

  @Test(arguments: samples) func aDomainMeanIsARatioOfDomainTotals(_ sample: RandomSample) throws {
    let design = try sample.design()
    let ones = Variable(name: "one", unit: "", values: Array(repeating: 1, count: sample.rowCount))
    let columns = columns(sample) + [.variable(ones)]
    let means = try design.estimate(.init(.mean([.number("y")]), by: ["g"]), columns: columns)
    let ratios = try design.estimate(
      .init(.ratio(numerators: ["y"], denominators: ["one"]), by: ["g"]), columns: columns)
    for place in means.labels.indices {
      #expect(means.values[place].isClose(to: ratios.values[place]))
      #expect(means.standardErrors[place].isClose(to: ratios.standardErrors[place], .summed))
    }
  }

  @Test(arguments: samples) func scalingWeightsScalesTotalsAndLeavesMeans(_ sample: RandomSample) throws {
    let request = [StatisticRequest(.total([.number("y")])), StatisticRequest(.mean([.number("y")]))]
    // A power of two scales without rounding, so the results agree to the last bit.
    let one = try sample.design().answers(request, columns: columns(sample)).map { try $0.estimates() }
    let four = try sample.design(scale: 4).answers(request, columns: columns(sample)).map { try $0.estimates() }
    #expect(four[0].values[0] == one[0].values[0].map { $0 * 4 })
    #expect(four[0].standardErrors[0] == one[0].standardErrors[0].map { $0 * 4 })
    #expect(four[1].values == one[1].values)
    #expect(four[1].standardErrors == one[1].standardErrors)
  }

  @Test(arguments: samples) func permutingRowsChangesNoBit(_ sample: RandomSample) throws {
    let requests = [
      StatisticRequest(.total([.number("y"), .number("x")]), by: ["g"], designEffect: .withoutReplacement),
      StatisticRequest(.mean([.number("y"), .category("g")])),
      StatisticRequest(.ratio(numerators: ["y"], denominators: ["x"]), by: ["h"]),
      StatisticRequest(.variance(["y"])), StatisticRequest(.share(["y"]), by: ["g"]), StatisticRequest(.count),
    ]
    let reference = try sample.design().answers(requests, columns: columns(sample)).map { try $0.get() }
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<5 {
      let shuffled = sample.permuted(Array(0..<sample.rowCount).shuffled(using: &generator))
      let answers = try shuffled.design().answers(requests, columns: columns(shuffled)).map { try $0.get() }
      #expect(answers == reference)
    }
  }

  @Test func aCensusHasNoVariance() throws {
    let y = Variable(name: "y", unit: "yuan", values: [3, 1e9, 0, 7.25, 12])
    let stages = [SamplingStage(correction: .populationSizes(Array(repeating: 5, count: 5)))]
    let design = try SurveyDesign(stages: stages, designWeights: Array(repeating: 1, count: 5))
    for statistic in [Statistic.total([.number("y")]), .mean([.number("y")]), .variance(["y"])] {
      #expect(try design.estimate(.init(statistic), columns: [.variable(y)]).standardErrors == [0])
    }
  }

  @Test(arguments: samples) func aConstantHasNoStandardError(_ sample: RandomSample) throws {
    let constant = Variable(name: "c", unit: "yuan", values: Array(repeating: 0.1, count: sample.rowCount))
    let mean = try sample.design().estimate(.init(.mean([.number("c")])), columns: [.variable(constant)])
    #expect(mean.values == [0.1] && mean.standardErrors == [0])
  }

  @Test(arguments: samples) func sharesOfAllGroupsAddToOneWithoutError(_ sample: RandomSample) throws {
    let shares = try sample.design().estimate(.init(.share(["y"]), by: ["g"]), columns: columns(sample))
    let covariance = try #require(shares.covariance).flatMap { $0.compactMap(\.self) }
    #expect(shares.values.compactMap(\.self).reduce(0, +).isClose(to: 1))
    #expect(abs(covariance.reduce(0, +)) <= 1e-14 * covariance.map(abs).reduce(0, +))
  }

  @Test(arguments: samples) func oneStratumMakesTheSeparateRatioEstimatorTheCombinedOne(_ sample: RandomSample) throws {
    let single = Factor(levels: ["all"], codes: Array(repeating: 0, count: sample.rowCount))
    let columns = columns(sample) + [.factor(name: "s", single)]
    let combined = try sample.design().estimate(
      .init(.combinedRatioTotal(numerator: "y", denominator: "x", denominatorTotal: 5e4)), columns: columns)
    let separate = try sample.design().estimate(
      .init(
        .separateRatioTotal(
          numerator: "y", denominator: "x", strata: "s", denominatorTotals: [.init(stratum: "all", total: 5e4)])),
      columns: columns)
    #expect(combined.values[0].isClose(to: separate.values[0]))
    #expect(combined.standardErrors[0].isClose(to: separate.standardErrors[0], .summed))
  }

  @Test(arguments: samples) func aContrastOfAllDomainTotalsHasTheVarianceOfTheTotal(_ sample: RandomSample) throws {
    let whole = try sample.design().estimate(.init(.total([.number("y")])), columns: columns(sample))
    let parts = StatisticRequest(.total([.number("y")]), by: ["g"])
    let contrasts = [
      Contrast(name: "sum", form: .linear(["g=a|y", "g=b|y", "g=c|y"].map { .init(label: $0, value: 1) })),
      Contrast(name: "same", form: .expression("`g=a|y` + `g=b|y` + `g=c|y`")),
    ]
    let sums = try sample.design().estimate(.init(.contrast(of: parts, contrasts)), columns: columns(sample))
    for place in 0..<2 {
      #expect(sums.values[place].isClose(to: whole.values[0]))
      #expect(sums.standardErrors[place].isClose(to: whole.standardErrors[0], .summed))
    }
  }
}

extension Result<Answer, EstimationError> {
  func estimates() throws -> Estimates {
    guard case .estimates(let estimates) = try get() else { throw EstimationError.notSingleValued("a count") }
    return estimates
  }
}
