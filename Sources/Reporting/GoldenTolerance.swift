import Documents

/// How far a number may be from the golden one.
/// ```yaml
/// tolerance:
///   relative: 1e-9
///   absolute: 0
///   overrides:
///     - {table: shenzhen, column: direct, relative: 1e-6}
///     - {table: "2-1", row: machinery, column: share, absolute: 0.001}
///     - {field: se, absolute: 100}
/// ```
/// A number passes if it is within either bound. Of the overrides that fit a number the last one counts.
public struct GoldenTolerance: Sendable, Hashable {
  public struct Bounds: Sendable, Hashable {
    /// Of the larger magnitude.
    public let relative: Double
    /// In the base unit of the number.
    public let absolute: Double

    public init(relative: Double, absolute: Double) {
      self.relative = relative
      self.absolute = absolute
    }

    func accepts(_ a: Double, _ b: Double) -> Bool {
      a == b || abs(a - b) <= max(absolute, relative * max(abs(a), abs(b)))
    }
  }

  /// Bounds for the numbers of a table, a row, a column, a cell or a field; nil fits all.
  public struct Override: Sendable, Hashable {
    public let table: String?
    public let row: String?
    public let column: String?
    /// A number column of the files: `value`, `se`, `cv`, `lower`, `upper`, `n`.
    public let field: String?
    public let bounds: Bounds

    public init(
      table: String? = nil, row: String? = nil, column: String? = nil, field: String? = nil, bounds: Bounds
    ) {
      (self.table, self.row, self.column, self.field, self.bounds) = (table, row, column, field, bounds)
    }
  }

  public let bounds: Bounds
  public let overrides: [Override]

  public init(bounds: Bounds = Bounds(relative: 1e-9, absolute: 0), overrides: [Override] = []) {
    self.bounds = bounds
    self.overrides = overrides
  }

  /// Bit for bit, apart from the way a number is written.
  static let exact = GoldenTolerance(bounds: Bounds(relative: 0, absolute: 0))

  func bounds(table: String, row: String, column: String, field: String) -> Bounds {
    let fitting = overrides.last { override in
      [(override.table, table), (override.row, row), (override.column, column), (override.field, field)].allSatisfy {
        $0.0 ?? $0.1 == $0.1
      }
    }
    return fitting?.bounds ?? bounds
  }
}

// MARK: check.yml

extension GoldenTolerance {
  /// - Parameter file: The name that errors give the document.
  public init(yaml bytes: [UInt8], file: String) throws(DocumentError) {
    let root = try KeyedDocument(DocumentParser.yaml(bytes, file: file), known: ["tolerance"])
    guard let node = root.optional("tolerance") else {
      self.init()
      return
    }
    let keyed = try KeyedDocument(node, known: ["relative", "absolute", "overrides"])
    let bounds = try Bounds(keyed, base: GoldenTolerance().bounds)
    let overrides = try keyed.optional("overrides").decoded { list throws(DocumentError) in
      try list.sequence().map { item throws(DocumentError) in try Override(decoding: item, base: bounds) }
    }
    self.init(bounds: bounds, overrides: overrides ?? [])
  }
}

extension GoldenTolerance.Override {
  /// - Parameter base: What counts for a bound that the override leaves out.
  fileprivate init(decoding node: DocumentNode, base: GoldenTolerance.Bounds) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["table", "row", "column", "field", "relative", "absolute"])
    table = try keyed.optional("table").decoded { node throws(DocumentError) in try node.text() }
    row = try keyed.optional("row").decoded { node throws(DocumentError) in try node.text() }
    column = try keyed.optional("column").decoded { node throws(DocumentError) in try node.text() }
    field = try keyed.optional("field").decoded { node throws(DocumentError) in
      try node.choice(of: GoldenTable.numberFields)
    }
    bounds = try GoldenTolerance.Bounds(keyed, base: base)
  }
}

extension GoldenTolerance.Bounds {
  fileprivate init(_ keyed: KeyedDocument, base: GoldenTolerance.Bounds) throws(DocumentError) {
    relative = try keyed.optional("relative").decoded(Self.bound) ?? base.relative
    absolute = try keyed.optional("absolute").decoded(Self.bound) ?? base.absolute
  }

  private static func bound(_ node: DocumentNode) throws(DocumentError) -> Double {
    guard try node.double() >= 0 else { throw node.invalid(expected: "zero or a positive number") }
    return try node.double()
  }
}
