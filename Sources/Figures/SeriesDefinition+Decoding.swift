import Documents
import Reporting
import TradeImpact

extension SeriesDefinition {
  static func list(
    decoding node: DocumentNode, _ kind: FigureDefinition.Kind
  ) throws(DocumentError) -> [SeriesDefinition] {
    let nodes = try node.sequence()
    guard !nodes.isEmpty else { throw node.invalid(expected: "at least one series") }
    let series = try nodes.map { item throws(DocumentError) in try SeriesDefinition(decoding: item, kind) }
    try checkIDs(series, nodes)
    let drawn = series.count { $0.isDrawnInColor }
    guard drawn <= Palette.nominal.count else {
      throw node.invalid(
        expected: "at most \(Palette.nominal.count) series, the colors that all readers can tell apart;")
    }
    return series
  }

  private static func checkIDs(_ series: [SeriesDefinition], _ nodes: [DocumentNode]) throws(DocumentError) {
    let ids = series.map(\.single?.id)
    for (place, one) in series.enumerated() {
      guard let single = one.single else { continue }
      guard !ids[..<place].contains(single.id) else {
        throw nodes[place].invalid(expected: "a series with another id; '\(single.id)' is taken")
      }
      guard let beside = single.beside, !ids.contains(beside) else { continue }
      let known = ids.compactMap(\.self).joined(separator: ", ")
      throw nodes[place].invalid(expected: "beside one of the series \(known)")
    }
  }

  private init(decoding node: DocumentNode, _ kind: FigureDefinition.Kind) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["id", "label", "mark", "below", "beside", "from", "columns_of"])
    if let table = keyed.optional("columns_of") {
      guard keyed.keys.count == 1 else { throw node.invalid(expected: "columns_of alone in its series") }
      self = .columns(ofTable: try table.identifier())
    } else {
      self = .one(try SingleSeries(decoding: keyed, kind))
    }
  }

  var single: SingleSeries? {
    if case .one(let single) = self { single } else { nil }
  }

  /// The table that has the categories, where one has.
  var table: String? { tables.first }

  var tables: [String] {
    switch self {
    case .columns(let table): [table]
    case .one(let single): single.sources.compactMap(\.table)
    }
  }

  /// Series beside another have its color.
  fileprivate var isDrawnInColor: Bool { single.map { $0.mark != .point && $0.beside == nil } ?? false }
}

extension SingleSeries {
  fileprivate init(decoding series: KeyedDocument, _ kind: FigureDefinition.Kind) throws(DocumentError) {
    id = try series.required("id").identifier()
    label = try LocalizedText(decoding: series.required("label"))
    mark =
      try series.optional("mark").decoded { node throws(DocumentError) in try node.choice(of: FigureMark.self) }
      ?? (kind == .line ? .line : .column)
    isBelow = try series.optional("below").decoded { node throws(DocumentError) in try node.bool() } ?? false
    beside = try series.optional("beside").decoded { node throws(DocumentError) in try node.string() }
    sources = try SeriesSource.list(decoding: series.required("from"))
  }
}

extension SeriesSource {
  /// One place, or a list of which the first that has a number is taken.
  fileprivate static func list(decoding node: DocumentNode) throws(DocumentError) -> [SeriesSource] {
    guard case .sequence(let nodes) = node.value else { return [try SeriesSource(decoding: node)] }
    return try nodes.map { item throws(DocumentError) in try SeriesSource(decoding: item) }
  }

  private init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["table", "column", "row", "facts", "trade"])
    switch (keyed.optional("table"), keyed.optional("facts"), keyed.optional("trade")) {
    case (let table?, nil, nil): self = try .cells(of: table.identifier(), keyed)
    case (nil, let facts?, nil) where keyed.keys.count == 1: self = .facts(try PublishedPlace.list(decoding: facts))
    case (nil, nil, let trade?) where keyed.keys.count == 1: self = .trade(try TradeSeries(decoding: trade))
    default: throw node.invalid(expected: "one of table with column or row, facts, and trade")
    }
  }

  private static func cells(of table: String, _ keyed: KeyedDocument) throws(DocumentError) -> SeriesSource {
    switch (keyed.optional("column"), keyed.optional("row")) {
    case (let column?, nil): .column(try column.identifier(), table: table)
    case (nil, let row?): .row(try row.identifier(), table: table)
    default: throw keyed.node.invalid(expected: "a table with one of column and row")
    }
  }
}

extension TradeSeries {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["indicator", "by", "region", "partner", "product", "year"])
    indicator = try keyed.required("indicator").choice(of: TradeIndicator.self)
    dimension =
      try keyed.optional("by").decoded { node throws(DocumentError) in try node.choice(of: Dimension.self) } ?? .year
    func place(_ key: String) throws(DocumentError) -> String? {
      try keyed.optional(key).decoded { node throws(DocumentError) in try node.identifier() }
    }
    if let fixed = keyed.optional(dimension.rawValue) {
      throw fixed.invalid(expected: "no \(dimension.rawValue): the categories are the \(dimension.rawValue)s;")
    }
    let year = try keyed.optional("year").decoded { node throws(DocumentError) in try node.int() }
    guard dimension == .year || year != nil else { throw node.invalid(expected: "a year, or by: year") }
    slice = TradeSlice(
      region: try place("region") ?? "", partner: try place("partner") ?? TradeSlice.all,
      product: try place("product") ?? TradeSlice.all, year: year ?? 0)
  }
}
