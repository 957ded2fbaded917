import Documents
import TradeImpact

extension TableDefinition {
  /// - Throws: ``DocumentError`` for a key that is unknown, missing or of the wrong type, a column id that is used twice,
  ///   and a column without unit, decimals, measure or variable where the rows do not give it.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let table = try KeyedDocument(
      node, known: ["id", "title", "row_label", "unit_note", "rows", "total", "companions", "columns", "notes"])
    id = try table.required("id").identifier()
    title = try LocalizedText(decoding: table.required("title"))
    rowLabel = try LocalizedText(decoding: table.required("row_label"))
    unitNote = try table.optional("unit_note").decoded(LocalizedText.init(decoding:))
    rows = try RowsDefinition(decoding: table.required("rows"))
    totalLabel = try table.optional("total").decoded { node throws(DocumentError) in
      try LocalizedText(decoding: KeyedDocument(node, known: ["label"]).required("label"))
    }
    let companions = try table.optional("companions").decoded(Companion.set(decoding:))
    let columnNodes = try table.required("columns").sequence()
    let drafts = try columnNodes.map { node throws(DocumentError) in
      try ColumnDefinition(decoding: node, companions: companions ?? [])
    }
    columns = try ColumnDefinition.completed(drafts, at: columnNodes, rows: rows)
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
      self = .factor(factor)
      return
    }
    let rows = try KeyedDocument(node, known: ["group", "within", "subtotal", "measures", "list"])
    switch (rows.optional("measures"), rows.optional("list")) {
    case (let family?, nil) where rows.keys.count == 1: self = .family(try family.choice(of: VariableFamily.self))
    case (nil, let list?) where rows.keys.count == 1: self = .list(try ListedRow.list(decoding: list))
    case (nil, nil): self = try RowsDefinition.nested(decoding: rows)
    default: throw node.invalid(expected: "one of measures, list, or group with within")
    }
  }

  private static func nested(decoding rows: KeyedDocument) throws(DocumentError) -> RowsDefinition {
    .nested(
      group: try rows.required("group").string(), within: try rows.required("within").string(),
      subtotal: try rows.optional("subtotal").decoded(LocalizedText.init(decoding:)))
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
