import Documents

extension Classification {
  /// Reads a classification file, bundled or the user's own.
  ///
  /// `id: sector` requires `chapters` in each category, which together hold the chapters 01 to 97 once; `product_group`
  /// requires `sectors`; `size_class` requires `product_group` and bounds, in the unit named once above.
  /// - Throws: `DocumentError` with the line of what does not fit.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let shape = try ClassificationShape(node)
    let keyed = try KeyedDocument(node, known: shape.documentKeys)
    let unit = shape == .sizeClasses ? try AmountUnit.yuanUnit(keyed.required("unit")) : nil
    let list = try keyed.required("categories")
    let categories = try list.sequence().map { node throws(DocumentError) in
      try Category(decoding: node, shape: shape, unit: unit)
    }
    self.init(
      id: try keyed.required("id").string(), label: try LocalizedText(decoding: keyed.required("label")),
      source: try keyed.required("source").string(), categories: categories,
      unclassified: try keyed.optional("unclassified").map { node throws(DocumentError) in
        try Category(decoding: node, shape: .plain, unit: nil)
      })
    try checkCodes(list)
    try shape.check(self, list)
  }

  private func checkCodes(_ list: DocumentNode) throws(DocumentError) {
    guard !categories.isEmpty else { throw list.invalid(expected: "at least one category") }
    var seen: Set<[UInt8]> = []
    for code in codes where !seen.insert(Array(code.utf8)).inserted {
      throw list.invalid(expected: "categories with different codes (\(code) occurs twice)")
    }
  }
}

extension Classification.Category {
  fileprivate init(
    decoding node: DocumentNode, shape: ClassificationShape, unit: AmountUnit?
  ) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["code", "label"] + shape.ruleKeys)
    let code = try keyed.required("code").text()
    guard !code.isEmpty else { throw try keyed.required("code").invalid(expected: "a code of one letter or more") }
    self.init(
      code: code, label: try LocalizedText(decoding: keyed.required("label")),
      rule: try shape.rule(keyed, unit: unit))
  }
}

/// What the categories of a classification say beyond code and label; three identifiers have a meaning of their own.
enum ClassificationShape {
  case plain
  case sectors
  case productGroups
  case sizeClasses

  init(_ node: DocumentNode) throws(DocumentError) {
    let keys = ["id", "label", "source", "unit", "categories", "unclassified"]
    switch try KeyedDocument(node, known: keys).required("id").string() {
    case "sector": self = .sectors
    case "product_group": self = .productGroups
    case "size_class": self = .sizeClasses
    default: self = .plain
    }
  }

  var documentKeys: [String] {
    ["id", "label", "source"] + (self == .sizeClasses ? ["unit"] : []) + ["categories", "unclassified"]
  }

  var ruleKeys: [String] {
    switch self {
    case .plain: []
    case .sectors: ["chapters"]
    case .productGroups: ["sectors"]
    case .sizeClasses: ["product_group", "lower", "upper"]
    }
  }

  func rule(_ keyed: KeyedDocument, unit: AmountUnit?) throws(DocumentError) -> Classification.Rule? {
    switch self {
    case .plain: return nil
    case .sectors:
      let node = try keyed.required("chapters")
      guard let ranges = ChapterRanges(try node.text()) else {
        throw node.invalid(expected: "HS chapters from 01 to 99, such as \"25-38, 72-83\"")
      }
      return .chapters(ranges)
    case .productGroups: return .sectors(try keyed.required("sectors").strings())
    case .sizeClasses:
      let interval = ExportsInterval(
        lower: try bound(keyed.optional("lower"), unit), upper: try bound(keyed.optional("upper"), unit))
      return .exports(interval, productGroup: try keyed.required("product_group").string())
    }
  }

  private func bound(_ node: DocumentNode?, _ unit: AmountUnit?) throws(DocumentError) -> ExportsInterval.Bound? {
    guard let node, let unit else { return nil }
    let keyed = try KeyedDocument(node, known: ["value", "inclusive"])
    return ExportsInterval.Bound(
      yuan: try keyed.required("value").double() * unit.factor, isInclusive: try keyed.required("inclusive").bool())
  }

  // MARK: Checks of the whole

  func check(_ classification: Classification, _ list: DocumentNode) throws(DocumentError) {
    switch self {
    case .plain: return
    case .sectors: try checkChapters(classification, list)
    case .productGroups: try checkSectors(classification, list)
    case .sizeClasses: try checkIntervals(classification, list)
    }
  }

  /// Chapters 01 to 97 once each; 98 and 99, for national use, may be in none.
  private func checkChapters(_ classification: Classification, _ list: DocumentNode) throws(DocumentError) {
    var owners = [String?](repeating: nil, count: 100)
    for category in classification.categories {
      guard case .chapters(let ranges) = category.rule else { continue }
      for chapter in ranges.chapters {
        if let owner = owners[chapter] {
          throw list.invalid(
            expected: "each chapter in one category (\(HSChapter.code(chapter)) is in \(owner) and in \(category.code))"
          )
        }
        owners[chapter] = category.code
      }
    }
    if let gap = (1...97).first(where: { owners[$0] == nil }) {
      throw list.invalid(expected: "all chapters from 01 to 97 (\(HSChapter.code(gap)) is in no category)")
    }
    if classification.unclassified == nil, let gap = (98...99).first(where: { owners[$0] == nil }) {
      throw list.invalid(expected: "an 'unclassified' category beside these (chapter \(gap) is in none)")
    }
  }

  private func checkSectors(_ classification: Classification, _ list: DocumentNode) throws(DocumentError) {
    var owners: [[UInt8]: String] = [:]
    for category in classification.categories {
      guard case .sectors(let sectors) = category.rule else { continue }
      for sector in sectors {
        guard let owner = owners.updateValue(category.code, forKey: Array(sector.utf8)) else { continue }
        throw list.invalid(expected: "each sector in one category (\(sector) is in \(owner) and in \(category.code))")
      }
    }
  }

  /// In each product group the classes follow one another, from no lower bound to no upper one.
  private func checkIntervals(_ classification: Classification, _ list: DocumentNode) throws(DocumentError) {
    var last: [[UInt8]: (code: String, interval: ExportsInterval)] = [:]
    for category in classification.categories {
      guard case .exports(let interval, let group) = category.rule else { continue }
      let previous = last.updateValue((category.code, interval), forKey: Array(group.utf8))
      let follows = previous.map { $0.interval.isFollowed(by: interval) } ?? (interval.lower == nil)
      guard follows else {
        let start =
          previous.map { "where \($0.code) ends, with the bound in one of the two" } ?? "without a lower bound"
        throw list.invalid(expected: "size classes without gap or overlap (\(category.code) has to begin \(start))")
      }
    }
    let open = last.values.filter { $0.interval.upper != nil }.map(\.code)
    guard let code = open.min() else { return }
    throw list.invalid(expected: "a last size class without an upper bound in each product group (not so: \(code))")
  }
}
