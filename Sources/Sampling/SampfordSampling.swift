import LinearAlgebra

/// Joint inclusion probabilities of Sampford's procedure.
///
/// One unit is drawn with probability π_k / n and n - 1 more with odds π_k / (1 - π_k), with replacement, until all n are
/// different. The probability of a sample is therefore
/// ```
/// p(s) ∝ Π_{k ∈ s} π_k / (1 - π_k) Σ_{k ∉ s} π_k
/// ```
/// and sums of it over samples come from ``SelectionPolynomial`` with the units left out counted by their π_k.
/// > Source: Sampford (1967), Biometrika 54, 499-513, section 3. Compared with `UPsampfordpi2` of R sampling 2.9.
struct SampfordSampling {
  private let weights: SelectionWeights

  /// - Precondition: strictly between 0 and 1, with a whole sum.
  init(_ probabilities: [Double]) {
    let n = Int(probabilities.reduce(0, +).rounded())
    weights = SelectionWeights(probabilities.map(SelectableUnit.init(probability:)), size: n, marking: true)
  }

  /// π_kl, N × N.
  var pairs: Matrix {
    Matrix(columnMajor: weights.pairs, rows: weights.units.count, columns: weights.units.count)
  }
}
