import Distributions
import LinearAlgebra

/// Coefficients of a model with their standard errors, tests and intervals.
public struct CoefficientTable: Sendable, Hashable {
  /// p labels, as those of ``ModelMatrix``.
  public let labels: [String]
  public let estimates: [Double]
  /// p × p
  public let covariance: Matrix
  public let standardErrors: [Double]
  /// β / se; nil where se is 0.
  public let tStatistics: [Double?]
  /// Two-sided, by the t distribution with ``residualFreedom``.
  public let pValues: [Double?]
  public let lower: [Double]
  public let upper: [Double]
  /// Of the intervals.
  public let level: Double
  /// ν + 1 - p, ν of the design.
  public let residualFreedom: Double
  /// See ``ModelFit/dispersion()``.
  public let dispersion: Double

  /// - Parameters:
  ///   - covariance: p × p, the design's.
  ///   - designFreedom: ν, degrees of freedom of the design; infinite for the normal distribution.
  ///   - level: Coverage of the intervals, in (0, 1).
  /// - Throws: ``RegressionError/noDegreesOfFreedom(_:)`` where p exceeds ν.
  public init(
    _ fit: ModelFit, covariance: Matrix, designFreedom: Double, level: Double = 0.95
  ) throws(RegressionError) {
    let freedom = designFreedom + 1 - Double(fit.coefficients.count)
    guard let t = try? StudentT(degreesOfFreedom: freedom) else { throw .noDegreesOfFreedom("the model") }
    let errors = covariance.diagonal.map { max($0, 0).squareRoot() }
    let half = errors.map { $0 * t.quantile(upperTail: (1 - level) / 2) }
    (labels, estimates, self.covariance, standardErrors) = (fit.labels, fit.coefficients, covariance, errors)
    tStatistics = zip(fit.coefficients, errors).map { $1 > 0 ? $0 / $1 : nil }
    pValues = tStatistics.map { $0.map(t.twoSidedTail) }
    (lower, upper) = (zip(fit.coefficients, half).map(-), zip(fit.coefficients, half).map(+))
    (self.level, residualFreedom, dispersion) = (level, freedom, fit.dispersion())
  }
}
