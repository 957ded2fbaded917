import Distributions
import LinearAlgebra

/// A test that all coefficients of some terms are zero.
public struct WaldTest: Sendable, Hashable {
  /// `β'V⁻¹β / q`
  public let statistic: Double
  public let numeratorFreedom: Double
  public let denominatorFreedom: Double
  public let pValue: Double

  /// - Parameters:
  ///   - terms: Names of terms; a factor's name stands for all its coefficients.
  ///   - covariance: p × p, the design's.
  ///   - denominatorFreedom: Infinite for a chi-squared test.
  /// - Throws: ``RegressionError``.
  /// > Source: R `regTermTest(method = "Wald")`; Rao and Scott (1984), Annals of Statistics 12, 46-60.
  public init(
    of terms: [String], in fit: ModelFit, covariance: Matrix, denominatorFreedom: Double
  ) throws(RegressionError) {
    let places = try fit.model.matrix.places(of: terms)
    try self.init(
      places.map { fit.coefficients[$0] }, covariance.selecting(places), denominatorFreedom,
      names: places.map { fit.labels[$0] })
  }

  /// The test that q estimates are all zero.
  init(
    _ estimates: [Double], _ covariance: Matrix, _ denominatorFreedom: Double, names: [String]
  ) throws(RegressionError) {
    guard denominatorFreedom > 0 else { throw .noDegreesOfFreedom("a Wald test") }
    let factor: Cholesky
    do { factor = try Cholesky(covariance, columnNames: names) } catch {
      throw .singularCovariance(names.joined(separator: ", "))
    }
    numeratorFreedom = Double(estimates.count)
    self.denominatorFreedom = denominatorFreedom
    statistic = factor.quadraticForm(estimates) / numeratorFreedom
    pValue = upperF(statistic, numeratorFreedom, denominatorFreedom)
  }
}

/// The working likelihood ratio test of some terms: its statistic is a sum of chi-squared variables with the eigenvalues of
/// `V₀⁻¹V` as weights, V₀ the covariance that independent rows would have.
/// > Source: Lumley and Scott (2014), Australian and New Zealand J. Statistics 56, 1-14; R `regTermTest(method = "LRT")`.
public struct LikelihoodRatioTest: Sendable, Hashable {
  /// The difference of deviances, with weights of mean 1.
  public let statistic: Double
  /// λ, descending.
  public let eigenvalues: [Double]
  public let denominatorFreedom: Double
  public let pValue: Double

  /// - Parameter reduced: The model without the terms, fitted to the same rows and weights.
  public init(
    of terms: [String], in fit: ModelFit, without reduced: ModelFit, covariance: Matrix, denominatorFreedom: Double
  ) throws(RegressionError) {
    guard denominatorFreedom > 0 else { throw .noDegreesOfFreedom("a likelihood ratio test") }
    let places = try fit.model.matrix.places(of: terms)
    statistic = max(reduced.scaledDeviance - fit.scaledDeviance, 0)
    eigenvalues = try fit.naiveCovariance.selecting(places).misspecification(
      covariance.selecting(places), names: places.map { fit.labels[$0] })
    self.denominatorFreedom = denominatorFreedom
    pValue = upperWeightedSum(statistic, eigenvalues, denominatorFreedom)
  }
}

/// P(F > x); the chi-squared limit where the denominator is infinite.
func upperF(_ x: Double, _ numerator: Double, _ denominator: Double) -> Double {
  guard !x.isNaN, let f = try? FDistribution(numerator: numerator, denominator: denominator) else { return .nan }
  return f.upperTail(x)
}

/// `P(Σ λ_i χ²_1 > x χ²_ν / ν)`.
func upperWeightedSum(
  _ x: Double, _ weights: [Double], _ denominator: Double, _ method: WeightedChiSquareSum.Method = .saddlepoint
) -> Double {
  guard let sum = try? WeightedChiSquareSum(weights: weights) else { return .nan }
  return (try? sum.upperTail(ratio: x, denominatorDegreesOfFreedom: denominator, method: method)) ?? .nan
}

extension ModelMatrix {
  fileprivate func places(of names: [String]) throws(RegressionError) -> [Int] {
    for name in names where columns(ofTerms: [name]) == nil { throw .unknownTerm(name, known: terms.map(\.name)) }
    return columns(ofTerms: names) ?? []
  }
}

extension Matrix {
  /// Rows and columns of these places.
  func selecting(_ places: [Int]) -> Matrix {
    Matrix(rows: places.count, columns: places.count) { self[places[$0], places[$1]] }
  }

  /// The eigenvalues of `A⁻¹B` for symmetric positive definite A, descending, as those of `L⁻¹BL⁻ᵀ`.
  func misspecification(_ b: Matrix, names: [String]) throws(RegressionError) -> [Double] {
    do {
      let factor = try Cholesky(self, columnNames: names).factor
      let half = factor.solvingLower(b)
      let symmetric = factor.solvingLower(half.transposed())
      let values = try SymmetricEigen(symmetric).values
      return values.sorted(by: >)
    } catch { throw .linearAlgebra(error) }
  }

  /// `L⁻¹B` by forward substitution.
  private func solvingLower(_ b: Matrix) -> Matrix {
    var x = b
    for column in 0..<b.columns {
      for i in 0..<rows {
        var sum = x[i, column]
        for k in 0..<i { sum -= self[i, k] * x[k, column] }
        x[i, column] = sum / self[i, i]
      }
    }
    return x
  }
}
