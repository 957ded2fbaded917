import Distributions
import LinearAlgebra

/// A test that all coefficients of some terms are zero.
/// ```
/// F = β'V⁻¹β / q        on q and ν degrees of freedom
/// ```
/// > Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; R `regTermTest(method = "Wald")`.
public struct WaldTest: Sendable, Hashable {
  /// F.
  public let statistic: Double
  /// q
  public let numeratorFreedom: Double
  public let denominatorFreedom: Double
  public let pValue: Double

  /// qF, which is chi-squared with q degrees of freedom in large samples.
  public var chiSquared: Double { statistic * numeratorFreedom }

  /// - Parameters:
  ///   - terms: Names of terms; a factor's name stands for all its coefficients.
  ///   - covariance: p × p, the design's, of all coefficients.
  ///   - denominatorFreedom: ν + 1 - p; infinite for a chi-squared test.
  /// - Throws: ``RegressionError/unknownTerm(_:known:)``, ``RegressionError/singularCovariance(_:)``,
  ///   ``RegressionError/noDegreesOfFreedom(_:)``.
  public init(
    of terms: [String], in fit: ModelFit, covariance: Matrix, denominatorFreedom: Double
  ) throws(RegressionError) {
    let places = try fit.model.matrix.columns(ofTerms: terms)
    try self.init(
      estimates: places.map { fit.coefficients[$0] }, covariance: covariance.selecting(places),
      denominatorFreedom: denominatorFreedom, names: places.map { fit.labels[$0] })
  }

  /// The test that q estimates are all zero.
  /// - Parameter names: Of the estimates, for errors.
  public init(
    estimates: [Double], covariance: Matrix, denominatorFreedom: Double, names: [String]
  ) throws(RegressionError) {
    guard denominatorFreedom > 0, !estimates.isEmpty else { throw .noDegreesOfFreedom("a Wald test") }
    guard let factor = try? Cholesky(covariance) else {
      throw .singularCovariance(names.joined(separator: ", "))
    }
    numeratorFreedom = Double(estimates.count)
    self.denominatorFreedom = denominatorFreedom
    statistic = factor.quadraticForm(estimates) / numeratorFreedom
    pValue = upperF(statistic, numeratorFreedom, denominatorFreedom)
  }
}

/// P(F > x); the chi-squared limit where the denominator is infinite.
/// - Precondition: Positive degrees of freedom.
func upperF(_ x: Double, _ numerator: Double, _ denominator: Double) -> Double {
  guard let f = try? FDistribution(numerator: numerator, denominator: denominator) else { return .nan }
  return f.upperTail(x)
}
