/// What calibration gives one g to: rows, cells of rows with the same auxiliaries, or units of a stage.
struct CalibrationEntities {
  let auxiliaries: Auxiliaries
  /// D, sums of d.
  let weights: [Double]
  /// σ², by entity.
  let variance: [Double]?
  /// nil: each row is one.
  let entityOfRow: [Int32]?

  init(auxiliaries: Auxiliaries, weights: [Double], variance: [Double]?, entityOfRow: [Int32]?) {
    self.auxiliaries = auxiliaries
    self.weights = weights
    self.variance = variance
    self.entityOfRow = entityOfRow
  }

  /// Units, with the weighted means of x and σ² over their rows. They are as many as units, and dense.
  init(_ rows: Auxiliaries, _ d: [Double], _ variance: [Double]?, unitOfRow: [Int32]) {
    let unitCount = (unitOfRow.max().map(Int.init) ?? -1) + 1
    func sums(_ value: (Int) -> Double) -> [Double] {
      unitOfRow.indices.reduce(into: [Double](repeating: 0, count: unitCount)) { $0[Int(unitOfRow[$1])] += value($1) }
    }
    let total = sums { d[$0] }
    func means(_ value: (Int) -> Double) -> [Double] { zip(sums(value), total).map { $1 == 0 ? 0 : $0 / $1 } }
    let columns = (0..<rows.termCount).map { term in
      let x = rows.column(term)
      return means { d[$0] * x[$0] }
    }
    self.init(
      auxiliaries: Auxiliaries(dense: columns, names: rows.names, rowCount: unitCount, threads: rows.threads),
      weights: total,
      // A unit without weight takes no part; any variance will do.
      variance: variance.map { variance in means { d[$0] * variance[$0] }.map { $0 > 0 ? $0 : 1 } },
      entityOfRow: unitOfRow)
  }

  /// σ² of the entity of each row.
  var varianceByRow: [Double]? {
    guard let entityOfRow, let variance else { return variance }
    return entityOfRow.map { variance[Int($0)] }
  }

  /// `g d` by row.
  func expanded(_ g: [Double], _ d: [Double]) -> [Double] {
    guard let entityOfRow else { return zip(g, d).map { $0 * $1 } }
    return zip(entityOfRow, d).map { g[Int($0)] * $1 }
  }
}
