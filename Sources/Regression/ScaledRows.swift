import LinearAlgebra

extension Matrix {
  /// `diag(f) A`, with further columns behind if any are given.
  func scalingRows(_ factors: [Double], appending columns: [Double]...) -> Matrix {
    let (n, p) = (rows, self.columns)
    let elements = [Double](unsafeUninitializedCapacity: n * (p + columns.count)) { out, initialized in
      guard let start = out.baseAddress else { return }
      for j in 0..<p { Self.multiply(column(j), factors, to: start + j * n) }
      for (j, column) in columns.enumerated() { (start + (p + j) * n).initialize(from: column, count: n) }
      initialized = n * (p + columns.count)
    }
    return Matrix(columnMajor: elements, rows: n, columns: p + columns.count)
  }

  private static func multiply(_ x: ArraySlice<Double>, _ factors: [Double], to out: UnsafeMutablePointer<Double>) {
    x.withUnsafeBufferPointer { x in
      factors.withUnsafeBufferPointer { f in
        for i in 0..<f.count { out[i] = f[i] * x[i] }
      }
    }
  }
}
