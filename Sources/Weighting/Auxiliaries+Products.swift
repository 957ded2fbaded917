import LinearAlgebra
import Microdata

extension Auxiliaries {
  /// `X'v`, p sums. O(n (1 + numeric variables)).
  public func transposeTimes(_ v: [Double]) -> [Double] { transposeTimes(cellSums(of: v)) }

  /// `X'v` from sums by cell.
  func transposeTimes(_ sums: CellSums) -> [Double] {
    var result = [Double](repeating: 0, count: termCount)
    for group in groups {
      group.roll {
        sums.sum($0)
      } into: {
        result[$0] += $1
      }
    }
    for (g, group) in numbers.enumerated() {
      group.roll {
        sums.sum($0, times: g)
      } into: {
        result[$0] += $1
      }
    }
    return result
  }

  /// `Xλ`, n values. O(n (1 + numeric variables)).
  public func times(_ coefficients: [Double]) -> [Double] {
    let line = CellLine(self, coefficients)
    return RowChunks(count: rowCount).values(threads: threads) { run, out in line.write(run, to: out) }
  }

  /// `X'diag(v)X`, p × p and symmetric; v of any sign. O(n (1 + numeric²) + cells groups²).
  public func crossProduct(weights v: [Double]) -> Matrix { crossProduct(cellSums(of: v, .second)) }

  /// `X'diag(v)X` from sums of second order by cell.
  func crossProduct(_ sums: CellSums) -> Matrix {
    var gram = Matrix(rows: termCount, columns: termCount)
    addLevelPairs(sums, to: &gram)
    addNumberPairs(sums, to: &gram)
    for j in 0..<termCount {
      for i in 0..<j { gram[i, j] = gram[j, i] }
    }
    return gram
  }

  /// `Σ_k v_k abs(x_kj)`, p sums: the size that rounding errors of `X'v` are measured by.
  func absoluteSums(_ v: [Double]) -> [Double] { transposeTimes(cellSums(of: v, isAbsolute: true)) }

  /// Column j of X, n values.
  func column(_ j: Int) -> [Double] { times((0..<termCount).map { $0 == j ? 1 : 0 }) }
}

/// `x'λ` as a function of a row: an intercept by cell, and a slope by cell for every numeric variable.
struct CellLine: Sendable {
  private let auxiliaries: Auxiliaries
  private let intercepts: [Double]
  /// By numeric variable and cell; empty where all slopes are zero.
  private let slopes: [[Double]]

  init(_ auxiliaries: Auxiliaries, _ coefficients: [Double]) {
    precondition(coefficients.count == auxiliaries.termCount, "one coefficient a term")
    self.auxiliaries = auxiliaries
    var intercepts = [Double](repeating: 0, count: auxiliaries.cellCount)
    for group in auxiliaries.groups {
      let local = group.terms.map { coefficients[$0] }
      for (cell, level) in group.levels.enumerated() where level >= 0 { intercepts[cell] += local[Int(level)] }
    }
    self.intercepts = intercepts
    slopes = auxiliaries.numbers.map { group in
      let local = group.terms.map { coefficients[$0] }
      guard local.contains(where: { $0 != 0 }) else { return [] }
      return group.parts.map { $0 < 0 ? 0 : local[Int($0)] }
    }
  }

  /// Writes the values of a run of rows.
  func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    guard let cellOfRow = auxiliaries.cellOfRow else {
      intercepts.withUnsafeBufferPointer { out.initialize(from: $0.baseAddress! + run.lowerBound, count: run.count) }
      return
    }
    cellOfRow.withUnsafeBufferPointer { cells in
      let cell = cells.baseAddress! + run.lowerBound
      intercepts.withUnsafeBufferPointer { values in
        for k in 0..<run.count { out[k] = values[Int(cell[k])] }
      }
      for (group, slopes) in zip(auxiliaries.numbers, slopes) where !slopes.isEmpty {
        slopes.withUnsafeBufferPointer { slopes in
          group.values.withUnsafeBufferPointer { x in
            for k in 0..<run.count { out[k] += slopes[Int(cell[k])] * x[run.lowerBound + k] }
          }
        }
      }
    }
  }
}

// MARK: From cells to terms

extension Auxiliaries.LevelGroup {
  /// Sums over the cells of each level.
  func roll(_ value: (_ cell: Int) -> Double, into add: (_ term: Int, _ sum: Double) -> Void) {
    Auxiliaries.roll(levels, terms, value, add)
  }
}

extension Auxiliaries.NumberGroup {
  func roll(_ value: (_ cell: Int) -> Double, into add: (_ term: Int, _ sum: Double) -> Void) {
    Auxiliaries.roll(parts, terms, value, add)
  }
}

extension Auxiliaries {
  @inline(__always)
  fileprivate static func roll(
    _ places: [Int32], _ terms: [Int], _ value: (_ cell: Int) -> Double, _ add: (_ term: Int, _ sum: Double) -> Void
  ) {
    var local = [Double](repeating: 0, count: terms.count)
    for (cell, place) in places.enumerated() where place >= 0 { local[Int(place)] += value(cell) }
    for (place, term) in terms.enumerated() { add(term, local[place]) }
  }

  private func addLevelPairs(_ sums: CellSums, to gram: inout Matrix) {
    for (a, first) in groups.enumerated() {
      first.roll {
        sums.sum($0)
      } into: {
        gram[$0, $0] += $1
      }
      for second in groups[..<a] {
        Self.addPairs((first.levels, first.terms), (second.levels, second.terms), { sums.sum($0) }, to: &gram)
      }
    }
  }

  private func addNumberPairs(_ sums: CellSums, to gram: inout Matrix) {
    for (g, first) in numbers.enumerated() {
      let own = (first.parts, first.terms)
      first.roll {
        sums.sum($0, times: g, and: g)
      } into: {
        gram[$0, $0] += $1
      }
      for (h, second) in numbers[..<g].enumerated() {
        Self.addPairs(own, (second.parts, second.terms), { sums.sum($0, times: g, and: h) }, to: &gram)
      }
      for group in groups { Self.addPairs(own, (group.levels, group.terms), { sums.sum($0, times: g) }, to: &gram) }
    }
  }

  /// Adds the sums over the cells that each pair of two groups' terms shares, to the lower triangle.
  private static func addPairs(
    _ first: (places: [Int32], terms: [Int]), _ second: (places: [Int32], terms: [Int]), _ value: (Int) -> Double,
    to gram: inout Matrix
  ) {
    let width = second.terms.count
    var table = [Double](repeating: 0, count: first.terms.count * width)
    for cell in first.places.indices {
      let (i, j) = (Int(first.places[cell]), Int(second.places[cell]))
      if i >= 0 && j >= 0 { table[i * width + j] += value(cell) }
    }
    for (i, row) in first.terms.enumerated() {
      for (j, column) in second.terms.enumerated() {
        gram[max(row, column), min(row, column)] = table[i * width + j]
      }
    }
  }
}

/// `Σ a_k b_k` in eight interleaved sums, added in a fixed order.
func dotProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
  var sums = SIMD8<Double>.zero
  let (x, y) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  let end = count & ~7
  for k in stride(from: 0, to: end, by: 8) {
    sums +=
      x.loadUnaligned(fromByteOffset: 8 * k, as: SIMD8<Double>.self)
      * y.loadUnaligned(fromByteOffset: 8 * k, as: SIMD8<Double>.self)
  }
  var result = sums.sum()
  for k in end..<count { result += a[k] * b[k] }
  return result
}
