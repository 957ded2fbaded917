import LinearAlgebra

/// A test that groups have the same distribution of ranks.
///
/// Scores of the estimated population ranks are regressed on the groups. Two groups: t of the difference of mean scores, with
/// one degree of freedom less than the design's. More: the Wald test of all differences. Scores count as fixed: that ranks are
/// estimated adds nothing to the variance under the hypothesis.
/// > Source: Lumley and Scott (2013), Biometrika 100, 831-842.
public struct DesignRankTest: Sendable, Hashable {
  /// t of two groups, F of more.
  public let statistic: Double
  /// One of t; numerator and denominator of F.
  public let degreesOfFreedom: [Double]
  public let pValue: Double
  /// Mean scores of the other groups less that of the first.
  public let differences: [Double]
  /// Of two groups, the test of the difference of their mean scores.
  public let difference: DesignTTest?

  /// F times its numerator's degrees of freedom, or t².
  public var chiSquared: Double {
    degreesOfFreedom.count == 1 ? statistic * statistic : statistic * degreesOfFreedom[0]
  }

  /// - Parameters:
  ///   - values: n values.
  ///   - weights: n weights, positive in the rows of the groups.
  ///   - designFreedom: ν.
  ///   - level: Coverage of the interval of two groups, in (0, 1).
  /// - Throws: ``RegressionError/missingValue(variable:row:)``, ``RegressionError/singularCovariance(_:)``,
  ///   ``RegressionError/noVariance(_:)``, ``RegressionError/noDegreesOfFreedom(_:)``.
  public init(
    _ score: RankScore, of values: [Double], between groups: ComparedGroups, weights: [Double], designFreedom: Double,
    level: Double = 0.95, covariance: DesignCovariance
  ) throws(RegressionError) {
    if let row = groups.rows.first(where: { !values[$0].isFinite }) {
      throw .missingValue(variable: "the outcome", row: row)
    }
    let scores = score.scores(of: values, weights: weights, rows: groups.rows)
    let fit = try groups.regression(of: scores, weights: weights)
    let others = Array(1..<groups.levels.count)
    let variance = try fit.covariance(covariance).selecting(others)
    differences = others.map { fit.coefficients[$0] }
    if others.count == 1 {
      let test = try DesignTTest(
        estimate: differences[0], standardError: max(variance[0, 0], 0).squareRoot(),
        degreesOfFreedom: designFreedom - 1, level: level)
      (statistic, degreesOfFreedom, pValue, difference) = (test.statistic, [test.degreesOfFreedom], test.pValue, test)
    } else {
      let test = try WaldTest(
        estimates: differences, covariance: variance, denominatorFreedom: designFreedom - Double(others.count),
        names: ["the mean scores by \(groups.name)"])
      (statistic, pValue, difference) = (test.statistic, test.pValue, nil)
      degreesOfFreedom = [test.numeratorFreedom, test.denominatorFreedom]
    }
  }
}
