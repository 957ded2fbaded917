import Documents
import TradeImpact

extension ReleasePolicy {
  /// - Throws: `DocumentError` for a key that is unknown or missing, a code that is used twice, a rule that decides nothing or twice.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let policy = try KeyedDocument(node, known: ["policy", "title", "source", "rules"])
    id = try policy.required("policy").text()
    title = try LocalizedText(decoding: policy.required("title"))
    source = try policy.optional("source")?.string()
    var rules: [Rule] = []
    for item in try policy.required("rules").sequence() {
      let rule = try Rule(decoding: item)
      guard !rules.contains(where: { $0.code == rule.code }) else {
        throw try KeyedDocument(item, known: Rule.keys).required("code").invalid(expected: "a code of its own")
      }
      rules.append(rule)
    }
    self.rules = rules
  }

  /// - Parameter file: The name that errors give the document.
  public init(yaml bytes: [UInt8], file: String) throws(DocumentError) {
    try self.init(decoding: DocumentParser.yaml(bytes, file: file))
  }
}

extension ReleasePolicy.Rule {
  fileprivate static let keys = ["code", "kinds", "when", "suppress", "flag", "release", "note"]

  fileprivate init(decoding node: DocumentNode) throws(DocumentError) {
    let rule = try KeyedDocument(node, known: Self.keys)
    let decisions = ReleasePolicy.Decision.allCases.filter { rule.optional($0.rawValue) != nil }
    guard decisions.count == 1, let decision = decisions.first else {
      throw node.invalid(expected: "one of suppress, flag and release")
    }
    let symbol = rule.optional(decision.rawValue)!
    if decision == .release, try !symbol.bool() { throw symbol.invalid(expected: "true") }
    self.init(
      code: try rule.required("code").text(), kinds: try Self.kinds(rule.optional("kinds")),
      conditions: try ReleaseCondition.all(decoding: rule.required("when")), decision: decision,
      symbol: decision == .release ? "" : try symbol.text(),
      note: decision == .release ? nil : try LocalizedText(decoding: rule.required("note")))
  }

  private static func kinds(_ node: DocumentNode?) throws(DocumentError) -> Set<ReleasePolicy.Kind> {
    guard let node else { return Set(ReleasePolicy.Kind.allCases) }
    return Set(try node.sequence().map { item throws(DocumentError) in try item.choice(of: ReleasePolicy.Kind.self) })
  }
}

extension ReleaseCondition {
  /// `cv_above`, `n_at_least`: every quantity with every comparison.
  private static let words: [(word: String, quantity: Quantity, comparison: Comparison)] =
    Quantity.allCases.flatMap { quantity in
      Comparison.allCases.map { ("\(quantity.rawValue)_\($0.rawValue)", quantity, $0) }
    }

  fileprivate static func all(decoding node: DocumentNode) throws(DocumentError) -> [ReleaseCondition] {
    let keyed = try KeyedDocument(node, known: words.map(\.word))
    guard !keyed.keys.isEmpty else { throw node.invalid(expected: "a condition, such as {cv_above: 0.333}") }
    var conditions: [ReleaseCondition] = []
    for (word, quantity, comparison) in words {
      guard let threshold = keyed.optional(word) else { continue }
      conditions.append(ReleaseCondition(quantity, comparison, try threshold.double()))
    }
    return conditions
  }
}
