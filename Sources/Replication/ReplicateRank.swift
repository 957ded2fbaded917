import LinearAlgebra

/// Degrees of freedom of replicates: the rank of their weights less 1.
///
/// A column of the n × R matrix of replicate weights counts where what the columns before it leave of it exceeds 1e-5 of its
/// length, as in R `degf.svyrep.design`. Rows of one unit are proportional, so they are taken together: U rows of factors
/// times `√(Σ w_k²)` have the same lengths and angles.
extension ReplicateWeights {
  /// 1e-5, squared as lengths are.
  private static let squaredTolerance = 1e-10

  /// - Parameter mask: n rows, true for those that count; nil for all.
  /// - Complexity: O(R³) where as many units as twice the replicates are independent, else O(U R²).
  public func degreesOfFreedom(over mask: [Bool]? = nil) -> Int {
    let lengths = unitLengths(mask)
    let units = lengths.indices.filter { lengths[$0] > 0 }
    guard units.count > replicateCount else { return rankByColumns(units, lengths) - 1 }
    return hasIndependentSubset(units, lengths) ? replicateCount - 1 : rankByGram(units, lengths) - 1
  }

  /// By unit: √(Σ w_k²) over its rows that count, or √(number of rows) where factors hold weights.
  private func unitLengths(_ mask: [Bool]?) -> [Double] {
    var squares = [Double](repeating: 0, count: factors.unitCount)
    for row in weights.indices where mask?[row] ?? true {
      squares[factors.unit(ofRow: row)] += isCombined ? 1 : weights[row] * weights[row]
    }
    return squares.map { $0.squareRoot() }
  }

  /// Units of the compact matrix, R × units.
  private func columns(_ units: ArraySlice<Int>, _ lengths: [Double]) -> Matrix {
    factors.block(
      of: units.count, unit: { units[units.startIndex + $0] }, multiplier: { lengths[units[units.startIndex + $0]] })
  }

  /// Whether some 2R units alone show that all replicates are independent.
  ///
  /// What the columns before leave of a column is at least what they leave of its part, so a part is proof.
  private func hasIndependentSubset(_ units: [Int], _ lengths: [Double]) -> Bool {
    let step = max(1, units.count / (2 * replicateCount))
    let subset = stride(from: 0, to: units.count, by: step).prefix(2 * replicateCount).map { units[$0] }
    let gram = columns(subset[...], lengths).transposed().crossProduct()
    guard let left = try? Cholesky(gram) else { return false }
    let full = squaredLengths(units, lengths)
    return (0..<replicateCount).allSatisfy {
      left.factor[$0, $0] * left.factor[$0, $0] > Self.squaredTolerance * full[$0]
    }
  }

  /// Squared lengths of the R columns of weights.
  private func squaredLengths(_ units: [Int], _ lengths: [Double]) -> [Double] {
    var squares = [Double](repeating: 0, count: replicateCount)
    for block in units.blocks(of: 256) {
      let part = columns(block, lengths).elements
      for start in stride(from: 0, to: part.count, by: replicateCount) {
        for r in 0..<replicateCount { squares[r] += part[start + r] * part[start + r] }
      }
    }
    return squares
  }

  /// Gram-Schmidt, for fewer units than replicates: it ends when the units are used up.
  private func rankByColumns(_ units: [Int], _ lengths: [Double]) -> Int {
    guard !units.isEmpty else { return 0 }
    let matrix = columns(units[...], lengths).transposed()
    var basis: [[Double]] = []
    for r in 0..<replicateCount where basis.count < units.count {
      let column = Array(matrix.column(r))
      var rest = column
      // Twice: the second pass removes what rounding left of the first.
      for _ in 0..<2 { for direction in basis { rest.subtract(direction, times: rest.dot(direction)) } }
      let (left, whole) = (rest.dot(rest), column.dot(column))
      guard left > Self.squaredTolerance * whole else { continue }
      basis.append(rest.map { $0 / left.squareRoot() })
    }
    return basis.count
  }

  /// Elimination in the R × R matrix of products, for more units than replicates that are dependent.
  private func rankByGram(_ units: [Int], _ lengths: [Double]) -> Int {
    var gram = Matrix(rows: replicateCount, columns: replicateCount)
    for block in units.blocks(of: 1024) { gram = gram + columns(block, lengths).transposed().crossProduct() }
    var columns = (0..<replicateCount).map { Array(gram.column($0)) }
    var rank = 0
    for j in 0..<replicateCount where columns[j][j] > Self.squaredTolerance * gram[j, j] {
      rank += 1
      let pivot = columns[j]
      for k in (j + 1)..<max(replicateCount, j + 1) where pivot[k] != 0 {
        columns[k].subtract(pivot, times: pivot[k] / pivot[j])
      }
    }
    return rank
  }
}

extension [Double] {
  fileprivate func dot(_ other: [Double]) -> Double { zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } }

  fileprivate mutating func subtract(_ other: [Double], times factor: Double) {
    for i in indices { self[i] -= factor * other[i] }
  }
}

extension [Int] {
  fileprivate func blocks(of size: Int) -> [ArraySlice<Int>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
