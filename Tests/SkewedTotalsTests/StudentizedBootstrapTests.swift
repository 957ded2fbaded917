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

  /// Small strata are resampled by the outcomes they can have. Two of them, one without zeros, against all 4⁴ x 3³ resamples: the
  /// largest distance of the two distributions is within what 100,000 draws allow (0.1 %, Kolmogorov).
  @Test func smallStrataAreDrawnWithTheProbabilitiesOfAllTheirResamples() throws {
    let strata = [
      try SkewedStratum(populationSize: 20, values: [0, 0, 3, 7]),
      try SkewedStratum(populationSize: 9, values: [1, 2, 4]),
    ]
    let exact = Resamples.all(strata).sorted()
    let drawn = StudentizedBootstrap(try SkewedSample(strata: strata)).statistics(100_000, seed: 3).sorted()
    #expect(Resamples.distance(drawn, exact) < 1.95 / 100_000.0.squareRoot())
  }

  /// The same stratum with 12 zeros is drawn unit by unit, with 4 by outcomes; a census beside it changes neither.
  @Test(arguments: [4, 12]) func errorsHaveMeanZeroAndTheVarianceOfTheEstimate(zeros: Int) throws {
    let values = [Double](repeating: 0, count: zeros) + [2, 5, 11]
    let strata = try (0..<60).map { _ in try SkewedStratum(populationSize: 5 * values.count, values: values) }
    let statistics = StudentizedBootstrap(try SkewedSample(strata: strata)).statistics(20_000, seed: 4)
    let square = statistics.reduce(0) { $0 + $1 * $1 } / 20_000
    // Of 60 strata t is nearly normal: its variance is 1 but for the error of v*, a few per cent.
    #expect(abs(square - 1) < 0.06, "\(square)")
    let census = strata + [try SkewedStratum(populationSize: 2, values: [100, 0])]
    #expect(
      StudentizedBootstrap(try SkewedSample(strata: census)).statistics(50, seed: 4) == Array(statistics.prefix(50)))
  }
}

/// t* of every resample of a few small strata.
private enum Resamples {
  static func all(_ strata: [SkewedStratum]) -> [Double] {
    var sums = [(error: 0.0, variance: 0.0)]
    for stratum in strata {
      let parts = outcomes(stratum)
      sums = sums.flatMap { sum in parts.map { (sum.error + $0.error, sum.variance + $0.variance) } }
    }
    return sums.map { sum in
      sum.variance > 0 ? sum.error / sum.variance.squareRoot() : sum.error == 0 ? 0 : sum.error * .infinity
    }
  }

  private static func outcomes(_ stratum: SkewedStratum) -> [(error: Double, variance: Double)] {
    let n = stratum.values.count
    let z = zip(stratum.weights, stratum.values).map(*)
    let mean = z.reduce(0, +) / Double(n)
    let f = Double(n) / Double(stratum.populationSize)
    let factor = (1 - f) * Double(n) / Double(n - 1)
    let resamples = (0..<n).reduce([[Double]]([[]])) { draws, _ in draws.flatMap { one in z.map { one + [$0] } } }
    return resamples.map { draw in
      let center = draw.reduce(0, +) / Double(n)
      let square = draw.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(n - 1)
      return (factor.squareRoot() * Double(n) * (center - mean), factor * Double(n) * (square < 1e-9 ? 0 : square))
    }
  }

  /// The largest distance between two distributions of which the second has few values, given in order.
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    func share(_ values: [Double], upTo x: Double) -> Double {
      // Rounding parts equal values; a step is compared just above it.
      let limit = x + 1e-9 * (1 + abs(x))
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low + high) / 2
        if values[middle] <= limit { low = middle + 1 } else { high = middle }
      }
      return Double(low) / Double(values.count)
    }
    return Set(b.filter(\.isFinite)).reduce(0) { max($0, abs(share(a, upTo: $1) - share(b, upTo: $1))) }
  }
}
