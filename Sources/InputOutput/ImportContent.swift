import LinearAlgebra

/// Tables and coefficients of domestic origin, so that multipliers count home production only.
/// > Source: Miller and Blair (2009), sections 2.3.4 and 4.5; United Nations (2018), Handbook on Supply and Use Tables.
extension InputOutputTable {
  /// The table of domestic flows `Z - M`; output stays, and final demand is what it leaves.
  /// - Parameter imports: M, n × n: imported goods of kind i used by j, in money, contained in the flows.
  /// - Throws: ``InputOutputError`` where imports are negative or exceed the flow.
  public func removingImports(_ imports: Matrix) throws(InputOutputError) -> InputOutputTable {
    guard imports.rows == count && imports.columns == count else {
      throw .shapesDiffer(what: "rows or columns of imports", expected: count, found: imports.rows)
    }
    for j in 0..<count {
      for i in 0..<count where !(imports[i, j] >= 0 && imports[i, j] <= flows[i, j]) {
        throw .importsExceedFlow(
          seller: sectors[i], buyer: sectors[j], imports: imports[i, j], flow: flows[i, j])
      }
    }
    return try InputOutputTable(sectors: sectors, flows: flows - imports, output: output)
  }

  /// The table of domestic flows where every user of good i imports the same share of it.
  /// - Parameter shares: μ_i, n values in [0, 1], as from ``importShares(imports:exports:)``.
  public func removingImports(shares: [Double]) throws(InputOutputError) -> InputOutputTable {
    guard shares.count == count else {
      throw .shapesDiffer(what: "import shares", expected: count, found: shares.count)
    }
    for (sector, share) in zip(sectors, shares) where !(0...1).contains(share) {
      throw .shareOutside(sector: sector, what: "the import share", value: share)
    }
    return try removingImports(Matrix(rows: count, columns: count) { shares[$0] * flows[$0, $1] })
  }

  /// `μ_i = m_i / (x_i - e_i + m_i)`, imports over domestic use; 0 where nothing is used.
  ///
  /// - Parameters:
  ///   - imports: m_i, n values in money, for all uses.
  ///   - exports: e_i of domestic goods, n values in money; nil where imports are re-exported like domestic goods.
  /// - Throws: ``InputOutputError`` where a share falls outside [0, 1].
  public func importShares(imports: [Double], exports: [Double]? = nil) throws(InputOutputError) -> [Double] {
    for (what, found) in [("imports", imports.count), ("exports", exports?.count ?? count)] where found != count {
      throw .shapesDiffer(what: what, expected: count, found: found)
    }
    var result: [Double] = []
    for (i, sector) in sectors.enumerated() {
      let share = imports[i] == 0 ? 0 : imports[i] / (output[i] - (exports?[i] ?? 0) + imports[i])
      guard (0...1).contains(share) else {
        throw .shareOutside(sector: sector, what: "imports over domestic use", value: share)
      }
      result.append(share)
    }
    return result
  }
}
