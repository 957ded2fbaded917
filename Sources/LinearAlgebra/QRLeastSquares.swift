/// Least squares by an orthogonal factorization, for one matrix X and any number of responses y.
///
/// ```
/// b = argmin ‖y - X b‖²        (X'X)⁻¹ = (R'R)⁻¹
/// ```
/// The normal equations square the condition number and with it the digits lost; this does not. Weighted least squares is
/// the same with the rows of X and y multiplied by the roots of their weights.
///
/// > Source: Golub and Van Loan (2013), Matrix Computations, 4th edition, sections 5.3 and 5.5.
public struct QRLeastSquares: Sendable {
  /// What to do with a column that the columns before it determine.
  public enum Aliasing: Hashable, Sendable {
    /// Throw, naming every such column.
    case fail
    /// Leave it out, so that its coefficient is 0; fit and residuals are those of any other choice.
    case omit
  }

  /// Rows of X, n.
  public let rows: Int
  /// Columns of X, p, with the aliased ones.
  public let columns: Int
  /// Columns that take part, ascending.
  public let keptColumns: [Int]
  /// Columns left out, ascending: each is a linear combination of kept columns before it.
  public let aliasedColumns: [Int]
  /// `1 / (‖R‖₁ ‖R⁻¹‖₁)` of the kept columns after scaling to a common length, estimated by dtrcon.
  public let reciprocalCondition: Double
  private let factorization: PivotedQR

  /// 1e-10: beyond it, collinearity leaves fewer than six of the sixteen digits of a coefficient.
  public static let defaultRelativeTolerance = 1e-10

  /// Factors the matrix, by dgeqp3.
  ///
  /// - Parameters:
  ///   - x: n × p, p at least 1.
  ///   - columnNames: Names for errors, one a column.
  ///   - aliasing: What to do with columns that earlier ones determine, among them all beyond n.
  ///   - relativeTolerance: A column is aliased where what earlier columns do not explain is at most this fraction of its
  ///     length.
  /// - Throws: `LinearAlgebraError.aliased` with every aliased column, `.notFinite`.
  /// - Complexity: O(n p² + p³).
  public init(
    _ x: Matrix, columnNames: [String]? = nil, aliasing: Aliasing = .fail,
    relativeTolerance: Double = defaultRelativeTolerance
  ) throws(LinearAlgebraError) {
    precondition(x.columns > 0, "a matrix without columns")
    try BLASKernel.require()
    try x.requireFinite(columnNames: columnNames)
    let all = PivotedQR(x)
    let aliased = all.dependentColumns(relativeTolerance: relativeTolerance)
    if aliasing == .fail && !aliased.isEmpty { throw .aliased(aliased.map { ColumnLabel($0, in: columnNames) }) }
    (rows, columns) = (x.rows, x.columns)
    aliasedColumns = aliased
    keptColumns = (0..<x.columns).filter { !aliased.contains($0) }
    factorization = aliased.isEmpty ? all : PivotedQR(x.selectingColumns(keptColumns))
    reciprocalCondition = factorization.reciprocalCondition
  }

  /// Number of independent columns.
  public var rank: Int { keptColumns.count }

  /// The p coefficients of least squares, 0 for aliased columns, each in the unit of y by that of its column. O(n p).
  public func coefficients(for y: [Double]) -> [Double] {
    let kept = factorization.coefficients(fromRotated: factorization.applyingQ(.transposed, to: y))
    var result = [Double](repeating: 0, count: columns)
    for (coefficient, j) in zip(kept, keptColumns) { result[j] = coefficient }
    return result
  }

  /// `y - X b`, n values in the unit of y, orthogonal to X however large b is. O(n p).
  public func residuals(of y: [Double]) -> [Double] {
    factorization.applyingQ(.asItIs, to: unexplainedPart(of: y))
  }

  /// `‖y - X b‖²`, in the unit of y squared; its degrees of freedom are ``rows`` less ``rank``. O(n p).
  public func residualSumOfSquares(of y: [Double]) -> Double {
    unexplainedPart(of: y).reduce(0) { $0 + $1 * $1 }
  }

  /// `(X'X)⁻¹`, p × p; rows and columns of aliased columns are 0. O(p³).
  public var inverseCrossProduct: Matrix {
    let kept = factorization.inverseCrossProduct
    var result = Matrix(rows: columns, columns: columns)
    for (k, j) in keptColumns.enumerated() {
      for (l, m) in keptColumns.enumerated() { result[j, m] = kept[k, l] }
    }
    return result
  }

  /// An orthonormal basis of the columns of X, n × rank; the squared length of row i is the leverage of row i. O(n p²).
  public var orthogonalFactor: Matrix { factorization.orthogonalFactor }

  /// `Q'y` without the coordinates that the columns of X reach.
  private func unexplainedPart(of y: [Double]) -> [Double] {
    var rotated = factorization.applyingQ(.transposed, to: y)
    for k in 0..<rank { rotated[k] = 0 }
    return rotated
  }
}
