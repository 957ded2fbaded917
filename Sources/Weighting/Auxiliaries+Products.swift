import LinearAlgebra

extension Auxiliaries {
  /// `X'v`, p sums. O(n (1 + numeric terms)).
  public func transposeTimes(_ v: [Double]) -> [Double] {
    precondition(v.count == rowCount, "one value a row")
    var result = [Double](repeating: 0, count: termCount)
    if !groups.isEmpty { addLevelSums(of: cellSums(of: v)) { result[$0] += $1 } }
    columns.forEachBlock { rows in
      for (column, term) in columns.terms.enumerated() { result[term] += dot(v, with: column, rows) }
    }
    return result
  }

  /// `Xλ`, n values. O(n (1 + numeric terms)).
  public func times(_ coefficients: [Double]) -> [Double] {
    precondition(coefficients.count == termCount, "one coefficient a term")
    var result = byRow(cellValues(coefficients))
    for (column, term) in columns.terms.enumerated() where coefficients[term] != 0 {
      let (start, factor) = (column * rowCount, coefficients[term])
      for row in 0..<rowCount { result[row] += factor * columns.values[start + row] }
    }
    return result
  }

  /// `X'diag(v)X`, p × p and symmetric; v of any sign. O(n (1 + numeric²) + cells groups²).
  public func crossProduct(weights v: [Double]) -> Matrix {
    precondition(v.count == rowCount, "one weight a row")
    var gram = Matrix(rows: termCount, columns: termCount)
    if !groups.isEmpty { addLevelPairs(of: cellSums(of: v), to: &gram) }
    addNumericPairs(weights: v, to: &gram)
    for j in 0..<termCount {
      for i in 0..<j { gram[i, j] = gram[j, i] }
    }
    return gram
  }

  /// `Σ_k v_k abs(x_kj)`, p sums: the size that rounding errors of `X'v` are measured by.
  func absoluteSums(_ v: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: termCount)
    if !groups.isEmpty { addLevelSums(of: cellSums(of: v)) { result[$0] += $1 } }
    for (column, term) in columns.terms.enumerated() {
      let start = column * rowCount
      result[term] = (0..<rowCount).reduce(0) { $0 + v[$1] * columns.values[start + $1].magnitude }
    }
    return result
  }
}

// MARK: Cells

extension Auxiliaries {
  /// Sums of v by cell.
  func cellSums(of v: [Double]) -> [Double] {
    guard let cellOfRow else { return v }
    var sums = [Double](repeating: 0, count: cellCount)
    for row in v.indices { sums[Int(cellOfRow[row])] += v[row] }
    return sums
  }

  /// The part of Xλ that levels make, by cell.
  private func cellValues(_ coefficients: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: cellCount)
    for group in groups {
      let local = group.terms.map { coefficients[$0] }
      for (cell, level) in group.levels.enumerated() where level >= 0 { values[cell] += local[Int(level)] }
    }
    return values
  }

  private func byRow(_ cellValues: [Double]) -> [Double] {
    guard !groups.isEmpty else { return [Double](repeating: 0, count: rowCount) }
    guard let cellOfRow else { return cellValues }
    return cellOfRow.map { cellValues[Int($0)] }
  }

  private func addLevelSums(of sums: [Double], _ add: (_ term: Int, _ sum: Double) -> Void) {
    for group in groups {
      var local = [Double](repeating: 0, count: group.terms.count)
      for (cell, level) in group.levels.enumerated() where level >= 0 { local[Int(level)] += sums[cell] }
      for (level, term) in group.terms.enumerated() { add(term, local[level]) }
    }
  }

  private func addLevelPairs(of sums: [Double], to gram: inout Matrix) {
    addLevelSums(of: sums) { gram[$0, $0] += $1 }
    for (a, first) in groups.enumerated() {
      for second in groups[..<a] { addPairs(of: first, and: second, sums, to: &gram) }
    }
  }

  private func addPairs(of first: LevelGroup, and second: LevelGroup, _ sums: [Double], to gram: inout Matrix) {
    let width = second.terms.count
    var table = [Double](repeating: 0, count: first.terms.count * width)
    for cell in sums.indices {
      let (i, j) = (Int(first.levels[cell]), Int(second.levels[cell]))
      if i >= 0 && j >= 0 { table[i * width + j] += sums[cell] }
    }
    for (i, row) in first.terms.enumerated() {
      for (j, column) in second.terms.enumerated() {
        gram[max(row, column), min(row, column)] = table[i * width + j]
      }
    }
  }
}

// MARK: Numeric columns

extension Auxiliaries {
  private func dot(_ v: [Double], with column: Int, _ rows: Range<Int>) -> Double {
    v.withUnsafeBufferPointer { v in
      columns.values.withUnsafeBufferPointer { x in
        dotProduct(
          v.baseAddress! + rows.lowerBound, x.baseAddress! + column * rowCount + rows.lowerBound, count: rows.count)
      }
    }
  }

  /// Adds the pairs of which one member at least is numeric, to the lower triangle.
  private func addNumericPairs(weights v: [Double], to gram: inout Matrix) {
    guard !columns.terms.isEmpty else { return }
    var cellSums = [Double](repeating: 0, count: groups.isEmpty ? 0 : cellCount * columns.terms.count)
    var weighted = [Double](repeating: 0, count: NumericColumns.blockRows)
    columns.forEachBlock { rows in
      for column in columns.terms.indices {
        let start = column * rowCount
        for (k, row) in rows.enumerated() { weighted[k] = v[row] * columns.values[start + row] }
        addProducts(of: weighted, column, rows, to: &gram)
        if !groups.isEmpty { addToCells(weighted, rows, offset: column * cellCount, &cellSums) }
      }
    }
    guard !groups.isEmpty else { return }
    for (column, term) in columns.terms.enumerated() {
      let sums = Array(cellSums[column * cellCount..<(column + 1) * cellCount])
      addLevelSums(of: sums) { gram[max($0, term), min($0, term)] += $1 }
    }
  }

  private func addProducts(of weighted: [Double], _ column: Int, _ rows: Range<Int>, to gram: inout Matrix) {
    columns.values.withUnsafeBufferPointer { x in
      for other in 0...column {
        let values = x.baseAddress! + other * rowCount + rows.lowerBound
        gram[columns.terms[column], columns.terms[other]] += dotProduct(weighted, values, count: rows.count)
      }
    }
  }

  private func addToCells(_ weighted: [Double], _ rows: Range<Int>, offset: Int, _ sums: inout [Double]) {
    guard let cellOfRow else {
      for (k, row) in rows.enumerated() { sums[offset + row] += weighted[k] }
      return
    }
    for (k, row) in rows.enumerated() { sums[offset + Int(cellOfRow[row])] += weighted[k] }
  }
}
