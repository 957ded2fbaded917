import Distributions
import LinearAlgebra

/// A t test of a mean, or of the difference of two, by the design's standard error.
public struct DesignTTest: Sendable, Hashable {
  /// (estimate - null value) / se
  public let statistic: Double
  public let degreesOfFreedom: Double
  /// Two-sided.
  public let pValue: Double
  /// The mean, or that of the second group less that of the first.
  public let estimate: Double
  public let standardError: Double
  public let lower: Double
  public let upper: Double

  /// - Parameter level: Coverage of the interval, in (0, 1).
  /// - Throws: ``RegressionError/noDegreesOfFreedom(_:)``, ``RegressionError/noVariance(_:)``.
  public init(
    estimate: Double, standardError: Double, degreesOfFreedom: Double, nullValue: Double = 0, level: Double = 0.95
  ) throws(RegressionError) {
    guard let t = try? StudentT(degreesOfFreedom: degreesOfFreedom) else { throw .noDegreesOfFreedom("a t test") }
    guard standardError > 0 else { throw .noVariance("the estimate \(estimate)") }
    let half = standardError * t.quantile(upperTail: (1 - level) / 2)
    statistic = (estimate - nullValue) / standardError
    pValue = t.twoSidedTail(statistic)
    (self.estimate, self.standardError, self.degreesOfFreedom) = (estimate, standardError, degreesOfFreedom)
    (lower, upper) = (estimate - half, estimate + half)
  }

  /// The test that a mean has some value; of the differences of pairs, the paired test.
  ///
  /// Degrees of freedom are the design's; R `svyttest` takes one less.
  /// - Parameters:
  ///   - values: n values.
  ///   - mask: n values, true in the domain; nil: all rows.
  /// - Throws: ``RegressionError``; `.missingValue` names a row of the domain whose value is missing.
  public static func mean(
    of values: [Double], weights: [Double], mask: [Bool]? = nil, nullValue: Double = 0, designFreedom: Double,
    level: Double = 0.95, covariance: DesignCovariance
  ) throws(RegressionError) -> DesignTTest {
    let rows = values.indices.filter { weights[$0] != 0 && (mask?[$0] ?? true) }
    if let row = rows.first(where: { !values[$0].isFinite }) { throw .missingValue(variable: "the outcome", row: row) }
    let fit = try GeneralizedLinearModel(ModelMatrix([], rows: rows), outcome: values, family: .gaussian)
      .fit(weights: weights)
    return try DesignTTest(fit, covariance, 0, designFreedom, nullValue, level)
  }

  /// The test that two groups have the same mean, as the regression on the second group's indicator.
  ///
  /// Degrees of freedom are the design's less one.
  /// - Parameter values: n values.
  /// - Throws: ``RegressionError/notTwoGroups(count:)`` and the errors of ``mean(of:weights:mask:nullValue:designFreedom:level:covariance:)``.
  public static func difference(
    of values: [Double], between groups: ComparedGroups, weights: [Double], designFreedom: Double,
    level: Double = 0.95, covariance: DesignCovariance
  ) throws(RegressionError) -> DesignTTest {
    guard groups.levels.count == 2 else { throw .notTwoGroups(count: groups.levels.count) }
    let fit = try groups.regression(of: values, weights: weights)
    return try DesignTTest(fit, covariance, 1, designFreedom - 1, 0, level)
  }

  private init(
    _ fit: ModelFit, _ covariance: DesignCovariance, _ column: Int, _ freedom: Double, _ nullValue: Double,
    _ level: Double
  ) throws(RegressionError) {
    let variance = try fit.covariance(covariance)[column, column]
    try self.init(
      estimate: fit.coefficients[column], standardError: max(variance, 0).squareRoot(), degreesOfFreedom: freedom,
      nullValue: nullValue, level: level)
  }
}
