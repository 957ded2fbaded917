import Glibc
import LinearAlgebra

/// The generalized least squares fit of the observed areas for one value of σ²_u, v_a = σ²_u + D_a.
///
/// Rows are divided by √v_a and factored; `U = V^-½ X R⁻¹` is orthonormal, h_a = ‖u_a‖², and with
/// `P = V⁻¹ - V⁻¹ X (X'V⁻¹X)⁻¹ X'V⁻¹`
/// ```
/// Py = r / v        tr P = Σ (1 - h_a) / v_a        tr PP = Σ (1 - 2 h_a) / v_a² + ‖U'V⁻¹U‖²
/// ```
/// Nothing of size m × m is formed.
struct AreaRegression {
  /// v_a, m values.
  let variances: [Double]
  /// β, p values.
  let coefficients: [Double]
  /// (X'V⁻¹X)⁻¹, p × p.
  let coefficientCovariance: Matrix
  /// r_a = y_a - x_a'β, m values.
  let residuals: [Double]
  /// h_a, m values in (0, 1].
  let leverages: [Double]
  /// ‖U'V⁻¹U‖², the squared Frobenius norm.
  let squaredNorm: Double

  init(_ model: FayHerriot, areaVariance: Double) throws(SmallAreaError) {
    let variances = model.d.map { $0 + areaVariance }
    let roots = variances.map { $0.squareRoot() }
    let x = model.observedX
    let scaled = Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] / roots[$0] }
    let scaledY = zip(model.y, roots).map { $0 / $1 }
    let factors = try Self.factored(scaled, terms: model.terms)
    let u = factors.orthogonalFactor
    self.variances = variances
    coefficients = factors.coefficients(for: scaledY)
    coefficientCovariance = factors.inverseCrossProduct
    residuals = zip(factors.residuals(of: scaledY), roots).map { $0 * $1 }
    leverages = (0..<u.rows).map { a in u.row(a).reduce(0) { $0 + $1 * $1 } }
    squaredNorm = u.crossProduct(weights: variances.map { 1 / $0 }).elements.reduce(0) { $0 + $1 * $1 }
  }

  private static func factored(_ x: Matrix, terms: [String]) throws(SmallAreaError) -> QRLeastSquares {
    do {
      return try QRLeastSquares(x, columnNames: terms)
    } catch .aliased(let columns) {
      throw .dependentTerms(columns.map(\.description))
    } catch {
      throw .linearAlgebra(error)
    }
  }
}

extension AreaRegression {
  /// Σ r² / v^k.
  func sumOfSquares(overPower k: Int) -> Double {
    zip(residuals, variances).reduce(0) { sum, pair in
      (0..<k).reduce(pair.0 * pair.0) { term, _ in term / pair.1 } + sum
    }
  }

  /// Σ v^-k.
  func precision(power k: Int) -> Double {
    variances.reduce(0) { sum, v in (0..<k).reduce(1) { term, _ in term / v } + sum }
  }

  /// tr P.
  var traceP: Double { zip(leverages, variances).reduce(0) { $0 + (1 - $1.0) / $1.1 } }

  /// tr PP.
  var tracePP: Double {
    zip(leverages, variances).reduce(squaredNorm) { $0 + (1 - 2 * $1.0) / ($1.1 * $1.1) }
  }

  /// tr[(X'V⁻¹X)⁻¹ X'V⁻²X].
  var traceOfFittedPrecision: Double { zip(leverages, variances).reduce(0) { $0 + $1.0 / $1.1 } }

  /// `-½ [Σ log(2π v_a) + Σ r_a² / v_a]`, the log-likelihood maximized over β.
  var logLikelihood: Double {
    -(variances.reduce(0) { $0 + log(2 * .pi * $1) } + sumOfSquares(overPower: 1)) / 2
  }

  /// The same less `½ log det(X'V⁻¹X)`; the constant `p/2 log 2π` that some authors add is left out.
  /// - Throws: ``SmallAreaError/linearAlgebra(_:)`` where terms are dependent within rounding.
  func restrictedLogLikelihood() throws(SmallAreaError) -> Double {
    do {
      return logLikelihood + (try Cholesky(coefficientCovariance, relativeTolerance: 0).logDeterminant) / 2
    } catch {
      throw .linearAlgebra(error)
    }
  }
}
