import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix, `A = V diag(λ) V'`.
public struct SymmetricEigen: Hashable, Sendable {
  /// λ, in ascending order, in the unit of the matrix.
  public let values: [Double]
  /// V, order × order: column j has length 1 and belongs to `values[j]`.
  ///
  /// A vector's sign means nothing, and LAPACK's differs from kernel to kernel; here the first component of at least half
  /// the largest magnitude is positive.
  public let vectors: Matrix

  /// Decomposes the matrix, by dsyevd.
  ///
  /// - Parameters:
  ///   - a: order × order, symmetric; only its lower triangle is used.
  ///   - columnNames: Names for errors, one a column.
  /// - Throws: `LinearAlgebraError.notFinite`, `.eigenvaluesNotConverged`.
  /// - Complexity: O(order³).
  public init(_ a: Matrix, columnNames: [String]? = nil) throws(LinearAlgebraError) {
    precondition(a.isSquare, "the matrix is not square")
    try BLASKernel.require()
    try a.requireFinite(columnNames: columnNames)
    var vectors = a
    var values = [Double](repeating: 0, count: a.rows)
    let info = blas.dsyevd(
      LAPACK_COL_MAJOR, .withVectors, .lower, Int32(a.rows), &vectors.storage, a.leadingDimension, &values)
    precondition(info >= 0, "dsyevd")
    guard info == 0 else { throw .eigenvaluesNotConverged(order: a.rows) }
    self.values = values
    self.vectors = vectors.withDefiniteSigns
  }

  /// `V diag(f(λ)) V'`, symmetric to the last bit: the inverse square root with `{ 1 / $0.squareRoot() }`. O(order³).
  public func matrix(applying f: (Double) -> Double) -> Matrix {
    vectors.transposed().crossProduct(weights: values.map(f))
  }
}

extension Matrix {
  fileprivate var withDefiniteSigns: Matrix {
    let signs = (0..<columns).map { sign(ofColumn: $0) }
    return Matrix(rows: rows, columns: columns) { signs[$1] * self[$0, $1] }
  }

  private func sign(ofColumn j: Int) -> Double {
    let largest = column(j).reduce(0) { max($0, $1.magnitude) }
    return column(j).first { $0.magnitude >= largest / 2 }.map { $0 < 0 ? -1 : 1 } ?? 1
  }
}
