import LinearAlgebra
import Microdata

extension ReplicateWeights {
  /// Totals of the rows of every cell of a table, `t_rcj = Σ_{k ∈ c} w_k^(r) x_kj`; R × (cells · q), the q columns of the
  /// first cell first.
  ///
  /// A row is in one cell, and most amounts of a survey are zero: each value that is not adds a multiple of its unit's factors
  /// to the sums of its cell, R numbers next to each other. Replicates are shared out among workers, rows keep their order.
  /// - Parameters:
  ///   - columns: q columns of n values.
  ///   - cells: n numbers below `cellCount`.
  ///   - workers: Threads; the result does not depend on it.
  /// - Complexity: O(R) for each nonzero value and each change of unit from row to row.
  public func totals(of columns: [[Double]], cells: [Int32], cellCount: Int, workers: Int = 1) -> Matrix {
    precondition(cells.count == rowCount && columns.allSatisfy { $0.count == rowCount }, "one value and one cell a row")
    let width = cellCount * columns.count
    let share = (replicateCount + max(1, workers) - 1) / max(1, workers)
    let runs = stride(from: 0, to: replicateCount, by: max(1, share)).map { $0..<min($0 + share, replicateCount) }
    let parts: [[Double]]
    do {
      parts = try parallel(workers: runs.count) { worker in totals(of: columns, cells, width, replicates: runs[worker])
      }
    } catch { preconditionFailure("nothing here throws: \(error)") }
    return Matrix(rows: replicateCount, columns: width, runs: runs, parts: parts)
  }

  /// The same in a run of replicates, run × (cells · q).
  private func totals(
    of columns: [[Double]], _ cells: [Int32], _ width: Int, replicates run: Range<Int>
  ) -> [Double] {
    var totals = [Double](repeating: 0, count: run.count * width)
    var factors = [Double](repeating: 0, count: run.count)
    totals.withUnsafeMutableBufferPointer { totals in
      factors.withUnsafeMutableBufferPointer { row in
        var unit = -1
        for k in 0..<rowCount {
          for (j, column) in columns.enumerated() {
            let value = isCombined ? column[k] : weights[k] * column[k]
            guard value != 0 else { continue }
            if unit != self.factors.unit(ofRow: k) {
              unit = self.factors.unit(ofRow: k)
              self.factors.read(unit: unit, replicates: run, into: row)
            }
            let start = totals.baseAddress! + (Int(cells[k]) * columns.count + j) * run.count
            for r in 0..<run.count { start[r] += row[r] * value }
          }
        }
      }
    }
    return totals
  }
}

extension Matrix {
  /// Runs of rows set one below the other; each part is run × columns.
  fileprivate init(rows: Int, columns: Int, runs: [Range<Int>], parts: [[Double]]) {
    var elements = [Double](repeating: 0, count: rows * columns)
    for (run, part) in zip(runs, parts) {
      for column in 0..<columns {
        for r in run { elements[column * rows + r] = part[column * run.count + r - run.lowerBound] }
      }
    }
    self.init(columnMajor: elements, rows: rows, columns: columns)
  }
}
