import LinearAlgebra

/// The Cholesky factor of a Gram matrix `X'diag(v)X`, v >= 0, that may be of less than full rank.
///
/// Columns are taken in the caller's order. One of which the columns before it leave nothing but rounding is left out, as
/// are columns of zeros; solutions give those 0. The order is the caller's and not that of the largest pivots, so that of
/// a constant and all levels of a factor it is the last level that counts as dependent.
///
/// The module does without BLAS: p is some dozens, and results are the same on every processor.
struct GramFactor: Sendable {
  /// Columns that take part, ascending.
  let kept: [Int]
  /// Columns that are combinations of kept columns before them.
  let dependent: [Int]
  /// Columns of zeros.
  let empty: [Int]
  /// The least part of a kept column's square that the columns before it leave; 1 at best.
  let smallestPivot: Double
  private let order: Int
  /// Row i has the i + 1 elements of L.
  private let rows: [[Double]]
  /// `L⁻¹a_j` for the dependent columns.
  private let projections: [[Double]]

  /// A pivot that has lost twelve digits to cancellation has at most four left.
  static let defaultTolerance = 1e-12

  /// - Parameters:
  ///   - gram: p × p; its lower triangle is used.
  ///   - reference: p sizes of which a pivot must keep the fraction `tolerance` as well as of its own column.
  ///   - tolerance: The fraction of a column's square at or below which it is dependent.
  /// - Complexity: O(p³).
  init(_ gram: Matrix, reference: [Double]? = nil, tolerance: Double = defaultTolerance) {
    var (rows, kept, dependent, empty, projections) = ([[Double]](), [Int](), [Int](), [Int](), [[Double]]())
    var smallest = 1.0
    for j in 0..<gram.rows {
      let size = max(gram[j, j], reference?[j] ?? 0)
      guard size > 0 else {
        empty.append(j)
        continue
      }
      var row = Self.substitute(rows, kept.map { gram[j, $0] })
      let pivot = gram[j, j] - row.reduce(0) { $0 + $1 * $1 }
      guard pivot > tolerance * size else {
        dependent.append(j)
        projections.append(row)
        continue
      }
      smallest = min(smallest, pivot / size)
      row.append(pivot.squareRoot())
      rows.append(row)
      kept.append(j)
    }
    (self.rows, self.kept, self.dependent, self.empty, self.projections) = (rows, kept, dependent, empty, projections)
    (smallestPivot, order) = (smallest, gram.rows)
  }

  /// A b' with `A b = c` in the kept columns, 0 elsewhere. O(p²).
  func solve(_ c: [Double]) -> [Double] {
    let half = Self.substitute(rows, kept.map { c[$0] })
    var result = [Double](repeating: 0, count: order)
    for (value, j) in zip(substituteTransposed(half), kept) { result[j] = value }
    return result
  }

  /// The combination of kept columns before it that the dependent column at this place of ``dependent`` equals.
  func combination(ofDependent place: Int) -> [(column: Int, coefficient: Double)] {
    Array(zip(kept, substituteTransposed(projections[place]))).map { (column: $0, coefficient: $1) }
  }

  /// `L⁻¹c`.
  private static func substitute(_ rows: [[Double]], _ c: [Double]) -> [Double] {
    var result = c
    for (i, row) in rows.enumerated() {
      let known = row.withUnsafeBufferPointer { l in
        result.withUnsafeBufferPointer { dotProduct(l.baseAddress!, $0.baseAddress!, count: i) }
      }
      result[i] = (result[i] - known) / row[i]
    }
    return result
  }

  /// `L'⁻¹c` for the leading columns of L, as many as c has.
  private func substituteTransposed(_ c: [Double]) -> [Double] {
    var result = c
    for i in result.indices.reversed() {
      result[i] /= rows[i][i]
      for j in 0..<i { result[j] -= rows[i][j] * result[i] }
    }
    return result
  }
}
