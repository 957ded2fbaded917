import LinearAlgebra

/// Whether a coefficient matrix can meet every final demand, and its Leontief inverse where it can.
///
/// For A >= 0 these are equivalent: every leading minor of I - A is positive; the inverse exists and has no negative
/// element. The second is cheap to see, the first names the sector.
/// > Source: Hawkins and Simon (1949), Econometrica 17, 245-248; Berman and Plemmons (1994), chapter 6, theorem 2.3.
struct Productivity {
  private let coefficients: Matrix
  private let sectors: [String]

  init(of coefficients: Matrix, sectors: [String]) {
    (self.coefficients, self.sectors) = (coefficients, sectors)
  }

  /// (I - A)⁻¹.
  func inverse() throws(InputOutputError) -> Matrix {
    try requireNonNegative()
    let remainder = Matrix.identity(sectors.count) - coefficients
    guard !sectors.isEmpty else { return remainder }
    do {
      let inverse = try LU(remainder, columnNames: sectors).inverse
      // Elements that are zero may come out as rounding of the others.
      let rounding = 1e-12 * inverse.maximumMagnitude
      guard inverse.elements.contains(where: { $0 < -rounding }) else { return inverse }
    } catch .singular {
      // The minors say which sector closes the circle.
    } catch {
      throw .linearAlgebra(error)
    }
    throw firstViolation(of: remainder)
  }

  private func requireNonNegative() throws(InputOutputError) {
    guard let position = coefficients.elements.firstIndex(where: { $0 < 0 }) else { return }
    throw .negativeInput(
      seller: sectors[position % coefficients.rows], buyer: sectors[position / coefficients.rows])
  }

  /// Elimination without exchange of rows: its pivots are ratios of successive leading minors.
  private func firstViolation(of remainder: Matrix) -> InputOutputError {
    var rows = (0..<remainder.rows).map { remainder.row($0) }
    for k in rows.indices {
      let pivot = rows[k][k]
      guard pivot > LU.defaultRelativeTolerance else { return violation(at: k, pivot: pivot) }
      for i in (k + 1)..<max(rows.count, k + 1) where rows[i][k] != 0 {
        let factor = rows[i][k] / pivot
        for j in k..<rows.count { rows[i][j] -= factor * rows[k][j] }
      }
    }
    return violation(at: rows.count - 1, pivot: rows.last?.last ?? 0)
  }

  private func violation(at k: Int, pivot: Double) -> InputOutputError {
    .notProductive(sector: sectors[k], pivot: pivot, inputShare: coefficients.column(k).reduce(0, +))
  }
}
