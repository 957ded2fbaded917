/// An n × q matrix that is made a run of rows at a time, because the whole of it would be large and is needed once or twice.
///
/// A column of scores, say: millions of rows, of which only sums and cross-products are wanted.
public protocol MatrixBlocks: Sendable {
  /// Number of rows, n.
  var rows: Int { get }
  /// Number of columns, q.
  var columns: Int { get }

  /// Writes the elements of a run of rows, the first column first.
  /// - Parameter out: Room for `run.count * columns` elements, initialized or not.
  func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>)
}

extension MatrixBlocks {
  /// A run of rows as a matrix of its own.
  public func block(_ run: Range<Int>) -> Matrix {
    let elements = [Double](unsafeUninitializedCapacity: run.count * columns) { buffer, initialized in
      if let start = buffer.baseAddress { write(run, to: start) }
      initialized = run.count * columns
    }
    return Matrix(columnMajor: elements, rows: run.count, columns: columns)
  }

  /// All rows at once.
  public var matrix: Matrix { block(0..<rows) }
}

extension Matrix: MatrixBlocks {
  public func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    precondition(run.lowerBound >= 0 && run.upperBound <= rows, "outside the matrix")
    storage.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      for column in 0..<columns {
        (out + column * run.count).initialize(from: start + column * rows + run.lowerBound, count: run.count)
      }
    }
  }

  public var matrix: Matrix { self }
}

/// Rows of another matrix, each times a weight of its own: `diag(w) A`.
public struct RowScaledBlocks: MatrixBlocks {
  private let unweighted: any MatrixBlocks
  private let weights: [Double]

  /// - Precondition: One weight a row.
  public init(_ unweighted: any MatrixBlocks, weights: [Double]) {
    precondition(unweighted.rows == weights.count, "one weight a row")
    (self.unweighted, self.weights) = (unweighted, weights)
  }

  public var rows: Int { weights.count }
  public var columns: Int { unweighted.columns }

  public func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    unweighted.write(run, to: out)
    weights.withUnsafeBufferPointer { weights in
      for column in 0..<columns {
        let start = out + column * run.count
        for place in 0..<run.count { start[place] *= weights[run.lowerBound + place] }
      }
    }
  }
}
