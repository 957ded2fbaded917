import Distributions
import Testing

@Suite struct IdentityTests {
  private static let probabilities = [1e-290, 1e-100, 1e-20, 1e-6, 0.01, 0.2, 0.4999, 0.5, 0.7, 0.975]

  private static let distributions: [any ContinuousDistribution] = {
    var all: [any ContinuousDistribution] = [Normal.standard]
    for df in [0.4, 1, 2, 3.5, 197, 1e6] {
      all.append(try! StudentT(degreesOfFreedom: df))
      all.append(try! ChiSquared(degreesOfFreedom: df))
      for denominator in [1, 12.5, 1e5, .infinity] {
        all.append(try! FDistribution(numerator: df, denominator: denominator))
      }
    }
    for (a, b) in [(0.5, 0.5), (1, 1), (3.2, 196.8), (1, 40), (40, 1), (0.2, 7), (5e4, 3e4)] {
      all.append(try! Beta(a, b))
    }
    return all
  }()

  /// A quantile below the smallest double, or rounded next to the end of (0, 1), has no probability to return to.
  @Test(arguments: distributions)
  func probabilityOfAQuantileIsTheProbability(distribution: any ContinuousDistribution) {
    for p in IdentityTests.probabilities {
      let x = distribution.quantile(p)
      if abs(x) > 1e-300, x.isFinite {
        #expect(relativeError(distribution.cdf(x), p) < 1e-11, "\(distribution) \(p) \(x)")
      }
      let y = distribution.quantile(upperTail: p)
      let isRounded = distribution is Beta && y > 0.999
      if abs(y) > 1e-300, y.isFinite, !isRounded {
        #expect(relativeError(distribution.upperTail(y), p) < 1e-11, "\(distribution) \(p) \(y)")
      }
    }
  }

  @Test(arguments: distributions)
  func tailsSumToOneAndQuantilesIncrease(distribution: any ContinuousDistribution) {
    let quantiles = (1..<100).map { distribution.quantile(Double($0) / 100) }
    for (x, next) in zip(quantiles, quantiles.dropFirst()) {
      #expect(x < next)
      #expect(abs(distribution.cdf(x) + distribution.upperTail(x) - 1) < 1e-14)
    }
  }

  @Test(arguments: [0.4, 1, 2, 7, 197, 1e6, .infinity])
  func squareOfStudentIsF(df: Double) throws {
    let student = try StudentT(degreesOfFreedom: df)
    let f = try FDistribution(numerator: 1, denominator: df)
    for t in [1e-3, 0.3, 1, 2, 9, 40, 1000] {
      #expect(relativeError(f.upperTail(t * t), student.twoSidedTail(t)) < 1e-12)
      #expect(relativeError(2 * student.upperTail(t), student.twoSidedTail(t)) < 1e-15)
      #expect(student.cdf(-t) == student.upperTail(t))
    }
  }

  @Test func studentWithOneDegreeIsCauchyAndWithTwoIsAlgebraic() throws {
    let (one, two) = (try StudentT(degreesOfFreedom: 1), try StudentT(degreesOfFreedom: 2))
    #expect(relativeError(one.quantile(0.75), 1) < 1e-15)
    for p in [1e-200, 1e-9, 0.1, 0.4] {
      let z = (2 * p - 1) / (2 * p * (1 - p)).squareRoot()
      #expect(relativeError(two.quantile(p), z) < 1e-13)
    }
  }

  @Test func betaReflectsAndScalesToF() throws {
    let (beta, reflected) = (try Beta(3.2, 196.8), try Beta(196.8, 3.2))
    let f = try FDistribution(numerator: 6.4, denominator: 393.6)
    for p in [1e-12, 0.025, 0.5, 0.975] {
      #expect(relativeError(reflected.quantile(upperTail: p), 1 - beta.quantile(p)) < 1e-15)
      let x = beta.quantile(p)
      #expect(relativeError(f.quantile(p), 196.8 / 3.2 * x / (1 - x)) < 1e-12)
    }
  }

  @Test func betaWithOneUnitParameterIsAPower() throws {
    for n in [1.0, 5, 200, 1e4] {
      #expect(relativeError(try Beta(n, 1).quantile(0.025), 0.025.power(1 / n)) < 1e-13)
      #expect(relativeError(try Beta(n, 1).cdf(0.9), 0.9.power(n)) < 1e-12)
    }
  }

  @Test func chiSquaredWithTwoDegreesIsExponential() throws {
    let chi = try ChiSquared(degreesOfFreedom: 2)
    for x in [1e-8, 0.5, 3, 50, 1400] { #expect(relativeError(chi.upperTail(x), (-x / 2).exponential) < 1e-13) }
  }

  @Test func endsOfTheSupport() throws {
    let chi = try ChiSquared(degreesOfFreedom: 3)
    #expect(chi.quantile(0) == 0 && chi.quantile(1) == .infinity && chi.quantile(upperTail: 0) == .infinity)
    #expect(chi.cdf(-1) == 0 && chi.upperTail(-1) == 1 && chi.cdf(.infinity) == 1 && chi.upperTail(.infinity) == 0)
    let beta = try Beta(2, 3)
    #expect(beta.quantile(0) == 0 && beta.quantile(1) == 1 && beta.quantile(upperTail: 0) == 1)
    #expect(beta.cdf(-1) == 0 && beta.cdf(2) == 1 && beta.upperTail(2) == 0)
    let student = try StudentT(degreesOfFreedom: 5)
    #expect(student.quantile(0) == -.infinity && student.quantile(1) == .infinity && student.quantile(0.5) == 0)
    #expect(student.upperTail(.infinity) == 0 && student.cdf(.infinity) == 1 && student.cdf(0) == 0.5)
    let f = try FDistribution(numerator: 2, denominator: 3)
    #expect(f.quantile(0) == 0 && f.quantile(1) == .infinity && f.upperTail(.infinity) == 0 && f.cdf(-1) == 0)
    #expect(Normal.standard.quantile(0) == -.infinity && Normal.standard.cdf(.infinity) == 1)
    #expect(Normal.standard.upperTail(40) == 0 && Normal.standard.quantile(0.5) == 0)
    for distribution in [chi, beta, student, f, Normal.standard] as [any ContinuousDistribution] {
      #expect(distribution.cdf(.nan).isNaN && distribution.upperTail(.nan).isNaN)
    }
  }

  @Test(arguments: [0, -1, Double.nan])
  func parametersOutsideTheirRangeAreRefused(value: Double) {
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: value) }
    #expect(throws: DistributionError.self) { try ChiSquared(degreesOfFreedom: value) }
    #expect(throws: DistributionError.self) { try FDistribution(numerator: 1, denominator: value) }
    #expect(throws: DistributionError.self) { try FDistribution(numerator: .infinity, denominator: .infinity) }
    #expect(throws: DistributionError.self) { try Beta(1, value) }
    #expect(throws: DistributionError.self) { try Normal(mean: 0, standardDeviation: value) }
    let error = #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 0) }
    #expect(error?.description == "degrees of freedom is 0.0; give a positive number")
  }
}
