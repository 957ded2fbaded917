/// The numeric terms of ``Auxiliaries``: columns of numbers, 0 outside their domains.
struct NumericColumns: Sendable {
  /// The position of each column among all terms.
  let terms: [Int]
  /// The columns one after the other.
  let values: [Double]
  let rowCount: Int

  init(terms: [Int], values: [Double], rowCount: Int) {
    precondition(values.count == terms.count * rowCount, "columns differ in length")
    self.terms = terms
    self.values = values
    self.rowCount = rowCount
  }

  init(_ all: [AuxiliaryTerm], rowCount: Int) throws(WeightingError) {
    var (terms, values) = ([Int](), [Double]())
    for (position, term) in all.enumerated() {
      guard case .numeric(let column) = term.values else { continue }
      precondition(column.count == rowCount, "values of \(term.name)")
      terms.append(position)
      if let domain = term.domain { values += zip(column, domain).map { $1 ? $0 : 0 } } else { values += column }
      if let row = values.suffix(rowCount).firstIndex(where: { !$0.isFinite }) {
        throw .missingAuxiliary(term: term.name, row: row - values.count + rowCount)
      }
    }
    self.init(terms: terms, values: values, rowCount: rowCount)
  }

  /// Rows walked at a time: a block of a column and its product with weights stay in the first cache.
  static let blockRows = 2048

  /// Calls the closure with each block of rows, in order.
  func forEachBlock(_ body: (Range<Int>) -> Void) {
    for start in stride(from: 0, to: rowCount, by: Self.blockRows) {
      body(start..<min(start + Self.blockRows, rowCount))
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
