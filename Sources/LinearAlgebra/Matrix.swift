/// A dense matrix of `Double`, n × p, stored column by column.
///
/// A value: copies are independent, and storage is shared until one of them changes. Columns are contiguous because a
/// column is a variable, and because LAPACK wants them so. Shapes that do not fit trap: no data makes them right.
public struct Matrix: Hashable, Sendable {
  /// Number of rows, n.
  public let rows: Int
  /// Number of columns, p.
  public let columns: Int
  @usableFromInline var storage: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(columnMajor: [Double](repeating: 0, count: rows * columns), rows: rows, columns: columns)
  }

  /// A matrix of these n p elements, the first column first.
  public init(columnMajor elements: [Double], rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0 && elements.count == rows * columns, "shape and number of elements differ")
    self.rows = rows
    self.columns = columns
    storage = elements
  }

  /// A matrix of n rows of equal length, as it is written on paper.
  public init(_ rowVectors: [[Double]]) {
    let width = rowVectors.first?.count ?? 0
    precondition(rowVectors.allSatisfy { $0.count == width }, "rows differ in length")
    self.init(rows: rowVectors.count, columns: width) { rowVectors[$0][$1] }
  }

  /// A matrix of p columns of equal length.
  public init(columns columnVectors: [[Double]]) {
    let height = columnVectors.first?.count ?? 0
    precondition(columnVectors.allSatisfy { $0.count == height }, "columns differ in length")
    self.init(columnMajor: columnVectors.flatMap { $0 }, rows: height, columns: columnVectors.count)
  }

  /// A matrix whose element at row i and column j is what the closure returns, asked column by column.
  public init(rows: Int, columns: Int, element: (_ i: Int, _ j: Int) -> Double) {
    self.init(rows: rows, columns: columns)
    for j in 0..<columns {
      for i in 0..<rows { storage[i + j * rows] = element(i, j) }
    }
  }

  /// A square matrix with these values on its diagonal and zeros elsewhere.
  public init(diagonal values: [Double]) {
    self.init(rows: values.count, columns: values.count)
    for (i, value) in values.enumerated() { storage[i * (rows + 1)] = value }
  }

  public static func identity(_ order: Int) -> Matrix {
    Matrix(diagonal: [Double](repeating: 1, count: order))
  }
}

// MARK: Elements

extension Matrix {
  /// All n p elements, the first column first: element (i, j) is `elements[i + j * rows]`.
  @inlinable public var elements: [Double] { storage }

  /// The element in row i and column j, both from 0.
  @inlinable public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "outside the matrix")
      return storage[i + j * rows]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "outside the matrix")
      storage[i + j * rows] = newValue
    }
  }

  /// Changes all n p elements in place, the first column first.
  public mutating func withMutableElements<R>(_ body: (inout [Double]) throws -> R) rethrows -> R {
    defer { precondition(storage.count == rows * columns, "elements were added or removed") }
    return try body(&storage)
  }

  /// Row i, p values.
  public func row(_ i: Int) -> [Double] {
    (0..<columns).map { self[i, $0] }
  }

  /// Column j, n values, without copying them.
  public func column(_ j: Int) -> ArraySlice<Double> {
    precondition(j >= 0 && j < columns, "outside the matrix")
    return storage[j * rows..<(j + 1) * rows]
  }

  /// The elements with equal row and column, from the top.
  public var diagonal: [Double] {
    (0..<min(rows, columns)).map { self[$0, $0] }
  }

  /// The matrix of these columns, in the order given.
  public func selectingColumns(_ selected: [Int]) -> Matrix {
    Matrix(columnMajor: selected.flatMap { column($0) }, rows: rows, columns: selected.count)
  }

  public func transposed() -> Matrix {
    Matrix(rows: columns, columns: rows) { self[$1, $0] }
  }
}

// MARK: Sums, multiples, sizes

extension Matrix {
  public static func + (a: Matrix, b: Matrix) -> Matrix { a.combined(with: b, by: +) }

  public static func - (a: Matrix, b: Matrix) -> Matrix { a.combined(with: b, by: -) }

  public static func * (factor: Double, a: Matrix) -> Matrix {
    Matrix(columnMajor: a.storage.map { factor * $0 }, rows: a.rows, columns: a.columns)
  }

  /// The largest magnitude of any element; 0 for a matrix without elements.
  public var maximumMagnitude: Double {
    storage.reduce(0) { max($0, $1.magnitude) }
  }

  /// `‖A‖₁ = max_j Σ_i abs(a_ij)`, the norm in which condition numbers are measured here.
  public var oneNorm: Double {
    (0..<columns).reduce(0) { norm, j in max(norm, column(j).reduce(0) { $0 + $1.magnitude }) }
  }

  private func combined(with other: Matrix, by operation: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "shapes differ")
    return Matrix(columnMajor: zip(storage, other.storage).map(operation), rows: rows, columns: columns)
  }
}

// MARK: Within the module

extension Matrix {
  var isSquare: Bool { rows == columns }

  /// LAPACK's distance between columns, which may not be 0 even for a matrix without rows.
  var leadingDimension: Int32 { Int32(max(1, rows)) }

  /// Copies the strict lower triangle onto the upper one.
  mutating func mirrorLowerTriangle() {
    for j in 0..<columns {
      for i in 0..<j { storage[i + j * rows] = storage[j + i * rows] }
    }
  }

  /// The triangle on and below the diagonal, and zeros above.
  var lowerTriangle: Matrix {
    Matrix(rows: rows, columns: columns) { $0 >= $1 ? self[$0, $1] : 0 }
  }

  /// LAPACK answers input that is not finite with results that are not finite, or not at all.
  func requireFinite(columnNames: [String]?) throws(LinearAlgebraError) {
    precondition(columnNames.map { $0.count == columns } ?? true, "one name a column")
    guard let position = storage.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(row: position % rows, column: ColumnLabel(position / rows, in: columnNames))
  }
}
