import LinearAlgebra

/// The n × p matrix of a model, made block by block: factors stay codes, so that a million rows fit in memory.
public struct ModelMatrix: Sendable {
  /// p labels: `(Intercept)`, `ell`, `stype=H`, `ell:sch.wide=Yes`.
  public let labels: [String]
  /// By column: the place of its term; nil for the intercept.
  public let termOfColumn: [Int?]
  public let terms: [ModelTerm]
  /// The rows of the data that the model is fitted to, ascending.
  public let rows: [Int]
  public let hasIntercept: Bool
  let columns: [ModelColumn]
  /// By column: a value near its mean, which ``centeredBlock(_:)`` takes off; zeros where there is no intercept.
  let shifts: [Double]

  /// - Parameter rows: Which rows of the variables, each once.
  public init(_ terms: [ModelTerm], hasIntercept: Bool = true, rows: [Int]) {
    let columns =
      (hasIntercept ? [.intercept] : []) + terms.enumerated().flatMap { $0.element.columns(term: $0.offset) }
    self.terms = terms
    self.hasIntercept = hasIntercept
    self.rows = zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 } ? rows : rows.sorted()
    self.columns = columns
    (labels, termOfColumn) = (columns.map(\.label), columns.map(\.term))
    shifts = columns.map { hasIntercept && !$0.parts.isEmpty ? $0.approximateMean(rows) : 0 }
  }

  /// Rows in which a mask holds and nothing is missing: no variable of a term and none of the numbers.
  ///
  /// - Parameters:
  ///   - numbers: Outcome, offset and other columns of n values.
  ///   - mask: n values, true in the domain; nil: all rows.
  public static func completeRows(
    _ terms: [ModelTerm], numbers: [[Double]], mask: [Bool]? = nil
  ) -> [Int] {
    let variables = terms.flatMap(\.variables)
    let count = mask?.count ?? numbers.first?.count ?? variables.first?.count ?? 0
    return (0..<count).filter { row in
      (mask?[row] ?? true) && numbers.allSatisfy { $0[row].isFinite } && variables.allSatisfy { $0.isPresent(in: row) }
    }
  }

  /// Number of columns, p.
  public var columnCount: Int { labels.count }

  /// The rows of the matrix at these places of ``rows``, count × p.
  public func values(_ places: Range<Int>) -> Matrix { block(places, less: nil) }

  /// Columns of the terms with these names, ascending; a product may be named in any order of its variables, and
  /// `(Intercept)` is a name.
  /// - Throws: ``RegressionError/unknownTerm(_:known:)``.
  public func columns(ofTerms names: [String]) throws(RegressionError) -> [Int] {
    for name in names where !isKnown(name) {
      throw .unknownTerm(name, known: (hasIntercept ? [ModelColumn.intercept.label] : []) + terms.map(\.name))
    }
    return columns.indices.filter { column in names.contains { belongs(column, to: $0) } }
  }

  /// The matrix without the terms of these names.
  /// - Throws: ``RegressionError/unknownTerm(_:known:)``.
  func dropping(_ names: [String]) throws(RegressionError) -> ModelMatrix {
    _ = try columns(ofTerms: names)
    return ModelMatrix(
      terms.filter { term in !names.contains { term.isNamed($0) } },
      hasIntercept: hasIntercept && !names.contains { $0.isSameText(as: ModelColumn.intercept.label) }, rows: rows)
  }

  private func isKnown(_ name: String) -> Bool {
    terms.contains { $0.isNamed(name) } || hasIntercept && name.isSameText(as: ModelColumn.intercept.label)
  }

  private func belongs(_ column: Int, to name: String) -> Bool {
    guard let term = termOfColumn[column] else { return name.isSameText(as: ModelColumn.intercept.label) }
    return terms[term].isNamed(name)
  }
}

// MARK: Blocks

extension ModelMatrix {
  /// The rows at these places, less ``shifts``.
  ///
  /// Centring loses nothing, since the intercept takes it up, and keeps what cross-products of a year or of a value in yuan
  /// would lose: the square of mean over standard deviation.
  func centeredBlock(_ places: Range<Int>) -> Matrix { block(places, less: shifts) }

  private func block(_ places: Range<Int>, less shifts: [Double]?) -> Matrix {
    let (count, run) = (places.count, run(places))
    let elements = [Double](unsafeUninitializedCapacity: count * columnCount) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      for (j, column) in columns.enumerated() { column.write(run, less: shifts?[j] ?? 0, to: start + j * count) }
      initialized = count * columnCount
    }
    return Matrix(columnMajor: elements, rows: count, columns: columnCount)
  }

  /// The rows of the data at these places.
  func run(_ places: Range<Int>) -> RowRun {
    guard let first = rows[places].first, let last = rows[places].last, last - first == places.count - 1
    else { return .list(rows[places]) }
    return .range(first..<(last + 1))
  }

  /// The places of those rows that lie in a run of the data.
  func places(in run: Range<Int>) -> Range<Int> {
    firstPlace(from: run.lowerBound)..<firstPlace(from: run.upperBound)
  }

  private func firstPlace(from row: Int) -> Int {
    // All rows up to this one are in the model, mostly.
    if row < rows.count, rows[row] == row { return row }
    var (lower, upper) = (0, rows.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if rows[middle] < row { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  /// Coefficients for columns less their ``shifts``, from those for the columns themselves.
  func centered(_ coefficients: [Double]) -> [Double] {
    guard hasIntercept else { return coefficients }
    var result = coefficients
    result[0] += zip(shifts, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    return result
  }

  /// The inverse of ``centered(_:)``.
  func uncentered(_ coefficients: [Double]) -> [Double] {
    guard hasIntercept else { return coefficients }
    var result = coefficients
    result[0] -= zip(shifts, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    return result
  }
}

extension ModelColumn {
  /// The mean over at most some thousand rows, evenly spread: a shift need not be exact.
  fileprivate func approximateMean(_ rows: [Int]) -> Double {
    let spread = stride(from: 0, to: rows.count, by: max(1, rows.count / 2_048)).map { rows[$0] }
    let values = [Double](unsafeUninitializedCapacity: spread.count) { buffer, initialized in
      if let start = buffer.baseAddress { write(.list(spread[...]), less: 0, to: start) }
      initialized = spread.count
    }
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    return mean.isFinite ? mean : 0
  }
}
