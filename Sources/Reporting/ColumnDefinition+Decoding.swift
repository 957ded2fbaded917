import Documents
import TradeImpact

extension ColumnDefinition {
  /// - Parameter companions: Those of the table, for an estimate that names none.
  init(decoding node: DocumentNode, companions: Set<Companion>) throws(DocumentError) {
    let column = try KeyedDocument(
      node,
      known: [
        "id", "label", "measure", "of", "estimator", "where", "by", "over", "scaling", "unit", "decimals", "companions",
        "published", "difference",
      ])
    id = try column.required("id").identifier()
    label = try column.optional("label").decoded(LocalizedText.init(decoding:))
    content = try Content(decoding: column)
    repetition = try column.optional("by").decoded(ColumnRepetition.init(decoding:))
    if let node = column.optional("by"), !content.isEstimate {
      throw node.invalid(expected: "by only where a column is an estimate, not here,")
    }
    let isPooled = try column.optional("over").decoded { node throws(DocumentError) in try node.choice(of: ["study"]) }
    period = isPooled == nil ? .own : .pooled
    unit = try column.optional("unit").decoded { node throws(DocumentError) in try node.choice(of: DisplayUnit.self) }
    decimals = try column.optional("decimals").decoded(DocumentNode.decimals)
    let own = try column.optional("companions").decoded(Companion.set(decoding:))
    self.companions = content.isEstimate ? own ?? companions : []
  }

  /// The columns, differences with the format of the column they start from.
  static func completed(
    _ columns: [ColumnDefinition], at nodes: [DocumentNode], rows: RowsDefinition, span: TableSpan
  ) throws(DocumentError) -> [ColumnDefinition] {
    try columns.indices.map { place throws(DocumentError) in
      let column = columns[place]
      guard !columns[..<place].contains(where: { $0.id == column.id }) else {
        throw nodes[place].invalid(expected: "a column with another id; '\(column.id)' is taken")
      }
      let completed = try column.completed(among: columns, at: nodes[place])
      try completed.check(rows: rows, at: nodes[place])
      try completed.check(span: span, rows: rows, at: nodes[place])
      return completed
    }
  }

  private func completed(
    among columns: [ColumnDefinition], at node: DocumentNode
  ) throws(DocumentError) -> ColumnDefinition {
    guard case .difference(let minuend, let subtrahend) = content else { return self }
    for id in [minuend, subtrahend] where !columns.contains(where: { $0.id == id && $0.isOneNumber }) {
      let known = columns.filter(\.isOneNumber).map(\.id)
      throw node.invalid(expected: "a difference of two of the columns \(known.joined(separator: ", "))")
    }
    let (first, second) = (columns.first { $0.id == minuend }!, columns.first { $0.id == subtrahend }!)
    guard first.unit?.base == second.unit?.base else {
      throw node.invalid(expected: "a difference of two columns in the same kind of unit")
    }
    return ColumnDefinition(
      id: id, label: label, content: content, period: first.period, unit: unit ?? first.unit?.ofDifference,
      decimals: decimals ?? first.decimals)
  }

  private var isOneNumber: Bool { content.isNumber && repetition == nil }

  private func check(span: TableSpan, rows: RowsDefinition, at node: DocumentNode) throws(DocumentError) {
    if period == .pooled, span != .years {
      throw node.invalid(expected: "a column over the study only in a table over years, not here,")
    }
    guard case .estimate(let estimate) = content else { return }
    if case .facts = rows {
      throw node.invalid(expected: "published columns alone beside rows from facts, not this one,")
    }
    // A list of rows says nothing of years, so its estimates have none.
    if span == .study, rows != .years { throw node.invalid(expected: "published columns alone, as no year is named,") }
    if repetition != nil, estimate.measure == .share || estimate.estimator != nil {
      throw node.invalid(expected: "a measure that is not a share and has no estimator where a column has by,")
    }
    if case .factor(let factor) = repetition, rows.factors.contains(factor) {
      throw node.invalid(expected: "by another classification than that of the rows,")
    }
  }

  private func check(rows: RowsDefinition, at node: DocumentNode) throws(DocumentError) {
    for row in rows.formats {
      let place = row.code.isEmpty ? "" : ", here or in the row \(row.code)"
      guard unit ?? row.unit != nil else { throw node.invalid(expected: "a column with a unit\(place)") }
      guard decimals ?? row.decimals != nil else { throw node.invalid(expected: "a column with decimals\(place)") }
      guard case .estimate(let estimate) = content else { continue }
      let whole = estimate.completed(by: row)
      guard let measure = whole.measure else { throw node.invalid(expected: "a column with a measure\(place)") }
      if case .family = repetition { continue }
      guard !measure.needsVariable || whole.variable != nil else {
        throw node.invalid(expected: "a column with 'of', the variable that \(measure.rawValue) is of\(place)")
      }
    }
  }
}

extension ColumnDefinition.Content {
  var isEstimate: Bool {
    if case .estimate = self { true } else { false }
  }

  var isNumber: Bool {
    if case .difference = self { false } else { true }
  }

  fileprivate init(decoding column: KeyedDocument) throws(DocumentError) {
    let estimateKeys = column.keys.filter { ["measure", "of", "estimator", "where", "scaling"].contains($0) }
    switch (column.optional("published"), column.optional("difference")) {
    case (nil, nil): self = .estimate(try EstimateDefinition(decoding: column))
    case (let place?, nil) where estimateKeys.isEmpty: self = .published(try PublishedPlace.list(decoding: place))
    case (nil, let difference?) where estimateKeys.isEmpty: self = try .difference(decoding: difference)
    default: throw column.node.invalid(expected: "only one of measure, published and difference in a column")
    }
  }

  private static func difference(decoding node: DocumentNode) throws(DocumentError) -> Self {
    let pair = try KeyedDocument(node, known: ["of", "from"])
    return .difference(of: try pair.required("of").identifier(), from: try pair.required("from").identifier())
  }
}

extension ColumnRepetition {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    if case .string(let factor) = node.value {
      self = .factor(factor)
    } else {
      let keyed = try KeyedDocument(node, known: ["measures"])
      self = .family(try keyed.required("measures").choice(of: VariableFamily.self))
    }
  }
}

extension EstimateDefinition {
  fileprivate init(decoding column: KeyedDocument) throws(DocumentError) {
    measure = try column.optional("measure").decoded { node throws(DocumentError) in
      try node.choice(of: TableMeasure.self)
    }
    variable = try column.optional("of").decoded { node throws(DocumentError) in try node.string() }
    estimator = try column.optional("estimator").decoded { node throws(DocumentError) in
      try node.choice(of: Estimator.self)
    }
    domain =
      try column.optional("where").decoded { node throws(DocumentError) in
        try node.mapping().map { pair throws(DocumentError) in Level(factor: pair.key, code: try pair.value.text()) }
      } ?? []
    crossing = nil
    scaling = try column.optional("scaling").decoded { node throws(DocumentError) in try node.string() }
  }
}

extension PublishedPlace {
  /// One place, or a list of them.
  /// One place, or a list of which the first that has the number is taken.
  package static func list(decoding node: DocumentNode) throws(DocumentError) -> [PublishedPlace] {
    guard case .sequence(let nodes) = node.value else { return [try PublishedPlace(decoding: node)] }
    return try nodes.map { item throws(DocumentError) in try PublishedPlace(decoding: item) }
  }

  private init(decoding node: DocumentNode) throws(DocumentError) {
    let place = try KeyedDocument(node, known: ["source", "measure", "key", "year", "where"])
    source = try place.required("source").identifier()
    measure = try place.optional("measure").decoded { node throws(DocumentError) in try node.string() }
    key = try place.required("key").strings(orSingle: true)
    year = try place.optional("year").decoded { node throws(DocumentError) in try node.text() }
    conditions = try place.optional("where").decoded([Condition].init(decoding:)) ?? []
  }
}

extension [PublishedPlace.Condition] {
  init(decoding node: DocumentNode) throws(DocumentError) {
    self = try node.mapping().map { pair throws(DocumentError) in
      PublishedPlace.Condition(column: pair.key, value: try pair.value.text())
    }
  }
}

extension RowsDefinition {
  fileprivate var factors: [String] {
    switch self {
    case .factor(let factor): [factor]
    case .nested(let group, let within, _): [group, within]
    case .family, .list, .years, .facts: []
    }
  }

  /// What rows say about formats: listed rows each for itself, other rows all the same.
  fileprivate var formats: [ListedRow] {
    let label = LocalizedText(zh: "", en: "")
    return switch self {
    case .list(let rows): rows
    case .family(let family): [ListedRow(code: "", label: label, variable: family.rawValue)]
    case .factor, .nested, .years, .facts: [ListedRow(code: "", label: label)]
    }
  }
}
