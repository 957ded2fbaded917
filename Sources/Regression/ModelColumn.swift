/// One column of a model matrix: a product of numbers and of indicators of levels; without parts, the intercept.
struct ModelColumn: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case number([Double])
    case indicator(codes: [Int32], level: Int32)
  }

  let label: String
  /// The place of its term; nil for the intercept.
  let term: Int?
  let parts: [Part]

  static let intercept = ModelColumn(label: "(Intercept)", term: nil, parts: [])

  init(term: Int) { self.init(label: "", term: term, parts: []) }

  init(label: String, term: Int?, parts: [Part]) {
    (self.label, self.term, self.parts) = (label, term, parts)
  }

  /// Writes the column's values in some rows, less a constant.
  func write(_ rows: RowRun, less shift: Double, to out: UnsafeMutablePointer<Double>) {
    guard let first = parts.first else {
      for i in 0..<rows.count { out[i] = 1 - shift }
      return
    }
    first.write(rows, to: out)
    for part in parts.dropFirst() { part.multiply(rows, into: out) }
    guard shift != 0 else { return }
    for i in 0..<rows.count { out[i] -= shift }
  }
}

extension ModelColumn.Part {
  fileprivate func write(_ rows: RowRun, to out: UnsafeMutablePointer<Double>) {
    switch self {
    case .number(let values): values.withUnsafeBufferPointer { x in rows.visit { out[$0] = x[$1] } }
    case .indicator(let codes, let level):
      codes.withUnsafeBufferPointer { c in rows.visit { out[$0] = c[$1] == level ? 1 : 0 } }
    }
  }

  fileprivate func multiply(_ rows: RowRun, into out: UnsafeMutablePointer<Double>) {
    switch self {
    case .number(let values): values.withUnsafeBufferPointer { x in rows.visit { out[$0] *= x[$1] } }
    case .indicator(let codes, let level):
      codes.withUnsafeBufferPointer { c in rows.visit { out[$0] *= c[$1] == level ? 1 : 0 } }
    }
  }
}

/// Rows of the data, in the order of the model: a plain range where they follow each other, as they mostly do.
enum RowRun: Sendable {
  case range(Range<Int>)
  case list(ArraySlice<Int>)

  var count: Int {
    switch self {
    case .range(let rows): rows.count
    case .list(let rows): rows.count
    }
  }

  /// Position in the run, row of the data.
  @inline(__always) func visit(_ body: (_ position: Int, _ row: Int) -> Void) {
    switch self {
    case .range(let rows): for i in 0..<rows.count { body(i, rows.lowerBound &+ i) }
    case .list(let rows): rows.withUnsafeBufferPointer { rows in for i in rows.indices { body(i, rows[i]) } }
    }
  }
}
