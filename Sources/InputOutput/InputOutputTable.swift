import LinearAlgebra

/// Transactions between n sectors in one year, and what is left for final demand.
///
/// ```
/// Z 1 + f = x        A = Z x̂⁻¹        B = x̂⁻¹ Z
/// ```
/// > Source: Miller and Blair (2009), Input-Output Analysis, 2nd edition, chapter 2.
public struct InputOutputTable: Sendable, Hashable {
  /// n names.
  public let sectors: [String]
  /// Z, n × n: z_ij is what sector i sells to sector j, in money.
  public let flows: Matrix
  /// x, n values in the same money.
  public let output: [Double]
  /// f, n values; exports included, competitive imports deducted.
  public let finalDemand: [Double]

  /// 5e-4 of a sector's output: what rounding to three or four digits leaves in published tables.
  public static let defaultBalanceTolerance = 5e-4

  /// - Parameters:
  ///   - finalDemand: nil takes what output leaves.
  ///   - balanceTolerance: The largest `abs(Z 1 + f - x)` allowed, as a fraction of x.
  /// - Throws: ``InputOutputError`` naming the sector that does not balance or has transactions without output.
  public init(
    sectors: [String], flows: Matrix, output: [Double], finalDemand: [Double]? = nil,
    balanceTolerance: Double = defaultBalanceTolerance
  ) throws(InputOutputError) {
    let n = sectors.count
    for (what, count) in [
      ("rows of flows", flows.rows), ("columns of flows", flows.columns), ("output", output.count),
      ("final demand", finalDemand?.count ?? n),
    ] where count != n {
      throw .shapesDiffer(what: what, expected: n, found: count)
    }
    (self.sectors, self.flows, self.output) = (sectors, flows, output)
    self.finalDemand = finalDemand ?? zip(output, flows.rowSums).map { $0 - $1 }
    try requireUsableNumbers()
    try requireBalance(tolerance: balanceTolerance)
  }

  private func requireUsableNumbers() throws(InputOutputError) {
    for (i, sector) in sectors.enumerated() {
      guard output[i].isFinite else { throw .notFinite(sector: sector, what: "output") }
      guard finalDemand[i].isFinite else { throw .notFinite(sector: sector, what: "final demand") }
      guard flows.row(i).allSatisfy(\.isFinite) else { throw .notFinite(sector: sector, what: "a flow") }
      let isEmpty = flows.row(i).allSatisfy { $0 == 0 } && flows.column(i).allSatisfy { $0 == 0 }
      guard output[i] > 0 || output[i] == 0 && isEmpty else {
        throw .outputNotPositive(sector: sector, output: output[i])
      }
    }
  }

  private func requireBalance(tolerance: Double) throws(InputOutputError) {
    for (i, gap) in imbalances.enumerated() where abs(gap) > tolerance * output[i] {
      throw .unbalanced(sector: sectors[i], gap: gap, output: output[i])
    }
  }
}

extension InputOutputTable {
  /// n.
  public var count: Int { sectors.count }

  /// Z 1 + f - x, n values; not exactly 0 in a table that was rounded.
  public var imbalances: [Double] {
    flows.rowSums.indices.map { flows.rowSums[$0] + finalDemand[$0] - output[$0] }
  }

  /// A, n × n: a_ij = z_ij / x_j, input from i for a unit of output of j. A sector without output has zeros.
  public var technicalCoefficients: Matrix {
    Matrix(rows: count, columns: count) { output[$1] > 0 ? flows[$0, $1] / output[$1] : 0 }
  }

  /// B, n × n: b_ij = z_ij / x_i, the share of i's output that goes to j.
  public var allocationCoefficients: Matrix {
    Matrix(rows: count, columns: count) { output[$0] > 0 ? flows[$0, $1] / output[$0] : 0 }
  }

  /// v, n values: output less intermediate inputs, in money.
  public var valueAdded: [Double] { zip(output, flows.columnSums).map { $0 - $1 } }

  /// s_j / x_j for a satellite account such as employment: its unit by that of output; 0 for a sector without output.
  /// - Throws: ``InputOutputError`` where its length differs or a value is not finite.
  public func coefficients(ofSatellite satellite: [Double]) throws(InputOutputError) -> [Double] {
    guard satellite.count == count else {
      throw .shapesDiffer(what: "satellite", expected: count, found: satellite.count)
    }
    if let i = satellite.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(sector: sectors[i], what: "the satellite")
    }
    return zip(satellite, output).map { $1 > 0 ? $0 / $1 : 0 }
  }
}

extension Matrix {
  /// Σ_j a_ij, one a row, in order of the columns.
  var rowSums: [Double] { (0..<rows).map { row($0).reduce(0, +) } }

  /// Σ_i a_ij, one a column.
  var columnSums: [Double] { (0..<columns).map { column($0).reduce(0, +) } }
}
