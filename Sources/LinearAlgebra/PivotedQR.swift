import COpenBLAS

/// Column-pivoted QR of a matrix whose columns are first brought to a common size, `X S Π = QR`.
///
/// S holds powers of two, so scaling rounds nothing. After it every column's length lies between 1 and 4, so that units of
/// the variables hardly matter to pivoting and to the condition estimate: by no more than that factor.
struct PivotedQR: Sendable {
  /// n × p as dgeqp3 leaves it: R on and above the diagonal, the reflectors of Q below.
  private let packed: Matrix
  /// The reflectors' factors, min(n, p) of them.
  private let reflectorFactors: [Double]
  /// The column of X that stands in column k of R.
  private let order: [Int]
  /// S, p powers of two.
  private let scales: [Double]

  /// By dgeqp3. O(n p²).
  init(_ x: Matrix) {
    let scales = Self.scales(for: x)
    var packed = Matrix(rows: x.rows, columns: x.columns) { scales[$1] * x[$0, $1] }
    var factors = [Double](repeating: 0, count: min(x.rows, x.columns))
    var positions = [Int32](repeating: 0, count: x.columns)
    if !factors.isEmpty {
      let info = blas.dgeqp3(
        LAPACK_COL_MAJOR, Int32(x.rows), Int32(x.columns), &packed.storage, x.leadingDimension, &positions, &factors)
      precondition(info == 0, "dgeqp3")
    }
    self.scales = scales
    self.packed = packed
    reflectorFactors = factors
    // Without rows dgeqp3 has nothing to order.
    order = factors.isEmpty ? Array(0..<x.columns) : positions.map { Int($0) - 1 }
  }

  private static func scales(for x: Matrix) -> [Double] {
    (0..<x.columns).map { j in
      // The largest element first: squares of amounts in yuan, or of their inverses, may leave the range of Double.
      let largest = x.column(j).reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { return 1 }
      let length = x.column(j).reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
      let scale = 1 / (largest.binade * length.binade)
      return scale.isNormal ? scale : 1
    }
  }

  private var columns: Int32 { Int32(packed.columns) }

  /// `1 / (‖R‖₁ ‖R⁻¹‖₁)`, estimated by dtrcon; n >= p.
  var reciprocalCondition: Double {
    var result = 0.0
    let info = blas.dtrcon(
      LAPACK_COL_MAJOR, .oneNorm, .upper, .nonUnitDiagonal, columns, packed.storage, packed.leadingDimension, &result)
    precondition(info == 0, "dtrcon")
    return result
  }

  /// Columns that the columns before them determine, in the order of X.
  ///
  /// The columns of R have the lengths and angles of those of X, at a fraction of their size. Gram-Schmidt goes through
  /// them in the caller's order, so that the later column is the one to go, whatever order pivoting took. O(p³).
  func dependentColumns(relativeTolerance: Double) -> [Int] {
    let geometry = triangularFactorInCallersOrder
    var basis: [[Double]] = []
    return (0..<packed.columns).filter { j in
      let remainder = Self.remainder(of: Array(geometry.column(j)), after: basis)
      guard Self.length(remainder) > relativeTolerance * Self.length(geometry.column(j)) else { return true }
      let size = Self.length(remainder)
      basis.append(remainder.map { $0 / size })
      return false
    }
  }

  private var triangularFactorInCallersOrder: Matrix {
    var result = Matrix(rows: reflectorFactors.count, columns: packed.columns)
    for (k, j) in order.enumerated() {
      for i in 0..<min(k + 1, result.rows) { result[i, j] = packed[i, k] }
    }
    return result
  }

  /// Twice, because one pass leaves the remainder orthogonal only as far as it is long.
  private static func remainder(of column: [Double], after basis: [[Double]]) -> [Double] {
    var rest = column
    for direction in basis + basis {
      let coefficient = zip(direction, rest).reduce(0) { $0 + $1.0 * $1.1 }
      for i in rest.indices { rest[i] -= coefficient * direction[i] }
    }
    return rest
  }

  private static func length(_ x: some Sequence<Double>) -> Double {
    x.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

// MARK: Solving, for n >= p and independent columns

extension PivotedQR {
  /// `Q'y` or `Qy`, n values, by dormqr. O(n p).
  func applyingQ(_ form: CChar, to y: [Double]) -> [Double] {
    precondition(y.count == packed.rows, "rows of the matrix and length of the vector differ")
    var result = y
    guard !reflectorFactors.isEmpty else { return result }
    let info = blas.dormqr(
      LAPACK_COL_MAJOR, .left, form, Int32(y.count), 1, columns, packed.storage, packed.leadingDimension,
      reflectorFactors, &result, packed.leadingDimension)
    precondition(info == 0, "dormqr")
    return result
  }

  /// The p coefficients `S Π R⁻¹ z` from the first p elements z of `Q'y`, by dtrsv. O(p²).
  func coefficients(fromRotated rotated: [Double]) -> [Double] {
    var z = Array(rotated.prefix(packed.columns))
    blas.dtrsv(
      CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, columns, packed.storage, packed.leadingDimension, &z, 1)
    var result = z
    for (k, j) in order.enumerated() { result[j] = scales[j] * z[k] }
    return result
  }

  /// `(X'X)⁻¹`, p × p and symmetric to the last bit, by dpotri: R is the Cholesky factor of the scaled X'X. O(p³).
  var inverseCrossProduct: Matrix {
    var inverse = Matrix(rows: packed.columns, columns: packed.columns) { $0 <= $1 ? packed[$0, $1] : 0 }
    let info = blas.dpotri(LAPACK_COL_MAJOR, .upper, columns, &inverse.storage, inverse.leadingDimension)
    precondition(info == 0, "dpotri")
    var result = inverse
    for (k, j) in order.enumerated() {
      for (l, m) in order.enumerated() { result[j, m] = scales[j] * scales[m] * inverse[min(k, l), max(k, l)] }
    }
    return result
  }

  /// The first p columns of Q, n × p, by dorgqr. O(n p²).
  var orthogonalFactor: Matrix {
    var result = packed
    guard !reflectorFactors.isEmpty else { return result }
    let info = blas.dorgqr(
      LAPACK_COL_MAJOR, Int32(packed.rows), columns, columns, &result.storage, packed.leadingDimension,
      reflectorFactors)
    precondition(info == 0, "dorgqr")
    return result
  }
}
