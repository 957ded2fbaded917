/// Residuals of a regression on auxiliaries: what calibration and raking leave of scores.
///
/// ```
/// e_k = u_k - w_k x_k'B        B = (Σ q_k x_k x_k')⁻¹ Σ q_k x_k u_k / w_k
/// ```
/// with w the weights after the step. The regression weights q are, as in R `survey`, d_k for calibration by any distance,
/// d_k / σ²_k for linear calibration without bounds, and 1 for raking. Rows that the step leaves without weight have no z
/// and no part in the regression.
struct RegressionProjection: ScoreOperator {
  enum RegressionWeights: Sendable {
    case equal
    /// d / σ²; nil: d.
    case input(variance: [Double]?)
  }

  /// X by entity: a row, or the rows of a unit or cell.
  let auxiliaries: Auxiliaries
  /// The entity of each row; nil where rows are entities.
  let entityOfRow: [Int32]?
  let regressionWeights: RegressionWeights
  let before: [Double]
  let after: [Double]

  func project(_ scores: inout [Double], rows: Int) {
    let q = weightsOfRows
    let gram = auxiliaries.crossProduct(weights: entitySums { q[$0] })
    let factor = GramFactor(gram)
    // The normal equations lose digits where terms are nearly collinear; projecting the residual again restores them.
    let passes = factor.smallestPivot < 1e-3 ? 2 : 1
    let ratios = zip(q, after).map { $1 == 0 ? 0 : $0 / $1 }
    forEachColumn(of: scores, rows: rows) { start in
      for _ in 0..<passes { projectColumn(&scores, start, ratios, factor) }
    }
  }

  private func projectColumn(_ scores: inout [Double], _ start: Int, _ ratios: [Double], _ factor: GramFactor) {
    let sums = entitySums { ratios[$0] * scores[start + $0] }
    let fitted = auxiliaries.times(factor.solve(auxiliaries.transposeTimes(sums)))
    guard let entityOfRow else {
      for row in after.indices { scores[start + row] -= after[row] * fitted[row] }
      return
    }
    for row in after.indices { scores[start + row] -= after[row] * fitted[Int(entityOfRow[row])] }
  }

  private var weightsOfRows: [Double] {
    switch regressionWeights {
    case .equal: after.map { $0 == 0 ? 0 : 1 }
    case .input(nil): zip(before, after).map { $1 == 0 ? 0 : $0 }
    case .input(let variance?): before.indices.map { after[$0] == 0 ? 0 : before[$0] / variance[$0] }
    }
  }

  @inline(__always)
  private func entitySums(_ value: (_ row: Int) -> Double) -> [Double] {
    guard let entityOfRow else { return after.indices.map(value) }
    var sums = [Double](repeating: 0, count: auxiliaries.rowCount)
    for row in entityOfRow.indices { sums[Int(entityOfRow[row])] += value(row) }
    return sums
  }
}
