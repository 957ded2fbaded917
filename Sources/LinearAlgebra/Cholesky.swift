import COpenBLAS
import Glibc

/// The factor L of a symmetric positive definite matrix, `A = LL'`.
///
/// ```
/// A x = b      log det A = 2 Σ_j log l_jj      x'A⁻¹x = ‖L⁻¹x‖²
/// ```
/// The square of l_jj is what remains of a_jj after the columns before j have explained their part, so `l_jj² / a_jj` is a
/// fraction free of units. Where it falls to the tolerance the matrix counts as singular and the column is named.
public struct Cholesky: Hashable, Sendable {
  /// L, order × order, zero above the diagonal.
  public let factor: Matrix
  /// `1 / (‖A‖₁ ‖A⁻¹‖₁)`, estimated by dpocon: near 1 at best, near 1e-16 where no digit of a solution is right.
  public let reciprocalCondition: Double

  /// 1e-12: a pivot that has lost twelve digits to cancellation has at most four left.
  public static let defaultRelativeTolerance = 1e-12

  /// Factors the matrix, by dpotrf.
  ///
  /// - Parameters:
  ///   - a: order × order, symmetric; only its lower triangle is used.
  ///   - columnNames: Names for errors, one a column.
  ///   - relativeTolerance: The fraction `l_jj² / a_jj` at or below which column j counts as dependent on those before.
  /// - Throws: `LinearAlgebraError.singular` or `.notPositiveDefinite` with the column, `.notFinite`.
  /// - Complexity: O(order³).
  public init(
    _ a: Matrix, columnNames: [String]? = nil, relativeTolerance: Double = defaultRelativeTolerance
  ) throws(LinearAlgebraError) {
    precondition(a.isSquare, "the matrix is not square")
    try BLASKernel.require()
    try a.requireFinite(columnNames: columnNames)
    let (factor, failedMinor) = Self.factored(a)
    let check = PivotCheck(matrix: a, factor: factor, columnNames: columnNames, tolerance: relativeTolerance)
    try check.requireIndependentColumns(before: failedMinor.map { $0 - 1 } ?? a.columns)
    if let failedMinor { throw check.reason(ofFailureAt: failedMinor) }
    self.factor = factor
    reciprocalCondition = Self.reciprocalCondition(factor, norm: a.lowerAsSymmetric.oneNorm)
  }

  /// Order of the matrix.
  public var order: Int { factor.rows }

  /// log det A, natural; finite where the determinant itself would overflow.
  public var logDeterminant: Double {
    2 * factor.diagonal.reduce(0) { $0 + log($1) }
  }

  /// A⁻¹, symmetric to the last bit, by dpotri. O(order³).
  public var inverse: Matrix {
    var result = factor
    let info = blas.dpotri(LAPACK_COL_MAJOR, .lower, Int32(order), &result.storage, factor.leadingDimension)
    precondition(info == 0, "dpotri")
    result.mirrorLowerTriangle()
    return result
  }

  /// The x of `A x = b`, by dpotrs. O(order²).
  public func solve(_ b: [Double]) -> [Double] {
    solve(Matrix(columns: [b])).storage
  }

  /// The X of `A X = B`, by dpotrs; B and X are order × m. O(order² m).
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rows == order, "rows of the right-hand side and order of the matrix differ")
    var x = b
    let info = blas.dpotrs(
      LAPACK_COL_MAJOR, .lower, Int32(order), Int32(b.columns), factor.storage, factor.leadingDimension, &x.storage,
      b.leadingDimension)
    precondition(info == 0, "dpotrs")
    return x
  }

  /// `x'A⁻¹x`, never negative, by dtrsv. O(order²).
  public func quadraticForm(_ x: [Double]) -> Double {
    precondition(x.count == order, "length of the vector and order of the matrix differ")
    var z = x
    blas.dtrsv(
      CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, Int32(order), factor.storage, factor.leadingDimension,
      &z, 1)
    return z.reduce(0) { $0 + $1 * $1 }
  }
}

extension Cholesky {
  /// The lower factor and, where dpotrf stops, the order (from 1) of the leading minor that is not positive.
  private static func factored(_ a: Matrix) -> (factor: Matrix, failedMinor: Int?) {
    var factor = a.lowerTriangle
    let info = blas.dpotrf(LAPACK_COL_MAJOR, .lower, Int32(a.rows), &factor.storage, a.leadingDimension)
    precondition(info >= 0, "dpotrf")
    return (factor, info == 0 ? nil : Int(info))
  }

  private static func reciprocalCondition(_ factor: Matrix, norm: Double) -> Double {
    var result = 0.0
    let info = blas.dpocon(
      LAPACK_COL_MAJOR, .lower, Int32(factor.rows), factor.storage, factor.leadingDimension, norm, &result)
    precondition(info == 0, "dpocon")
    return result
  }
}

/// Tells a matrix that is singular within rounding from one that is plainly indefinite.
///
/// dpotrf alone cannot: a dependent column leaves a pivot of pure rounding error, and its sign decides whether it stops.
private struct PivotCheck {
  let matrix: Matrix
  let factor: Matrix
  let columnNames: [String]?
  let tolerance: Double

  func requireIndependentColumns(before end: Int) throws(LinearAlgebraError) {
    for j in 0..<end {
      let fraction = factor[j, j] * factor[j, j] / matrix[j, j]
      guard fraction <= tolerance else { continue }
      throw .singular(column: ColumnLabel(j, in: columnNames), relativePivot: fraction, tolerance: tolerance)
    }
  }

  func reason(ofFailureAt minor: Int) -> LinearAlgebraError {
    let column = ColumnLabel(minor - 1, in: columnNames)
    let explained = explainedPart(ofColumn: minor - 1)
    let pivot = matrix[minor - 1, minor - 1] - explained
    let size = max(matrix[minor - 1, minor - 1].magnitude, explained)
    guard pivot < -tolerance * size else {
      return .singular(column: column, relativePivot: size > 0 ? pivot / size : 0, tolerance: tolerance)
    }
    return .notPositiveDefinite(minor: minor, column: column, pivot: pivot)
  }

  /// `‖L⁻¹a‖²` over the rows before column j, by substitution: what dpotrf leaves in a failed column is not specified.
  private func explainedPart(ofColumn j: Int) -> Double {
    var z: [Double] = []
    for i in 0..<j {
      let known = (0..<i).reduce(0) { $0 + factor[i, $1] * z[$1] }
      z.append((matrix[j, i] - known) / factor[i, i])
    }
    return z.reduce(0) { $0 + $1 * $1 }
  }
}

extension Matrix {
  /// The symmetric matrix whose lower triangle this is.
  fileprivate var lowerAsSymmetric: Matrix {
    var result = self
    result.mirrorLowerTriangle()
    return result
  }
}
