import Glibc
import LinearAlgebra

/// The correlations of normal variables that have given rank correlations: `r = 2 sin(π ρ_S / 6)`.
struct GaussianCorrelations {
  /// k × k, symmetric, ones on the diagonal.
  let matrix: Matrix

  init(_ correlations: [RankCorrelation], _ pairs: [(first: Int, second: Int)], count: Int) {
    var matrix = Matrix.identity(count)
    matrix.withMutableElements { elements in
      for (correlation, pair) in zip(correlations, pairs) {
        let r = 2 * sin(.pi * correlation.value / 6)
        elements[pair.first + count * pair.second] = r
        elements[pair.second + count * pair.first] = r
      }
    }
    self.matrix = matrix
  }
}
