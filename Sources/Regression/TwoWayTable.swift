import LinearAlgebra

/// Weighted totals of the cells of a table, with the names of its margins for errors.
public struct TwoWayTable: Sendable, Hashable {
  /// r × c
  public let totals: Matrix
  public let rowLevels: [String]
  public let columnLevels: [String]

  /// - Parameters:
  ///   - totals: r × c weighted totals.
  ///   - variables: Names of the row and the column variable.
  /// - Throws: ``RegressionError/emptyLevel(variable:level:)``; ``RegressionError/notTwoGroups(count:)`` where a variable has
  ///   fewer than two levels.
  public init(
    _ totals: Matrix, variables: (row: String, column: String) = ("the row variable", "the column variable"),
    rowLevels: [String]? = nil, columnLevels: [String]? = nil
  ) throws(RegressionError) {
    self.totals = totals
    self.rowLevels = rowLevels ?? (1...totals.rows).map(String.init)
    self.columnLevels = columnLevels ?? (1...totals.columns).map(String.init)
    precondition(
      self.rowLevels.count == totals.rows && self.columnLevels.count == totals.columns, "one level a row and column")
    try Self.requireLevels(rowTotals, self.rowLevels, variables.row)
    try Self.requireLevels(columnTotals, self.columnLevels, variables.column)
  }

  private static func requireLevels(
    _ totals: [Double], _ levels: [String], _ variable: String
  ) throws(RegressionError) {
    if let empty = totals.firstIndex(where: { !($0 > 0) }) {
      throw .emptyLevel(variable: variable, level: levels[empty])
    }
    guard totals.count > 1 else { throw .notTwoGroups(count: totals.count) }
  }

  var rowTotals: [Double] { (0..<totals.rows).map { totals.row($0).reduce(0, +) } }
  var columnTotals: [Double] { (0..<totals.columns).map { totals.column($0).reduce(0, +) } }
  var total: Double { totals.elements.reduce(0, +) }

  /// (r - 1)(c - 1)
  var interactionCount: Int { (totals.rows - 1) * (totals.columns - 1) }

  func cellName(_ row: Int, _ column: Int) -> String { "\(rowLevels[row]), \(columnLevels[column])" }

  /// X² of independence, scaled to n rows.
  func pearson(sampleSize: Int) -> Double {
    let (rows, columns, total) = (rowTotals, columnTotals, total)
    var sum = 0.0
    for j in columns.indices {
      for i in rows.indices {
        let expected = rows[i] * columns[j] / total
        sum += (totals[i, j] - expected) * (totals[i, j] - expected) / expected
      }
    }
    return sum * Double(sampleSize) / total
  }

  /// The covariance of the cells' shares from that of their totals, rc × rc with the first index changing fastest.
  /// ```
  /// p = t / T        V(p) = J V(t) J',  J = (I - p 1') / T
  /// ```
  /// Exact for linearized variances; replicates have their own covariance of shares.
  public func shareCovariance(ofTotals covariance: Matrix) -> Matrix {
    let (total, cells) = (total, totals.elements)
    let jacobian = Matrix(rows: cells.count, columns: cells.count) { i, j in
      ((i == j ? 1 : 0) - cells[i] / total) / total
    }
    return jacobian * covariance * jacobian.transposed()
  }
}
