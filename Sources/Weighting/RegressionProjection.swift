import Microdata

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
  let threads: Int

  func project(_ scores: inout [Double], rows: Int) {
    let q = weightsOfRows
    let factor = GramFactor(
      auxiliaries.crossProduct(
        sums(.second) { run, out in
          for k in 0..<run.count { out[k] = q[run.lowerBound + k] }
        }))
    // The normal equations lose digits where terms are nearly collinear; projecting the residual again restores them.
    let passes = factor.smallestPivot < 1e-3 ? 2 : 1
    let ratios = zip(q, after).map { $1 == 0 ? 0 : $0 / $1 }
    forEachColumn(of: scores.count, rows: rows) { start in
      scores.withUnsafeMutableBufferPointer { scores in
        let column = SharedColumn(start: scores.baseAddress! + start)
        for _ in 0..<passes { project(column, ratios, factor) }
      }
    }
  }

  private func project(_ column: SharedColumn, _ ratios: [Double], _ factor: GramFactor) {
    let products = sums(.first) { run, out in
      for k in 0..<run.count { out[k] = ratios[run.lowerBound + k] * column.start[run.lowerBound + k] }
    }
    let coefficients = factor.solve(auxiliaries.transposeTimes(products))
    let line = CellLine(auxiliaries, coefficients)
    let fitted = entityOfRow == nil ? [] : auxiliaries.times(coefficients)
    RowChunks(count: after.count).forEach(threads: threads) { run in
      let own = column.start + run.lowerBound
      if let entityOfRow {
        for k in 0..<run.count {
          own[k] -= after[run.lowerBound + k] * fitted[Int(entityOfRow[run.lowerBound + k])]
        }
      } else {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: run.count) { fitted in
          line.write(run, to: fitted.baseAddress!)
          for k in 0..<run.count { own[k] -= after[run.lowerBound + k] * fitted[k] }
        }
      }
    }
  }

  private var weightsOfRows: [Double] {
    switch regressionWeights {
    case .equal: after.map { $0 == 0 ? 0 : 1 }
    case .input(nil): zip(before, after).map { $1 == 0 ? 0 : $0 }
    case .input(let variance?): before.indices.map { after[$0] == 0 ? 0 : before[$0] / variance[$0] }
    }
  }

  /// Sums over the cells of entities of a value that rows have.
  private func sums(
    _ order: CellSums.Order, _ fill: @escaping @Sendable (Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) -> CellSums {
    guard let entityOfRow else { return auxiliaries.cellSums([order]) { fill($0, $1[0]) }[0] }
    let byEntity = CellSums.ofRows(in: entityOfRow, count: auxiliaries.rowCount, threads: threads, fill)
    return auxiliaries.cellSums(of: byEntity, order)
  }
}

/// A column that several threads change, each other rows of it.
///
/// Unchecked, because pointers are not `Sendable`: runs of rows do not overlap, and all threads have ended before the column is read.
private struct SharedColumn: @unchecked Sendable {
  let start: UnsafeMutablePointer<Double>
}
