import Distributions
import Testing

@Suite struct WeightedChiSquareSumTests {
  @Test(arguments: [0.5, 1, 2, 5, 30, 1000])
  func equalWeightsGiveChiSquareAndF(df: Double) throws {
    let sum = try WeightedChiSquareSum(weights: [0.7], degreesOfFreedom: [df])
    let chi = try ChiSquared(degreesOfFreedom: df)
    for ratio in [1e-3, 0.3, 0.9, 1.1, 2, 20] {
      let x = 0.7 * df * ratio
      #expect(relativeError(sum.upperTail(x), chi.upperTail(x / 0.7)) < 1e-11)
      for d in [1, 3.5, 40, 1e5] {
        let f = try FDistribution(numerator: df, denominator: d).upperTail(x / (0.7 * df))
        #expect(relativeError(try sum.upperTail(ratio: x, denominatorDegreesOfFreedom: d), f) < 1e-11)
      }
      #expect(try sum.upperTail(ratio: x, denominatorDegreesOfFreedom: .infinity) == sum.upperTail(x))
    }
  }

  /// Pairs of equal weights: partial fractions of the characteristic function give exponential tails,
  /// `P(Σ a_i X_i > y) = Σ w_i exp(-y / 2a_i)`, and their mean over the denominator is `(1 + q / (a_i d))^(-d/2)`.
  @Test(arguments: [[1.9, 0.8], [3, 1.1, 0.4, 0.05], [5, 1, -2, -0.3]], [4.0, 37, 194])
  func pairsOfEqualWeightsHaveAClosedForm(weights: [Double], d: Double) throws {
    let sum = try WeightedChiSquareSum(weights: weights, degreesOfFreedom: weights.map { _ in 2 })
    let positive = weights.filter { $0 > 0 }
    for q in [0.01, 0.8, 3, 12, 60] {
      let parts = positive.map { a in
        (a, weights.filter { $0 != a }.reduce(1) { $0 * a / (a - $1) })
      }
      let plain = parts.reduce(0) { $0 + $1.1 * (-q / (2 * $1.0)).exponential }
      let ratio = parts.reduce(0) { $0 + $1.1 * (1 + q / ($1.0 * d)).power(-d / 2) }
      #expect(relativeError(sum.upperTail(q), plain) < 1e-11)
      #expect(relativeError(try sum.upperTail(ratio: q, denominatorDegreesOfFreedom: d), ratio) < 1e-11)
    }
  }

  @Test func signChangeReflectsTheDistribution() throws {
    let weights = [2, 0.5, -1.2, 0.1]
    let (sum, reflected) = (
      try WeightedChiSquareSum(weights: weights), try WeightedChiSquareSum(weights: weights.map(-))
    )
    for x in [-30, -2, -1e-9, 0, 0.4, 5, 80] {
      #expect(relativeError(sum.upperTail(x), 1 - reflected.upperTail(-x)) < 1e-9 || sum.upperTail(x) < 1e-5)
      #expect(abs(sum.upperTail(x) + reflected.upperTail(-x) - 1) < 1e-12)
    }
  }

  @Test func tailDecreasesThroughTheMean() throws {
    let sum = try WeightedChiSquareSum(weights: (1...60).map { 1 / Double($0 * $0) })
    let tails = (1...200).map { sum.upperTail(Double($0) * sum.mean / 50) }
    #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 > $1 })
    #expect(abs(sum.upperTail(sum.mean) - sum.upperTail(sum.mean * (1 + 1e-13))) < 1e-12)
  }

  @Test func scaleCancels() throws {
    let weights = [2, 0.5, 0.1]
    for scale in [1e-12, 1e12] {
      let scaled = try WeightedChiSquareSum(weights: weights.map { $0 * scale })
      for method in WeightedChiSquareSum.Method.allCases {
        let plain = try WeightedChiSquareSum(weights: weights).upperTail(6, method: method)
        #expect(relativeError(scaled.upperTail(6 * scale, method: method), plain) < 1e-12)
      }
    }
  }

  @Test func approximationsAreNearTheInversion() throws {
    let sum = try WeightedChiSquareSum(weights: [1.9, 0.8, 0.3])
    for x in [0.5, 2, 6, 12] {
      #expect(abs(sum.upperTail(x, method: .satterthwaite) - sum.upperTail(x)) < 0.05)
      #expect(relativeError(sum.upperTail(x, method: .saddlepoint), sum.upperTail(x)) < 0.05)
    }
    #expect(sum.upperTail(3, method: .saddlepoint) == sum.upperTail(3, method: .satterthwaite))
  }

  /// > Source: R survey 4.5, `regTermTest(method = "LRT")` on a stratified logistic regression.
  @Test func likelihoodRatioTestOfALogisticRegression() throws {
    let sum = try WeightedChiSquareSum(weights: [1.0828196135511865, 0.8059699763163596])
    let value = try sum.upperTail(ratio: 0.5070804870834706, denominatorDegreesOfFreedom: 194, method: .saddlepoint)
    #expect(relativeError(value, 0.7621283871354165) < 1e-8)
  }

  @Test func supportEndsWhereNoWeightReaches() throws {
    let positive = try WeightedChiSquareSum(weights: [1, 2, 0])
    let negative = try WeightedChiSquareSum(weights: [-1, -2])
    for method in [WeightedChiSquareSum.Method.inversion, .saddlepoint] {
      #expect(positive.upperTail(0, method: method) == 1 && positive.upperTail(-3, method: method) == 1)
      #expect(negative.upperTail(0, method: method) == 0 && negative.upperTail(3, method: method) == 0)
    }
    #expect(positive.upperTail(.infinity) == 0 && positive.upperTail(.nan).isNaN)
    #expect(negative.upperTail(-3, method: .satterthwaite).isNaN)
    #expect(positive.mean == 3 && positive.variance == 10)
  }

  @Test(arguments: [[], [0, 0], [1, .nan], [.infinity]] as [[Double]])
  func weightsWithoutADistributionAreRefused(weights: [Double]) {
    #expect(throws: DistributionError.self) { try WeightedChiSquareSum(weights: weights) }
  }
}
