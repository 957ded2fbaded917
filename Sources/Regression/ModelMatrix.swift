import LinearAlgebra

/// One variable of a model by row: a number, or a factor whose reference level has no column.
public struct ModelVariable: Sendable, Hashable {
  public enum Values: Sendable, Hashable {
    /// n values.
    case numeric([Double])
    /// n codes into the levels.
    case factor(codes: [Int32], levels: [String], reference: Int)
  }

  public let name: String
  public let values: Values

  public init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  /// `x`, or `stype=H` for every level but the reference.
  var labels: [String] {
    switch values {
    case .numeric: [name]
    case .factor(_, let levels, let reference):
      levels.indices.filter { $0 != reference }.map { "\(name)=\(levels[$0])" }
    }
  }

  /// The columns of a run of rows, in the order of the labels.
  func columns(_ rows: ArraySlice<Int>) -> [[Double]] {
    switch values {
    case .numeric(let values): [rows.map { values[$0] }]
    case .factor(let codes, let levels, let reference):
      levels.indices.filter { $0 != reference }.map { level in rows.map { codes[$0] == Int32(level) ? 1 : 0 } }
    }
  }
}

/// A term of a model: the product of one variable or several.
public struct ModelTerm: Sendable, Hashable {
  public let variables: [ModelVariable]

  public init(_ variables: ModelVariable...) { self.variables = variables }
  public init(productOf variables: [ModelVariable]) { self.variables = variables }

  /// `x`, `x:z`
  public var name: String { variables.map(\.name).joined(separator: ":") }
}

/// The n × p matrix of a model, made block by block: factors stay codes, so that a million rows fit in memory.
public struct ModelMatrix: Sendable {
  /// p labels: `(Intercept)`, `ell`, `stype=H`, `ell:sch.wide=Yes`.
  public let labels: [String]
  /// By column: the place of its term; nil for the intercept.
  public let termOfColumn: [Int?]
  public let terms: [ModelTerm]
  /// The rows of the data that the model is fitted to.
  public let rows: [Int]
  let hasIntercept: Bool

  /// - Parameter rows: Which rows of the variables, in this order.
  public init(_ terms: [ModelTerm], hasIntercept: Bool = true, rows: [Int]) {
    self.terms = terms
    self.rows = rows
    self.hasIntercept = hasIntercept
    var (labels, places) = (hasIntercept ? ["(Intercept)"] : [], hasIntercept ? [Int?.none] : [])
    for (place, term) in terms.enumerated() {
      let own = term.labels
      labels += own
      places += own.map { _ in place }
    }
    (self.labels, termOfColumn) = (labels, places)
  }

  public var columnCount: Int { labels.count }

  static let blockRows = 4_096

  /// The blocks of rows, positions in `rows`.
  var blocks: [Range<Int>] {
    stride(from: 0, to: rows.count, by: Self.blockRows).map { $0..<min($0 + Self.blockRows, rows.count) }
  }

  /// The rows of a block, block × p.
  func block(_ range: Range<Int>) -> Matrix {
    let rows = rows[range]
    let intercept = hasIntercept ? [[Double](repeating: 1, count: range.count)] : []
    return Matrix(columns: intercept + terms.flatMap { $0.columns(rows) })
  }

  /// Columns of the terms with these names. A name that no term has is nil.
  func columns(ofTerms names: [String]) -> [Int]? {
    let places = names.map { name in terms.firstIndex { $0.name.utf8.elementsEqual(name.utf8) } }
    guard places.allSatisfy({ $0 != nil }) else { return nil }
    return termOfColumn.indices.filter { column in termOfColumn[column].map { places.contains($0) } ?? false }
  }
}

extension ModelTerm {
  /// Products of the labels, those of the first variable changing fastest.
  fileprivate var labels: [String] {
    variables.reduce(into: [""]) { labels, variable in
      labels = variable.labels.flatMap { own in labels.map { $0.isEmpty ? own : "\($0):\(own)" } }
    }
  }

  fileprivate func columns(_ rows: ArraySlice<Int>) -> [[Double]] {
    variables.dropFirst().reduce(variables[0].columns(rows)) { columns, variable in
      variable.columns(rows).flatMap { own in columns.map { column in zip(column, own).map(*) } }
    }
  }
}
