import COpenBLAS

/// The triangular factors of a general square matrix, `PA = LU`, rows exchanged for stability.
///
/// For systems without symmetry, such as the Leontief inverse `(I - A)⁻¹`.
public struct LU: Hashable, Sendable {
  /// L below the diagonal, its own diagonal of ones not stored, and U on and above it.
  private let factors: Matrix
  /// Row exchanged with row i in step i, from 1, as LAPACK counts.
  private let exchanges: [Int32]
  /// `1 / (‖A‖₁ ‖A⁻¹‖₁)`, estimated by dgecon.
  public let reciprocalCondition: Double

  /// 1e-13: a pivot that has lost thirteen digits to cancellation has at most three left.
  public static let defaultRelativeTolerance = 1e-13

  /// Factors the matrix, by dgetrf.
  ///
  /// - Parameters:
  ///   - a: order × order.
  ///   - columnNames: Names for errors, one a column.
  ///   - relativeTolerance: Column j counts as dependent on the columns before it where its pivot is at most this
  ///     fraction of its largest element; a fraction, so units do not matter.
  /// - Throws: `LinearAlgebraError.singular` with the first dependent column, `.notFinite`.
  /// - Complexity: O(order³).
  public init(
    _ a: Matrix, columnNames: [String]? = nil, relativeTolerance: Double = defaultRelativeTolerance
  ) throws(LinearAlgebraError) {
    precondition(a.isSquare, "the matrix is not square")
    try BLASKernel.require()
    try a.requireFinite(columnNames: columnNames)
    (factors, exchanges) = Self.factored(a)
    for (j, fraction) in Self.relativePivots(of: a, factors: factors).enumerated() where fraction <= relativeTolerance {
      throw .singular(
        column: ColumnLabel(j, in: columnNames), relativePivot: fraction, tolerance: relativeTolerance)
    }
    reciprocalCondition = Self.reciprocalCondition(factors, norm: a.oneNorm)
  }

  /// Order of the matrix.
  public var order: Int { factors.rows }

  /// A⁻¹, by dgetri. O(order³).
  public var inverse: Matrix {
    var result = factors
    let info = blas.dgetri(
      LAPACK_COL_MAJOR, Int32(order), &result.storage, factors.leadingDimension, exchanges)
    precondition(info == 0, "dgetri")
    return result
  }

  /// The x of `A x = b`, by dgetrs. O(order²).
  public func solve(_ b: [Double]) -> [Double] {
    solve(Matrix(columns: [b])).storage
  }

  /// The X of `A X = B`, by dgetrs; B and X are order × m. O(order² m).
  public func solve(_ b: Matrix) -> Matrix {
    solve(b, form: .asItIs)
  }

  /// The x of `A'x = b`, by dgetrs, as prices follow from costs in an input-output table. O(order²).
  public func solveTransposed(_ b: [Double]) -> [Double] {
    solve(Matrix(columns: [b]), form: .transposed).storage
  }

  private func solve(_ b: Matrix, form: CChar) -> Matrix {
    precondition(b.rows == order, "rows of the right-hand side and order of the matrix differ")
    var x = b
    let info = blas.dgetrs(
      LAPACK_COL_MAJOR, form, Int32(order), Int32(b.columns), factors.storage, factors.leadingDimension, exchanges,
      &x.storage, b.leadingDimension)
    precondition(info == 0, "dgetrs")
    return x
  }
}

extension LU {
  /// A pivot of exactly zero is no failure here: it shows in the relative pivots like any small one.
  private static func factored(_ a: Matrix) -> (factors: Matrix, exchanges: [Int32]) {
    var factors = a
    var exchanges = [Int32](repeating: 0, count: a.rows)
    let order = Int32(a.rows)
    let info = blas.dgetrf(LAPACK_COL_MAJOR, order, order, &factors.storage, a.leadingDimension, &exchanges)
    precondition(info >= 0, "dgetrf")
    return (factors, exchanges)
  }

  /// `abs(u_jj) / max_i abs(a_ij)`, and 0 for a column of zeros.
  private static func relativePivots(of a: Matrix, factors: Matrix) -> [Double] {
    (0..<a.columns).map { j in
      let largest = a.column(j).reduce(0) { max($0, $1.magnitude) }
      return largest > 0 ? factors[j, j].magnitude / largest : 0
    }
  }

  private static func reciprocalCondition(_ factors: Matrix, norm: Double) -> Double {
    var result = 0.0
    let info = blas.dgecon(
      LAPACK_COL_MAJOR, .oneNorm, Int32(factors.rows), factors.storage, factors.leadingDimension, norm, &result)
    precondition(info == 0, "dgecon")
    return result
  }
}
