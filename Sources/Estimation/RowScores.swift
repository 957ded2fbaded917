import ExtendedPrecision
import LinearAlgebra

/// The linearised variables of estimates by row.
struct RowScores {
  /// n × q: z_ka, zero where row k is in no cell of score a.
  let scores: Matrix
  /// n: whether a row of nonzero weight is in a cell of any score.
  let present: [Bool]

  init(scores: Matrix, present: [Bool]) {
    self.scores = scores
    self.present = present
  }

  /// `z_ka = Σ_j a_cj x_kj` for row k in cell c, in 106 bits, so that the residual of a constant is zero.
  init(_ scores: [Score], _ rows: SampleRows) {
    let cellCount = rows.moments.cells.count
    var columns = [Double](repeating: 0, count: scores.count * rows.rowCount)
    var present = [Bool](repeating: false, count: rows.rowCount)
    var terms: [Int: Terms] = [:]
    for (a, score) in scores.enumerated() {
      let byCell = score.terms(byCell: cellCount)
      for variable in score.variables where terms[variable] == nil { terms[variable] = rows.terms(of: variable) }
      for row in 0..<rows.rowCount {
        let own = byCell[rows.cells[row]]
        guard !own.isEmpty, rows.weights[row] != 0 else { continue }
        present[row] = true
        columns[a * rows.rowCount + row] = own.value(terms, row)
      }
    }
    self.init(
      scores: Matrix(columnMajor: columns, rows: rows.rowCount, columns: scores.count), present: present)
  }
}

extension Score {
  fileprivate var variables: Set<Int> { Set(parts.flatMap { $0.terms.map(\.variable) }) }

  /// The terms that apply in each cell.
  fileprivate func terms(byCell count: Int) -> [[Term]] {
    var terms = [[Term]](repeating: [], count: count)
    for part in parts {
      for cell in part.cells { terms[cell] += part.terms }
    }
    return terms
  }
}

extension [Score.Term] {
  /// Zero where it cancels to below the rounding error of its terms.
  fileprivate func value(_ terms: [Int: Terms], _ row: Int) -> Double {
    var (sum, magnitude) = (DoubleDouble.zero, 0.0)
    for term in self {
      let x = terms[term.variable]!
      let product = term.coefficient * DoubleDouble(high: x.high[row], low: x.low?[row] ?? 0)
      sum += product
      magnitude += abs(product.value)
    }
    return abs(sum.value) <= magnitude * 0x1p-98 ? 0 : sum.value
  }
}
