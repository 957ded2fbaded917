import LinearAlgebra
import Microdata

/// Sums over the rows of every cell of ``Auxiliaries``, of which products with its matrix are made.
///
/// ```
/// s_c = Σ v_k      s_cg = Σ v_k x_kg      s_cgh = Σ v_k x_kg x_kh        k in cell c; g, h numeric variables
/// ```
struct CellSums: Sendable {
  /// How many factors x stand in the sums.
  enum Order: Sendable {
    case first
    /// Products of two as well.
    case second
  }

  private let cells: Int
  private let variables: Int
  /// The kinds of sums one after the other, cells in each; pairs (g, h <= g) by rows of the lower triangle.
  private var sums: [Double]

  fileprivate init(cells: Int, variables: Int, _ order: Order) {
    (self.cells, self.variables) = (cells, variables)
    let pairs = order == .second ? variables * (variables + 1) / 2 : 0
    sums = [Double](repeating: 0, count: cells * (1 + variables + pairs))
  }

  fileprivate init(ofCells values: [Double]) {
    (cells, variables, sums) = (values.count, 0, values)
  }

  /// `Σ v` by cell.
  var counts: [Double] { Array(sums[..<cells]) }

  func sum(_ cell: Int) -> Double { sums[cell] }
  func sum(_ cell: Int, times g: Int) -> Double { sums[(1 + g) * cells + cell] }
  func sum(_ cell: Int, times g: Int, and h: Int) -> Double { sums[pairStart(g, h) + cell] }

  private func pairStart(_ g: Int, _ h: Int) -> Int {
    let (larger, smaller) = (max(g, h), min(g, h))
    return (1 + variables + larger * (larger + 1) / 2 + smaller) * cells
  }

  fileprivate mutating func add(_ other: CellSums) {
    for place in sums.indices { sums[place] += other.sums[place] }
  }

  /// Adds a run of rows.
  /// - Parameters:
  ///   - v: One value a row of the run.
  ///   - isAbsolute: Whether magnitudes of x count.
  fileprivate mutating func add(
    _ run: Range<Int>, _ v: UnsafePointer<Double>, _ x: Auxiliaries, _ order: Order, isAbsolute: Bool
  ) {
    let count = cells
    sums.withUnsafeMutableBufferPointer { sums in
      x.withCells(of: run) { cell in
        for k in 0..<run.count { sums[Int(cell[k])] += v[k] }
        for (g, group) in x.numbers.enumerated() {
          let start = sums.baseAddress! + (1 + g) * count
          group.values.withUnsafeBufferPointer { values in
            for k in 0..<run.count {
              let value = values[run.lowerBound + k]
              start[Int(cell[k])] += v[k] * (isAbsolute ? value.magnitude : value)
            }
          }
        }
      }
    }
    if order == .second { addPairs(run, v, x) }
  }

  private mutating func addPairs(_ run: Range<Int>, _ v: UnsafePointer<Double>, _ x: Auxiliaries) {
    var weighted = [Double](repeating: 0, count: run.count)
    for (g, group) in x.numbers.enumerated() {
      for k in 0..<run.count { weighted[k] = v[k] * group.values[run.lowerBound + k] }
      for h in 0...g {
        let start = pairStart(g, h)
        x.numbers[h].values.withUnsafeBufferPointer { values in
          let other = values.baseAddress! + run.lowerBound
          guard cells > 1 else {
            sums[start] += dotProduct(weighted, other, count: run.count)
            return
          }
          sums.withUnsafeMutableBufferPointer { sums in
            x.withCells(of: run) { cell in
              for k in 0..<run.count { sums[start + Int(cell[k])] += weighted[k] * other[k] }
            }
          }
        }
      }
    }
  }
}

extension Auxiliaries {
  /// Calls the closure with the cells of a run of rows.
  @inline(__always)
  fileprivate func withCells(of run: Range<Int>, _ body: (UnsafePointer<Int32>) -> Void) {
    guard let cellOfRow else { preconditionFailure("rows that are cells need no sums") }
    cellOfRow.withUnsafeBufferPointer { body($0.baseAddress! + run.lowerBound) }
  }

  /// Sums by cell of v, n values.
  func cellSums(of v: [Double], _ order: CellSums.Order = .first, isAbsolute: Bool = false) -> CellSums {
    precondition(v.count == rowCount, "one value a row")
    // Rows that are cells have no numeric variables.
    guard cellOfRow != nil else { return CellSums(ofCells: v) }
    return v.withUnsafeBufferPointer { v in
      let values = SharedValues(v.baseAddress)
      return cellSums([order], isAbsolute: isAbsolute) { run, out in
        out[0].update(from: values.start! + run.lowerBound, count: run.count)
      }[0]
    }
  }

  /// Sums by cell of several v that are made a run of rows at a time.
  /// - Parameters:
  ///   - orders: One for each v.
  ///   - fill: Writes the values of a run, each v into its own array.
  func cellSums(
    _ orders: [CellSums.Order], isAbsolute: Bool = false,
    _ fill: @escaping @Sendable (_ run: Range<Int>, _ out: [UnsafeMutablePointer<Double>]) -> Void
  ) -> [CellSums] {
    guard cellOfRow != nil else { return sumsOfSingleRows(orders.count, fill) }
    let empty = orders.map { CellSums(cells: cellCount, variables: numbers.count, $0) }
    // As many parts as leave the sums of a part a small share of its rows; the number does not depend on threads.
    let parts = max(1, min(64, rowCount / (16 * cellCount * (1 + numbers.count) + 1)))
    let partials = RowChunks.map(parts, threads: threads) { [self] part in
      let rows = rowCount * part / parts..<rowCount * (part + 1) / parts
      var sums = empty
      let scratch = orders.map { _ in UnsafeMutablePointer<Double>.allocate(capacity: RowChunks.blockRows) }
      defer { for values in scratch { values.deallocate() } }
      for run in RowChunks.blocks(rows) {
        fill(run, scratch)
        for (place, order) in orders.enumerated() {
          sums[place].add(run, scratch[place], self, order, isAbsolute: isAbsolute)
        }
      }
      return sums
    }
    return partials.reduce(into: empty) { total, part in
      for place in total.indices { total[place].add(part[place]) }
    }
  }
}

extension Auxiliaries {
  /// Where every row is a cell: the values themselves. Such rows are cells of a sample, and few.
  private func sumsOfSingleRows(
    _ count: Int, _ fill: (_ run: Range<Int>, _ out: [UnsafeMutablePointer<Double>]) -> Void
  ) -> [CellSums] {
    let values = (0..<count).map { _ in UnsafeMutablePointer<Double>.allocate(capacity: max(rowCount, 1)) }
    defer { for values in values { values.deallocate() } }
    for run in RowChunks.blocks(0..<rowCount) { fill(run, values.map { $0 + run.lowerBound }) }
    return values.map { CellSums(ofCells: Array(UnsafeBufferPointer(start: $0, count: rowCount))) }
  }
}

extension CellSums {
  /// Sums of the rows of each group, of values that are made a run of rows at a time.
  static func ofRows(
    in groups: [Int32], count: Int, threads: Int,
    _ fill: @escaping @Sendable (Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let rows = Auxiliaries(
      names: [], rowCount: groups.count, cellOfRow: groups, cellCount: count, groups: [], threads: threads)
    return rows.cellSums([.first]) { fill($0, $1[0]) }[0].counts
  }
}

/// Memory that several threads read.
///
/// Unchecked, because pointers are not `Sendable`: nobody writes while they read, and all have ended before the closure that lends the memory returns.
private struct SharedValues: @unchecked Sendable {
  let start: UnsafePointer<Double>?
  init(_ start: UnsafePointer<Double>?) { self.start = start }
}
