import LinearAlgebra

/// What weights are multiplied with in each of R replicates, stored once for each sampling unit.
///
/// Rows of a unit share its factors, and methods that draw counts or drop units store those, not their factors: 500
/// bootstrap replicates of 24,000 firms take 24 MB. Nothing here ever holds n × R numbers but the caller's own.
public struct ReplicateFactors: Sendable {
  /// R.
  public let replicateCount: Int
  /// U.
  public let unitCount: Int
  /// n: the unit of each row, from 0; nil where row i is unit i.
  public let unitOfRow: [Int32]?
  let table: FactorTable

  init(_ table: FactorTable, replicateCount: Int, unitCount: Int, unitOfRow: [Int32]?) {
    (self.table, self.replicateCount, self.unitCount, self.unitOfRow) = (table, replicateCount, unitCount, unitOfRow)
  }

  /// The unit of a row.
  public func unit(ofRow row: Int) -> Int { unitOfRow.map { Int($0[row]) } ?? row }

  /// By unit: the factors of one replicate.
  public func factors(ofReplicate r: Int) -> [Double] {
    precondition((0..<replicateCount).contains(r), "no such replicate")
    return (0..<unitCount).map {
      table.factor(unit: $0, replicate: r, units: unitCount, replicates: replicateCount)
    }
  }

  /// The factors of some units, R × units.
  public func factors(ofUnits units: Range<Int>) -> Matrix {
    block(of: units.count, unit: { units.lowerBound + $0 }, multiplier: { _ in 1 })
  }

  /// The factors of some rows, R × rows.
  public func factors(ofRows rows: Range<Int>) -> Matrix {
    block(of: rows.count, unit: { unit(ofRow: rows.lowerBound + $0) }, multiplier: { _ in 1 })
  }

  /// Writes the factors of a unit in a run of replicates.
  @inline(__always)
  func read(unit: Int, replicates run: Range<Int>, into row: UnsafeMutableBufferPointer<Double>) {
    table.read(unit: unit, units: unitCount, replicates: run, of: replicateCount, into: row)
  }

  /// The factors of some units or rows, each times a number of its own; R × count.
  func block(of count: Int, unit: (Int) -> Int, multiplier: (Int) -> Double) -> Matrix {
    let elements = [Double](unsafeUninitializedCapacity: count * replicateCount) { buffer, initialized in
      buffer.initialize(repeating: 0)
      for i in 0..<count {
        let row = UnsafeMutableBufferPointer(rebasing: buffer[i * replicateCount..<(i + 1) * replicateCount])
        read(unit: unit(i), replicates: 0..<replicateCount, into: row)
        let multiplier = multiplier(i)
        if multiplier != 1 { for r in row.indices { row[r] *= multiplier } }
      }
      initialized = count * replicateCount
    }
    return Matrix(columnMajor: elements, rows: replicateCount, columns: count)
  }
}
