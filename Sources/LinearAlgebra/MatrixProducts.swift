import COpenBLAS

// MARK: Products

extension Matrix {
  /// `AB`, by dgemm; A is n × k and B is k × p. O(n k p).
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows, "columns of the left factor and rows of the right one differ")
    return product(a, CblasNoTrans, b)
  }

  /// `Ax`, by dgemv; A is n × p and x has p elements. O(n p).
  public static func * (a: Matrix, x: [Double]) -> [Double] {
    precondition(a.columns == x.count, "columns of the matrix and length of the vector differ")
    return product(a, CblasNoTrans, x)
  }

  /// `A'B`, by dgemm and without forming A'; A is n × k and B is n × p. O(n k p).
  public func transposeTimes(_ b: Matrix) -> Matrix {
    precondition(rows == b.rows, "numbers of rows differ")
    return Self.product(self, CblasTrans, b)
  }

  /// `A'x`, by dgemv; A is n × p and x has n elements. O(n p).
  public func transposeTimes(_ x: [Double]) -> [Double] {
    precondition(rows == x.count, "rows of the matrix and length of the vector differ")
    return Self.product(self, CblasTrans, x)
  }

  /// `A' diag(w) B`, where A is n × k, B is n × p and w has n elements of any sign. O(n k p), and no copy of B.
  public func transposeTimes(_ b: Matrix, weights: [Double]) -> Matrix {
    precondition(rows == b.rows && rows == weights.count, "numbers of rows and weights differ")
    var result = Matrix(rows: columns, columns: b.columns)
    for start in stride(from: 0, to: rows, by: Self.blockRows) {
      let block = start..<min(start + Self.blockRows, rows)
      add(rows: block, transposedTimes: b.scaled(rows: block, by: weights), to: &result)
    }
    return result
  }

  /// `A'A`, symmetric to the last bit, by dsyrk. O(n p²), half of what a general product takes.
  public func crossProduct() -> Matrix {
    BLASKernel.prepare()
    var result = Matrix(rows: columns, columns: columns)
    guard !storage.isEmpty else { return result }
    blas.dsyrk(
      CblasColMajor, CblasLower, CblasTrans, Int32(columns), Int32(rows), 1, storage, leadingDimension, 0,
      &result.storage, result.leadingDimension)
    result.mirrorLowerTriangle()
    return result
  }

  /// `A' diag(w) A`, symmetric to the last bit; w has n elements of any sign. O(n p²).
  ///
  /// Weights multiply one of the two factors. Their roots in both would cost half, but add a rounding to every element
  /// and exclude the negative weights that linear calibration gives.
  public func crossProduct(weights: [Double]) -> Matrix {
    var result = transposeTimes(self, weights: weights)
    result.mirrorLowerTriangle()
    return result
  }
}

// MARK: Calls

extension Matrix {
  /// Rows weighted at a time: few enough that a block of some dozens of columns stays in the cache.
  private static let blockRows = 512

  private static func product(_ a: Matrix, _ form: CBLAS_TRANSPOSE, _ b: Matrix) -> Matrix {
    BLASKernel.prepare()
    var result = Matrix(rows: form == CblasTrans ? a.columns : a.rows, columns: b.columns)
    guard !a.storage.isEmpty && !b.storage.isEmpty else { return result }
    blas.dgemm(
      CblasColMajor, form, CblasNoTrans, Int32(result.rows), Int32(b.columns), Int32(b.rows), 1, a.storage,
      a.leadingDimension, b.storage, b.leadingDimension, 0, &result.storage, result.leadingDimension)
    return result
  }

  private static func product(_ a: Matrix, _ form: CBLAS_TRANSPOSE, _ x: [Double]) -> [Double] {
    BLASKernel.prepare()
    var result = [Double](repeating: 0, count: form == CblasTrans ? a.columns : a.rows)
    guard !a.storage.isEmpty else { return result }
    blas.dgemv(
      CblasColMajor, form, Int32(a.rows), Int32(a.columns), 1, a.storage, a.leadingDimension, x, 1, 0, &result, 1)
    return result
  }

  /// Adds `A_block' B_block` to the result, where A is this matrix and only the block of B is given.
  private func add(rows block: Range<Int>, transposedTimes b: Matrix, to result: inout Matrix) {
    BLASKernel.prepare()
    guard !storage.isEmpty && !b.storage.isEmpty else { return }
    storage.withUnsafeBufferPointer { a in
      blas.dgemm(
        CblasColMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(b.columns), Int32(block.count), 1,
        a.baseAddress! + block.lowerBound, leadingDimension, b.storage, b.leadingDimension, 1, &result.storage,
        result.leadingDimension)
    }
  }

  private func scaled(rows block: Range<Int>, by weights: [Double]) -> Matrix {
    Matrix(rows: block.count, columns: columns) { weights[block.lowerBound + $0] * self[block.lowerBound + $0, $1] }
  }
}
