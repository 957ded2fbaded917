import Distributions
import LinearAlgebra

/// The working likelihood ratio test of some terms.
///
/// Its statistic is the difference of deviances with weights of mean 1 (``ModelFit/unitWeight``). If the terms have no effect that is a sum of
/// chi-squared variables whose weights λ are the eigenvalues of `V₀⁻¹V`, V the design's covariance of their coefficients and V₀
/// the one that independent rows would have; ν degrees of freedom of the design stand in the denominator.
/// > Source: Lumley and Scott (2014), Australian and New Zealand J. Statistics 56, 1-14; R `regTermTest(method = "LRT")`.
public struct LikelihoodRatioTest: Sendable, Hashable {
  public let statistic: Double
  /// λ, q values, descending.
  public let eigenvalues: [Double]
  public let denominatorFreedom: Double
  public let pValue: Double

  /// q
  public var numeratorFreedom: Double { Double(eigenvalues.count) }

  /// - Parameters:
  ///   - terms: Names of terms; a factor's name stands for all its coefficients.
  ///   - reduced: The model without the terms, fitted to the same rows and weights: ``ModelFit/reduced(without:threads:)``.
  ///   - covariance: p × p, the design's, of all coefficients of the full model.
  ///   - denominatorFreedom: ν + 1 - p; infinite for the chi-squared sum itself.
  ///   - method: How the tail of the sum is computed; R takes the saddlepoint.
  /// - Throws: ``RegressionError/unknownTerm(_:known:)``, ``RegressionError/singularCovariance(_:)``,
  ///   ``RegressionError/noDegreesOfFreedom(_:)``.
  public init(
    of terms: [String], in fit: ModelFit, without reduced: ModelFit, covariance: Matrix, denominatorFreedom: Double,
    method: WeightedChiSquareSum.Method = .saddlepoint
  ) throws(RegressionError) {
    guard denominatorFreedom > 0 else { throw .noDegreesOfFreedom("a likelihood ratio test") }
    let places = try fit.model.matrix.columns(ofTerms: terms)
    // Rounding may leave less than nothing where the terms have no effect at all.
    statistic = max(reduced.deviance - fit.deviance, 0) / fit.unitWeight
    eigenvalues = try fit.naiveCovariance.selecting(places).relativeEigenvalues(
      of: covariance.selecting(places), names: places.map { fit.labels[$0] })
    self.denominatorFreedom = denominatorFreedom
    pValue = upperWeightedSum(statistic, eigenvalues, denominatorFreedom, method)
  }
}

/// `P(Σ λ_i χ²_1 > x χ²_ν / ν)`; 1 for a statistic of 0.
func upperWeightedSum(
  _ x: Double, _ weights: [Double], _ denominator: Double, _ method: WeightedChiSquareSum.Method
) -> Double {
  guard x != 0 else { return 1 }
  guard let sum = try? WeightedChiSquareSum(weights: weights) else { return .nan }
  return (try? sum.upperTail(ratio: x, denominatorDegreesOfFreedom: denominator, method: method)) ?? .nan
}

extension Matrix {
  /// The eigenvalues of `A⁻¹B` for symmetric positive definite A and symmetric B, descending, as those of `L⁻¹BL⁻ᵀ`.
  /// - Parameter names: Of the columns, for errors.
  func relativeEigenvalues(of b: Matrix, names: [String]) throws(RegressionError) -> [Double] {
    guard let factor = try? Cholesky(self).factor else { throw .singularCovariance(names.joined(separator: ", ")) }
    let half = factor.solvingLower(b)
    do { return try SymmetricEigen(factor.solvingLower(half.transposed())).values.sorted(by: >) } catch {
      throw .linearAlgebra(error)
    }
  }

  /// `L⁻¹B` by forward substitution.
  private func solvingLower(_ b: Matrix) -> Matrix {
    var x = b
    for column in 0..<b.columns {
      for i in 0..<rows {
        let known = (0..<i).reduce(0) { $0 + self[i, $1] * x[$1, column] }
        x[i, column] = (x[i, column] - known) / self[i, i]
      }
    }
    return x
  }
}
