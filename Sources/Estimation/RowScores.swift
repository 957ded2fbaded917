import ExtendedPrecision
import LinearAlgebra

/// The linearised variables of estimates by row.
struct RowScores {
  /// n × q: z_ka, zero where row k is in no cell of score a.
  let scores: any MatrixBlocks
  /// n: whether a row of nonzero weight is in a cell of any score.
  let present: [Bool]

  init(scores: any MatrixBlocks, present: [Bool]) {
    self.scores = scores
    self.present = present
  }

  init(_ scores: [Score], _ rows: SampleRows) {
    let cells = Set(scores.flatMap { $0.parts.flatMap(\.cells) })
    self.init(scores: CellScores(scores, rows), present: rows.mask(cells.sorted()))
  }
}

/// `z_ka = Σ_j a_cj x_kj` for row k in cell c, in 106 bits, so that the residual of a constant is zero.
private struct CellScores: MatrixBlocks {
  private let sample: SampleRows
  private let scores: [CellScore]

  var rows: Int { sample.rowCount }
  var columns: Int { scores.count }

  init(_ scores: [Score], _ rows: SampleRows) {
    sample = rows
    self.scores = scores.map { score in
      var byCell = [[CellTerm]](repeating: [], count: rows.moments.cells.count)
      for part in score.parts {
        let own = part.terms.map { CellTerm(value: rows.rowValues(of: $0.variable), coefficient: $0.coefficient) }
        for cell in part.cells { byCell[cell] += own }
      }
      return CellScore(byCell)
    }
  }

  func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    sample.cells.withUnsafeBufferPointer { cells in
      sample.weights.withUnsafeBufferPointer { weights in
        for (column, score) in scores.enumerated() {
          score.write(run, cells, weights, to: out + column * run.count)
        }
      }
    }
  }
}

/// One score: what it is in every cell.
private enum CellScore: Sendable {
  /// The values of one variable where a cell takes part, as a domain total has it.
  case values([Double], isIn: [Bool])
  case terms([[CellTerm]])

  init(_ byCell: [[CellTerm]]) {
    self = Self.domainTotal(byCell) ?? .terms(byCell)
  }

  private static func domainTotal(_ byCell: [[CellTerm]]) -> CellScore? {
    let used = byCell.filter { !$0.isEmpty }
    guard case .number(let values)? = used.first?.first?.value else { return nil }
    for terms in used {
      // Storage that is shared compares equal at once.
      guard terms.count == 1, terms[0].coefficient == .one, case .number(let own) = terms[0].value, own == values else {
        return nil
      }
    }
    return .values(values, isIn: byCell.map { !$0.isEmpty })
  }

  func write(
    _ run: Range<Int>, _ cells: UnsafeBufferPointer<Int32>, _ weights: UnsafeBufferPointer<Double>,
    to out: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .values(let values, let isIn):
      values.withUnsafeBufferPointer { values in
        isIn.withUnsafeBufferPointer { isIn in
          for (place, row) in run.enumerated() {
            let isUsed = isIn[Int(cells[row])] && weights[row] != 0 && !values[row].isNaN
            out[place] = isUsed ? values[row] : 0
          }
        }
      }
    case .terms(let byCell):
      for (place, row) in run.enumerated() {
        let own = byCell[Int(cells[row])]
        out[place] = own.isEmpty || weights[row] == 0 ? 0 : own.value(row)
      }
    }
  }
}

private struct CellTerm: Sendable {
  let value: RowValues
  let coefficient: DoubleDouble
}

extension [CellTerm] {
  /// Zero where it cancels to below the rounding error of its terms.
  fileprivate func value(_ row: Int) -> Double {
    var (sum, magnitude) = (DoubleDouble.zero, 0.0)
    for term in self {
      let x = term.value[row]
      guard !x.isZero else { continue }
      let product = term.coefficient * x
      sum += product
      magnitude += abs(product.value)
    }
    return abs(sum.value) <= magnitude * 0x1p-98 ? 0 : sum.value
  }
}

/// The values of a variable of the layout by row; a missing value counts as zero, and its row as incomplete.
enum RowValues: Sendable {
  case one
  case number([Double])
  case square([Double])

  subscript(row: Int) -> DoubleDouble {
    switch self {
    case .one: return .one
    case .number(let values): return values[row].isNaN ? .zero : DoubleDouble(values[row])
    case .square(let values):
      guard !values[row].isNaN else { return .zero }
      let (square, error) = twoProduct(values[row], values[row])
      return DoubleDouble(high: square, low: error)
    }
  }
}
