import SkewedTotals
import Testing

@Suite struct StudentizedBootstrapTests {
  /// With one stratum the rescaling cancels: neither N nor the correction shows in the statistic.
  @Test func oneStratumIsThePlainBootstrap() throws {
    let values = skewedValues(30, seed: 11)
    let small = try SkewedSample(strata: [SkewedStratum(populationSize: 40, values: values)])
    let large = try SkewedSample(strata: [SkewedStratum(populationSize: 400_000, values: values)])
    let pairs = zip(
      StudentizedBootstrap(small).statistics(500, seed: 1), StudentizedBootstrap(large).statistics(500, seed: 1))
    #expect(pairs.allSatisfy { abs($0 - $1) < 1e-9 * (1 + abs($1)) })
  }

  /// Symmetric amounts in many strata of two: t* has mean 0, and its limits are as far below as above.
  @Test func strataOfTwoUnitsAreRescaledToTheirVariance() throws {
    var strata: [SkewedStratum] = []
    for h in 0..<80 {
      strata.append(try SkewedStratum(populationSize: 10, values: [Double(h % 7), Double(h % 5) + 3]))
    }
    let statistics = StudentizedBootstrap(try SkewedSample(strata: strata)).statistics(8000, seed: 2)
    let mean = statistics.reduce(0, +) / 8000
    let square = statistics.reduce(0) { $0 + $1 * $1 } / 8000
    #expect(abs(mean) < 4 / 8000.0.squareRoot())
    // 80 degrees of freedom: the variance of t is 80/78; 4 standard errors of a variance.
    #expect(abs(square - 80.0 / 78) < 4 * (2.0 / 8000).squareRoot())
  }

  /// Amounts that are skewed to the right make t skewed to the left, and the upper limit the further one.
  @Test func skewedAmountsMoveTheUpperLimitOut() throws {
    let sample = try skewedSample([(100, 3000)], seed: 14)
    let limits = sample.studentizedBootstrapLimits()
    let wald = try sample.waldLimits()
    #expect(limits.upper > wald.upper && limits.lower > wald.lower)
  }
}
