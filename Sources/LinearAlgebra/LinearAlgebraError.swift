/// A column of the caller's matrix: its position, and its name where the caller gave names.
public struct ColumnLabel: Hashable, Sendable, CustomStringConvertible {
  /// Position, from 0.
  public let index: Int
  public let name: String?

  public init(index: Int, name: String? = nil) {
    self.index = index
    self.name = name
  }

  init(_ index: Int, in names: [String]?) {
    self.init(index: index, name: names?[index])
  }

  /// The name, else the position counted from 1, as people count.
  public var description: String {
    name ?? "column \(index + 1)"
  }
}

/// Why a linear system has no answer that could be trusted.
public enum LinearAlgebraError: Error, Hashable, Sendable {
  /// The column is, within rounding, a linear combination of the columns before it.
  ///
  /// - `relativePivot`: what remains of the column after elimination, as a fraction of what it was.
  /// - `tolerance`: the fraction at or below which a column counts as dependent.
  case singular(column: ColumnLabel, relativePivot: Double, tolerance: Double)

  /// The matrix should be positive definite, and its leading minor of this order (from 1) is negative.
  ///
  /// `column` is the last one of that minor; `pivot` is its negative conditional variance, in the unit of the matrix.
  case notPositiveDefinite(minor: Int, column: ColumnLabel, pivot: Double)

  /// Columns of a least squares problem, each a linear combination of the columns before it.
  case aliased([ColumnLabel])

  /// An element is infinite or not a number; the row counts from 0.
  case notFinite(row: Int, column: ColumnLabel)

  /// The eigenvalue iteration (dsyevd) of a matrix of this order stopped short.
  case eigenvaluesNotConverged(order: Int)

  /// A shared library that matrices need is not installed.
  case libraryMissing

  /// No kernel of OpenBLAS reproduces small integer products on this machine.
  case kernelFailed(name: String)
}

extension LinearAlgebraError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .singular(let column, let pivot, let tolerance):
      "the matrix is singular: \(column) is a linear combination of the columns before it"
        + " (relative pivot \(pivot), tolerance \(tolerance)); remove it"
    case .notPositiveDefinite(let minor, let column, let pivot):
      "the matrix is not positive definite: its leading minor of order \(minor), which ends with \(column),"
        + " has pivot \(pivot)"
    case .aliased(let columns):
      "linear combinations of earlier columns: \(columns.map(\.description).joined(separator: ", ")); remove them"
    case .notFinite(let row, let column):
      "row \(row + 1) of \(column) is not a finite number"
    case .eigenvaluesNotConverged(let order):
      "the eigenvalues of a matrix of order \(order) did not converge"
    case .libraryMissing:
      "matrices cannot be computed: \(OpenBLASLibrary.library.absence); \(OpenBLASLibrary.library.remedy)"
    case .kernelFailed(let name):
      "OpenBLAS computes wrong products with its kernel \(name); set OPENBLAS_CORETYPE to another, such as Prescott"
    }
  }
}
