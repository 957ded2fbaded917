import LinearAlgebra

/// A symmetric matrix of covariances, or its diagonal alone.
struct CovarianceMatrix: Sendable {
  let count: Int
  let onlyVariances: Bool
  /// The upper triangle by row, or the diagonal.
  private let values: [Double]

  init(count: Int, onlyVariances: Bool, values: [Double]) {
    self.count = count
    self.onlyVariances = onlyVariances
    self.values = values
  }

  init(_ matrix: Matrix) {
    count = matrix.rows
    onlyVariances = false
    values = (0..<matrix.rows).flatMap { i in (i..<matrix.rows).map { matrix[i, $0] } }
  }

  subscript(a: Int, b: Int) -> Double {
    let (i, j) = (min(a, b), max(a, b))
    guard onlyVariances else { return values[i * count - i * (i - 1) / 2 + j - i] }
    precondition(a == b, "only variances were asked for")
    return values[i]
  }

  func variance(_ a: Int) -> Double { self[a, a] }
}
