import Documents
import TradeImpact

extension TableDefinition {
  /// - Throws: `DocumentError` for a key that is unknown, missing or of the wrong type, a column id that is used twice,
  ///   and a column without unit, decimals, measure or variable where the rows do not give it.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let table = try KeyedDocument(
      node, known: ["id", "title", "row_label", "unit_note", "over", "rows", "total", "companions", "columns", "notes"])
    id = try table.required("id").identifier()
    title = try LocalizedText(decoding: table.required("title"))
    rowLabel = try LocalizedText(decoding: table.required("row_label"))
    unitNote = try table.optional("unit_note").decoded(LocalizedText.init(decoding:))
    rows = try RowsDefinition(decoding: table.required("rows"))
    span = try TableSpan(decoding: table.optional("over"), rows: rows)
    totalLabel = try table.optional("total").decoded { node throws(DocumentError) in
      try LocalizedText(decoding: KeyedDocument(node, known: ["label"]).required("label"))
    }
    let companions = try table.optional("companions").decoded(Companion.set(decoding:))
    let columnNodes = try table.required("columns").sequence()
    let drafts = try columnNodes.map { node throws(DocumentError) in
      try ColumnDefinition(decoding: node, companions: companions ?? [])
    }
    columns = try ColumnDefinition.completed(drafts, at: columnNodes, rows: rows, span: span)
    notes = try table.optional("notes").decoded([LocalizedText].init(decoding:)) ?? []
  }

  /// - Parameter file: The name that errors give the document.
  public init(yaml bytes: [UInt8], file: String) throws(DocumentError) {
    try self.init(decoding: DocumentParser.yaml(bytes, file: file))
  }
}

// MARK: Parts

extension Companion {
  static func set(decoding node: DocumentNode) throws(DocumentError) -> Set<Companion> {
    Set(try node.sequence().map { item throws(DocumentError) in try item.choice(of: Companion.self) })
  }
}

extension [LocalizedText] {
  package init(decoding node: DocumentNode) throws(DocumentError) {
    self = try node.sequence().map { item throws(DocumentError) in try LocalizedText(decoding: item) }
  }
}

extension RowsDefinition {
  init(decoding node: DocumentNode) throws(DocumentError) {
    if case .string(let factor) = node.value {
      self = factor == "years" ? .years : .factor(factor)
      return
    }
    let rows = try KeyedDocument(
      node, known: ["group", "within", "subtotal", "measures", "list", "facts", "key", "where"])
    let kinds = rows.keys.filter { ["group", "measures", "list", "facts"].contains($0) }
    switch kinds {
    case ["measures"] where rows.keys.count == 1:
      self = .family(try rows.required("measures").choice(of: VariableFamily.self))
    case ["list"] where rows.keys.count == 1: self = .list(try ListedRow.list(decoding: rows.required("list")))
    case ["facts"]: self = .facts(try FactRows(decoding: node))
    case ["group"]: self = try RowsDefinition.nested(decoding: node)
    default: throw node.invalid(expected: "one of measures, list, facts with key, or group with within")
    }
  }

  private static func nested(decoding node: DocumentNode) throws(DocumentError) -> RowsDefinition {
    let rows = try KeyedDocument(node, known: ["group", "within", "subtotal"])
    return .nested(
      group: try rows.required("group").string(), within: try rows.required("within").string(),
      subtotal: try rows.optional("subtotal").decoded(LocalizedText.init(decoding:)))
  }
}

extension FactRows {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let rows = try KeyedDocument(node, known: ["facts", "key", "where"])
    source = try rows.required("facts").identifier()
    key = try rows.required("key").string()
    conditions = try rows.optional("where").decoded([PublishedPlace.Condition].init(decoding:)) ?? []
  }
}

extension TableSpan {
  /// Rows that are years, or lines of a file of facts, make a table one of the study.
  fileprivate init(decoding node: DocumentNode?, rows: RowsDefinition) throws(DocumentError) {
    let named = try node.decoded { node throws(DocumentError) in try node.choice(of: TableSpan.self) }
    switch rows {
    case .years, .facts:
      if let node, named != .study { throw node.invalid(expected: "study, which these rows make of the table,") }
      self = .study
    default: self = named ?? .year
    }
  }
}

extension ListedRow {
  static func list(decoding node: DocumentNode) throws(DocumentError) -> [ListedRow] {
    let nodes = try node.sequence()
    let rows = try nodes.map { item throws(DocumentError) in try ListedRow(decoding: item) }
    for (place, row) in rows.enumerated() where rows[..<place].contains(where: { $0.code == row.code }) {
      throw nodes[place].invalid(expected: "a row with another code; '\(row.code)' is taken")
    }
    return rows
  }

  init(decoding node: DocumentNode) throws(DocumentError) {
    let row = try KeyedDocument(node, known: ["code", "label", "depth", "measure", "of", "unit", "decimals"])
    code = try row.required("code").identifier()
    label = try LocalizedText(decoding: row.required("label"))
    depth = try row.optional("depth").decoded { node throws(DocumentError) in try node.int(in: 0...3) } ?? 0
    measure = try row.optional("measure").decoded { node throws(DocumentError) in
      try node.choice(of: TableMeasure.self)
    }
    variable = try row.optional("of").decoded { node throws(DocumentError) in try node.string() }
    unit = try row.optional("unit").decoded { node throws(DocumentError) in try node.choice(of: DisplayUnit.self) }
    decimals = try row.optional("decimals").decoded(DocumentNode.decimals)
  }
}

// MARK: Values

extension DocumentNode {
  /// A code that can stand in file names and keys: letters, digits, `_`, `-` and `.`, not first a point.
  package func identifier() throws(DocumentError) -> String {
    let name = try text()
    let isPlain = name.utf8.allSatisfy { $0.isIdentifier } && !name.isEmpty && !name.hasPrefix(".")
    guard isPlain else { throw invalid(expected: "a name of letters, digits, '_', '-' and '.'") }
    return name
  }

  package func int(in range: ClosedRange<Int>) throws(DocumentError) -> Int {
    let number = try int()
    guard range.contains(number) else {
      throw invalid(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  package static func decimals(_ node: DocumentNode) throws(DocumentError) -> Int { try node.int(in: 0...15) }
}

extension UInt8 {
  fileprivate var isIdentifier: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "_-.".utf8.contains(self)
    }
  }
}

extension DocumentNode? {
  /// The value of a key that may be absent.
  package func decoded<Value>(
    _ read: (DocumentNode) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Value? {
    guard let node = self else { return nil }
    return try read(node)
  }
}
