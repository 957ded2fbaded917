import LinearAlgebra
import Sampling

/// The covariance of totals from the weights of pairs of units, as joint inclusion probabilities give them.
///
/// ```
/// Horvitz-Thompson  C_ab = Σ_ij D_ij u_ia u_jb
/// Yates-Grundy      C_ab = -1/2 Σ_ij D_ij (u_ia - u_ja)(u_ib - u_jb)        D_ij = 1 - π_i π_j / π_ij
/// ```
/// with u the weighted totals of units. Neither is bound to be positive.
/// > Source: Särndal, Swensson and Wretman (1992), equations 2.8.5 and 2.8.10.
struct PairwiseCovariance: TotalCovariance {
  /// n: the unit of each row.
  let unitOfRow: [Int]
  /// Units × units: D.
  let pairWeights: Matrix
  let form: UnequalProbabilities.Form

  func covariance(
    present: [Bool], ofTotals rows: (_ stage: Int) -> any MatrixBlocks
  ) throws(EstimationError) -> Matrix {
    let weighted = rows(1).matrix
    var totals = Matrix(rows: pairWeights.rows, columns: weighted.columns)
    for column in 0..<weighted.columns {
      for (row, unit) in unitOfRow.enumerated() { totals[unit, column] += weighted[row, column] }
    }
    let quadratic = totals.transposeTimes(pairWeights * totals)
    guard form == .yatesGrundy else { return quadratic }
    // Σ_ij D_ij u_i u_j - Σ_i u_i² Σ_j D_ij, the Yates-Grundy form multiplied out.
    let rowSums = pairWeights * [Double](repeating: 1, count: pairWeights.columns)
    return quadratic - totals.crossProduct(weights: rowSums)
  }
}
