import Estimation
import Microdata
import Sampling
import SkewedTotals
import TestSupport
import Testing

/// Totals of requests that ask for intervals of skewed amounts.
@Suite struct SkewedIntervalsTests {
  private static let strata = (0..<90).map { $0 % 3 }
  private static let sizes = [400.0, 900, 1500]
  private static let losses: [Double] = {
    var generator = SeededGenerator(seed: 8)
    return (0..<90).map { _ in
      Bool.random(using: &generator) ? 0 : (100 / Double.random(in: 0.01..<1, using: &generator)).rounded()
    }
  }()

  private func answers(
    _ request: StatisticRequest, order: [Int] = Array(0..<90), clusters: Bool = false
  ) throws -> Estimates {
    let stratum = Factor(levels: ["a", "b", "c"], codes: order.map { Int32(Self.strata[$0]) })
    let unit = Factor(
      levels: (0..<6).map { "u\($0)" }, codes: order.map { Int32(Self.strata[$0] + 3 * ($0 / 3 % 2)) })
    let sizes = order.map { Self.sizes[Self.strata[$0]] }
    let design = try SurveyDesign(
      stages: [SamplingStage(unit: clusters ? unit : nil, stratum: stratum, correction: .populationSizes(sizes))],
      designWeights: sizes.map { $0 / 30 })
    return try design.estimate(
      request,
      columns: [
        .variable(Variable(name: "loss", unit: "", values: order.map { Self.losses[$0] })),
        .factor(name: "half", Factor(levels: ["x", "y"], codes: order.map { Int32($0 % 2) })),
      ])
  }

  private static let skewed = IntervalMethod.skewed(replicates: 999, seed: 1)

  @Test func theIntervalIsTheModulesOwn() throws {
    let found = try answers(.init(.total([.number("loss")]), interval: Self.skewed))
    let plain = try answers(.init(.total([.number("loss")])))
    let sample = try SkewedSample(values: Self.losses, stratumOfUnit: Self.strata, populationSizes: Self.sizes)
    let own = try sample.interval()
    #expect(found.lower == [own.lower] && found.upper == [own.upper])
    #expect(found.intervalMethods == ["\(own.method)"] && plain.intervalMethods == nil)
    // Nothing but the interval is another.
    #expect(found.values == plain.values && found.standardErrors == plain.standardErrors)
    #expect(found.values[0].isClose(to: own.estimate, .summed))
    #expect(found.standardErrors[0].isClose(to: own.standardError, .summed))
  }

  /// A group's total is that of amounts with zeros outside the group, never below what was observed in it.
  @Test func groupsHaveTheirOwnIntervals() throws {
    let found = try answers(.init(.total([.number("loss")]), by: ["half"], interval: Self.skewed))
    for half in 0..<2 {
      let values = Self.losses.enumerated().map { $0.offset % 2 == half ? $0.element : 0 }
      #expect(found.lower[half]! >= values.reduce(0, +))
      let sample = try SkewedSample(values: values, stratumOfUnit: Self.strata, populationSizes: Self.sizes)
      #expect(found.values[half].isClose(to: sample.estimate, .summed))
    }
  }

  @Test func theOrderOfRowsShowsNowhere() throws {
    let request = StatisticRequest(.total([.number("loss")]), by: ["half"], interval: Self.skewed)
    var generator = SeededGenerator(seed: 4)
    let (one, other) = (
      try answers(request), try answers(request, order: (0..<90).shuffled(using: &generator))
    )
    #expect(one.lower == other.lower && one.upper == other.upper)
  }

  @Test func otherStatisticsAndDesignsAreRefused() {
    let statistics: [Statistic] = [.mean([.number("loss")]), .total([.category("half")])]
    for statistic in statistics {
      #expect { try answers(.init(statistic, interval: Self.skewed)) } throws: { "\($0)".contains("totals of amounts") }
    }
    #expect {
      try answers(.init(.total([.number("loss")]), interval: Self.skewed), clusters: true)
    } throws: {
      "\($0)".contains("one stage without clusters")
    }
  }
}
