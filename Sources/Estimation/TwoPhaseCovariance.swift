import LinearAlgebra
import Sampling

/// The covariance of totals in a two-phase sample, from the pair weights of both phases.
///
/// ```
/// D = D₁ + D₂ - D₁ ∘ D₂        C_ab = Σ_ij D_ij u_ia u_jb
/// ```
/// over the rows of the second phase, with `D_ij = 1 - π_i π_j / π_ij` of each phase and u the values weighted by both.
/// > Source: Särndal, Swensson and Wretman (1992), result 9.3.1 and equation 9.4.14.
struct TwoPhaseCovariance: TotalCovariance {
  /// n₂ × n₂.
  let pairWeights: Matrix

  func covariance(
    present: [Bool], ofTotals rows: (_ stage: Int) -> any MatrixBlocks
  ) throws(EstimationError) -> Matrix {
    let weighted = rows(1).matrix
    return weighted.transposeTimes(pairWeights * weighted)
  }

  /// `A + B - A ∘ B`: what a pair loses when both phases may leave it out.
  static func combined(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: a.columns) { i, j in a[i, j] + b[i, j] - a[i, j] * b[i, j] }
  }
}
