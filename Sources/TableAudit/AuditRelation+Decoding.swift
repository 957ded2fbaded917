import Documents

/// What a folder's `relations.yml` says.
public struct AuditRelations: Sendable {
  public let relations: [AuditRelation]
  public let synonyms: Synonyms
  /// Footnote marks by section, beside those that sections such as `2.1 fn9` name.
  public let footnotes: [String: [String]]

  public init(
    relations: [AuditRelation], synonyms: Synonyms = Synonyms(), footnotes: [String: [String]] = [:]
  ) {
    (self.relations, self.synonyms, self.footnotes) = (relations, synonyms, footnotes)
  }

  public init(decoding node: DocumentNode) throws(DocumentError) {
    let document = try KeyedDocument(node, known: ["relations", "same_measures", "same_units", "footnotes"])
    relations = try document.required("relations").sequence().map { entry throws(DocumentError) in
      try AuditRelation(decoding: entry)
    }
    synonyms = Synonyms(
      measures: try document.optional("same_measures").map(Self.measures) ?? [:],
      keys: try document.optional("same_units").map(Self.keys) ?? [:])
    footnotes = try document.optional("footnotes").map(Self.footnotes) ?? [:]
  }

  /// `alias: name`.
  private static func measures(_ node: DocumentNode) throws(DocumentError) -> [String: String] {
    var measures: [String: String] = [:]
    for (alias, name) in try node.mapping() { measures[alias] = try name.string() }
    return measures
  }

  /// Pairs of keys that select the same units: `[{sector_id: agri_food}, {product_group: agri}]`.
  private static func keys(_ node: DocumentNode) throws(DocumentError) -> [PublishedCell.Key: PublishedCell.Key] {
    var keys: [PublishedCell.Key: PublishedCell.Key] = [:]
    for pair in try node.sequence() {
      let both = try pair.sequence().map { key throws(DocumentError) in try Self.key(key) }
      guard both.count == 2 else { throw pair.invalid(expected: "two keys that select the same units") }
      keys[both[0]] = both[1]
    }
    return keys
  }

  private static func key(_ node: DocumentNode) throws(DocumentError) -> PublishedCell.Key {
    let pairs = try node.mapping()
    guard pairs.count == 1 else { throw node.invalid(expected: "one key, as in {sector_id: agri_food}") }
    return PublishedCell.Key(pairs[0].key, try pairs[0].value.text())
  }

  private static func footnotes(_ node: DocumentNode) throws(DocumentError) -> [String: [String]] {
    var footnotes: [String: [String]] = [:]
    for (section, marks) in try node.mapping() {
      footnotes[section] = try marks.sequence().map { mark throws(DocumentError) in try mark.text() }
    }
    return footnotes
  }
}

extension AuditRelation {
  private enum Kind: String, CaseIterable {
    case sum, hundred, mean, share, ratio, change, proportional, product, union, period

    /// The keys that an entry of this kind has, the optional ones in brackets.
    var keys: (required: [String], optional: [String]) {
      switch self {
      case .sum, .mean, .union: (["measure", "over"], [])
      case .hundred: (["measure", "over"], ["complete"])
      case .share: (["measure", "amount", "over"], ["of"])
      case .ratio: (["measure", "numerator", "denominator"], [])
      case .change: (["measure", "of", "direction"], [])
      case .proportional: (["measure", "by", "over", "level", "from"], [])
      case .product: (["measure", "share", "over", "level", "from"], [])
      case .period: (["measure"], [])
      }
    }
  }

  /// One mapping of the list `relations`.
  init(decoding node: DocumentNode) throws(DocumentError) {
    let all = ["kind"] + Kind.allCases.flatMap { $0.keys.required + $0.keys.optional }
    let kind = try KeyedDocument(node, known: all).required("kind").choice(of: Kind.self)
    let entry = try KeyedDocument(node, known: ["kind"] + kind.keys.required + kind.keys.optional)
    func text(_ key: String) throws(DocumentError) -> String { try entry.required(key).text() }
    self =
      switch kind {
      case .sum: .sum(measure: try text("measure"), over: try text("over"))
      case .mean: .mean(measure: try text("measure"), over: try text("over"))
      case .union: .union(measure: try text("measure"), over: try text("over"))
      case .period: .period(measure: try text("measure"))
      case .hundred:
        .hundred(
          measure: try text("measure"), over: try text("over"), complete: try entry.optional("complete")?.bool() ?? true
        )
      case .share:
        .share(
          measure: try text("measure"), amount: try text("amount"), over: try text("over"),
          of: try entry.optional("of")?.text())
      case .ratio:
        .ratio(
          measure: try text("measure"), numerator: try text("numerator"), denominator: try text("denominator"))
      case .change:
        .change(
          measure: try text("measure"), of: try text("of"),
          direction: try entry.required("direction").choice(of: Direction.self))
      case .proportional:
        .proportional(
          measure: try text("measure"), by: try text("by"), over: try text("over"), level: try text("level"),
          from: try text("from"))
      case .product:
        .product(
          measure: try text("measure"), share: try text("share"), over: try text("over"), level: try text("level"),
          from: try text("from"))
      }
  }
}

// MARK: Without a file

extension AuditRelations {
  /// What the keys alone tell: a cell with the key `all` is the total of its table's levels, by sum for amounts and counts,
  /// by weighted mean for percentages of units.
  public static func inferred(from cells: [PublishedCell]) -> AuditRelations {
    var relations: [AuditRelation] = []
    for cell in cells {
      for key in cell.keys where key.level == PublishedCell.all {
        let relation: AuditRelation =
          cell.unit.isPercentage
          ? .mean(measure: cell.measure, over: key.column) : .sum(measure: cell.measure, over: key.column)
        if !relations.contains(relation) { relations.append(relation) }
      }
    }
    return AuditRelations(relations: relations)
  }
}
