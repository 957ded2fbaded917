import Distributions
import Testing
import UncertaintyAnalysis

private struct Example: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let distribution: InputDistribution
}

private let examples: [Example] = [
  Example(testDescription: "uniform", distribution: try! .uniform(from: -2, to: 7)),
  Example(testDescription: "triangular", distribution: try! .triangular(minimum: 1, mode: 2, maximum: 6)),
  Example(testDescription: "triangular from mode", distribution: try! .triangular(minimum: 1, mode: 1, maximum: 6)),
  Example(testDescription: "triangular to mode", distribution: try! .triangular(minimum: 1, mode: 6, maximum: 6)),
  Example(testDescription: "PERT", distribution: try! .pert(minimum: 0.02, mode: 0.05, maximum: 0.10)),
  Example(testDescription: "narrow PERT", distribution: try! .pert(minimum: 0, mode: 3, maximum: 4, concentration: 20)),
  Example(testDescription: "lognormal", distribution: try! .lognormal(median: 3, quantile: 8, at: 0.9)),
]
// `try!`: a wrong constant here should stop the tests, and arguments of a test cannot throw.

@Suite struct InputDistributionTests {
  @Test(arguments: examples) fileprivate func quantilesInvertTheDistributionFunction(_ example: Example) {
    for p in stride(from: 0.001, to: 1, by: 0.037) {
      #expect(abs(example.distribution.cdf(example.distribution.quantile(p)) - p) <= 1e-13)
    }
  }

  @Test(arguments: examples) fileprivate func meanAndVarianceAreThoseOfTheQuantiles(_ example: Example) {
    // The midpoint rule over u: the lognormal's upper tail converges slowest.
    let n = 200_000
    let values = (0..<n).map { example.distribution.quantile((Double($0) + 0.5) / Double(n)) }
    let mean = values.reduce(0, +) / Double(n)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    #expect(abs(mean / example.distribution.mean - 1) <= 1e-4)
    #expect(abs(variance / example.distribution.variance - 1) <= 2e-3)
  }

  @Test func boundedOnesKeepTheirRange() throws {
    for example in examples where example.testDescription != "lognormal" {
      let (low, high) = (example.distribution.quantile(0), example.distribution.quantile(1))
      #expect(example.distribution.cdf(low - 1) == 0 && example.distribution.cdf(high + 1) == 1)
      #expect(low < high)
    }
    #expect(try InputDistribution.pert(minimum: 0.02, mode: 0.05, maximum: 0.10).quantile(1) == 0.10)
  }

  /// (a + 4m + b)/6 and (μ - a)(b - μ)/7.
  @Test func classicalPertHasItsMoments() throws {
    let pert = try InputDistribution.pert(minimum: 2, mode: 5, maximum: 14)
    #expect(abs(pert.mean - 6) <= 1e-14)
    #expect(abs(pert.variance - 4 * 8.0 / 7) <= 1e-13)
  }

  @Test func lognormalHasTheQuantilesItWasGiven() throws {
    let above = try InputDistribution.lognormal(median: 0.03, quantile: 0.08, at: 0.9)
    let below = try InputDistribution.lognormal(median: 0.03, quantile: 0.01, at: 0.05)
    #expect(abs(above.quantile(0.5) - 0.03) <= 1e-15 && abs(above.quantile(0.9) - 0.08) <= 1e-15)
    #expect(abs(below.quantile(0.05) - 0.01) <= 1e-15)
  }

  @Test func lognormalHasTheMomentsItWasGiven() throws {
    let lognormal = try InputDistribution.lognormal(mean: 50, coefficientOfVariation: 0.4)
    #expect(abs(lognormal.mean - 50) <= 1e-12)
    #expect(abs(lognormal.variance - 400) <= 1e-10)
  }

  @Test func observedValuesCountByTheirWeights() throws {
    let observed = try InputDistribution.empirical([5, 1, 3, 9], weights: [2, 1, 1, 0])
    #expect(observed.quantile(0.25) == 1 && observed.quantile(0.26) == 3 && observed.quantile(0.51) == 5)
    #expect(observed.quantile(0) == 1 && observed.quantile(1) == 5)
    #expect(observed.cdf(0.9) == 0 && observed.cdf(3) == 0.5 && observed.cdf(5) == 1)
    #expect(observed.mean == 3.5 && observed.variance == 2.75)
  }

  @Test func fixedValuesDoNotVary() throws {
    let fixed = try InputDistribution.fixed(4)
    #expect(fixed.quantile(0.01) == 4 && fixed.quantile(0.99) == 4 && fixed.mean == 4 && fixed.variance == 0)
  }

  @Test func impossibleParametersAreNamed() {
    func refused(_ parameter: String, _ make: () throws -> InputDistribution) {
      let error = #expect(throws: UncertaintyError.self) { try make() }
      #expect(error?.description.hasPrefix(parameter) == true)
    }
    refused("the value is nan") { try .fixed(.nan) }
    refused("the maximum is 1.0; give a number above the minimum, 2.0") { try .uniform(from: 2, to: 1) }
    refused("the mode is 5.0; give a number from 1.0 to 4.0") { try .triangular(minimum: 1, mode: 5, maximum: 4) }
    refused("the concentration is 0.0") { try .pert(minimum: 1, mode: 2, maximum: 4, concentration: 0) }
    refused("the quantile is 2.0; give a number above the median") { try .lognormal(median: 3, quantile: 2, at: 0.9) }
    refused("the quantile's probability is 0.5") { try .lognormal(median: 3, quantile: 4, at: 0.5) }
    refused("the mean is -1.0") { try .lognormal(mean: -1, coefficientOfVariation: 1) }
    refused("the sum of weights is 0.0") { try .empirical([]) }
    refused("the weight of a value is -1.0") { try .empirical([1, 2], weights: [1, -1]) }
  }
}
