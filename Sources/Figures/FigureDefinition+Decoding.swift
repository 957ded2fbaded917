import Documents
import Reporting
import TradeImpact

extension FigureDefinition {
  private static let keys = [
    "id", "title", "kind", "over", "unit", "decimals", "categories", "category_title", "series", "notes", "needs",
  ]

  /// - Throws: `DocumentError` for a key that is unknown, missing or of the wrong type, an id that is used twice, more series
  ///   than the palette has colors.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let figure = try KeyedDocument(node, known: Self.keys)
    id = try figure.required("id").identifier()
    title = try LocalizedText(decoding: figure.required("title"))
    kind = try figure.required("kind").choice(of: Kind.self)
    scope = try figure.required("over").choice(of: Scope.self)
    unit = try figure.required("unit").choice(of: DisplayUnit.self)
    decimals = try DocumentNode.decimals(figure.required("decimals"))
    categories = try figure.optional("categories").decoded(CategoriesDefinition.init(decoding:))
    categoryTitle =
      try figure.optional("category_title").decoded(LocalizedText.init(decoding:)) ?? FigureText.year
    series = try SeriesDefinition.list(decoding: figure.required("series"), kind)
    notes = try figure.optional("notes").decoded([LocalizedText].init(decoding:)) ?? []
    needs = try figure.optional("needs").decoded(LocalizedText.init(decoding:))
    guard categories != nil || series.contains(where: { $0.table != nil }) else {
      throw node.invalid(expected: "a figure with categories, or with a series from a table")
    }
  }

  /// - Parameter file: The name that errors give the document.
  public init(yaml bytes: [UInt8], file: String) throws(DocumentError) {
    try self.init(decoding: DocumentParser.yaml(bytes, file: file))
  }
}

extension CategoriesDefinition {
  /// `{years: 2016-2021}`, `{classification: sector}`, or `{list: [{code, label}]}`.
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["years", "classification", "list"])
    switch (keyed.optional("years"), keyed.optional("classification"), keyed.optional("list")) {
    case (let years?, nil, nil): self = .years(try years.yearRange())
    case (nil, let id?, nil): self = .classification(try id.string())
    case (nil, nil, let list?):
      self = .list(try list.sequence().map { node throws(DocumentError) in try FigureCategory(decoding: node) })
    default: throw node.invalid(expected: "one of years, classification and list")
    }
  }
}

extension FigureCategory {
  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["code", "label"])
    self.init(
      code: try keyed.required("code").identifier(), label: try LocalizedText(decoding: keyed.required("label")))
  }
}

extension DocumentNode {
  /// `2016-2021`, first and last.
  fileprivate func yearRange() throws(DocumentError) -> ClosedRange<Int> {
    let parts = try text().split(separator: "-").map { Int($0) }
    guard parts.count == 2, let first = parts[0], let last = parts[1], (1900...2200).contains(first),
      (first...2200).contains(last)
    else { throw invalid(expected: "the first and the last year, such as 2016-2021") }
    return first...last
  }
}
