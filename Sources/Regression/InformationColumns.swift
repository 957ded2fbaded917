import LinearAlgebra

/// Tells which columns of a model the columns before them determine, from the cross-products of the centered columns.
struct InformationColumns {
  private let information: Matrix
  private let matrix: ModelMatrix

  /// Twenty digits of a square: what centering leaves of a constant column is its rounding.
  private static let centeringTolerance = 1e-20

  init(_ information: Matrix, _ matrix: ModelMatrix) {
    (self.information, self.matrix) = (information, matrix)
  }

  /// nil where some column is dependent, or the cross-products overflow.
  var factor: Cholesky? {
    guard !information.diagonal.indices.contains(where: isConstant) else { return nil }
    return try? Cholesky(information)
  }

  /// In the order of the columns. O(p⁴), for the error alone.
  var dependent: [Int] {
    var kept: [Int] = []
    return information.diagonal.indices.filter { column in
      let isKept = !isConstant(column) && isIndependent(column, of: kept)
      if isKept { kept.append(column) }
      return !isKept
    }
  }

  private func isIndependent(_ column: Int, of kept: [Int]) -> Bool {
    (try? Cholesky(information.selecting(kept + [column]))) != nil
  }

  /// Whether the column is its shift within rounding: `Σ w (x - c)² <= tolerance Σ w x²`.
  private func isConstant(_ column: Int) -> Bool {
    let (centered, shift) = (information[column, column], matrix.shifts[column])
    guard shift != 0 else { return centered == 0 }
    let raw = centered + 2 * shift * information[column, 0] + shift * shift * information[0, 0]
    return centered <= Self.centeringTolerance * raw
  }
}

extension Matrix {
  /// Rows and columns of these places, the lower triangle mirrored.
  func selecting(_ places: [Int]) -> Matrix {
    Matrix(rows: places.count, columns: places.count) { i, j in
      let (row, column) = (max(places[i], places[j]), min(places[i], places[j]))
      return self[row, column]
    }
  }
}
