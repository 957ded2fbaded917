import TradeImpact

/// Which numbers are good enough to be published, which with a mark, and which not.
/// ```yaml
/// policy: ours
/// title: {zh: 发布规则, en: Release rules}
/// rules:
///   - {code: few_firms, when: {n_below: 10}, suppress: F, note: {zh: 样本企业少于10家, en: fewer than 10 firms}}
///   - {code: caution, kinds: [amount], when: {cv_above: 0.165}, flag: E, note: {zh: 请谨慎使用, en: use with caution}}
/// ```
/// The first rule that fits a number decides; a number that none fits is published as it is.
public struct ReleasePolicy: Sendable, Hashable {
  /// What rules tell numbers apart by.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A total or mean in money.
    case amount
    /// A category's part of a total.
    case share
    /// A part of the firms.
    case proportion
    /// A ratio of two totals.
    case rate
    /// A number of firms.
    case count
  }
  public enum Decision: String, Sendable, Hashable, CaseIterable { case suppress, flag, release }

  public struct Rule: Sendable, Hashable {
    /// In the footnotes' codes: `release.few_firms`.
    public let code: String
    /// Numbers that the rule is for.
    public let kinds: Set<Kind>
    /// All have to hold.
    public let conditions: [ReleaseCondition]
    public let decision: Decision
    /// `E` beside a number, `F` in place of one; empty where a number is released.
    public let symbol: String
    public let note: LocalizedText?

    public init(
      code: String, kinds: Set<Kind> = Set(Kind.allCases), conditions: [ReleaseCondition], decision: Decision,
      symbol: String = "", note: LocalizedText? = nil
    ) {
      (self.code, self.kinds, self.conditions) = (code, kinds, conditions)
      (self.decision, self.symbol, self.note) = (decision, symbol, note)
    }
  }

  public let id: String
  public let title: LocalizedText
  public let source: String?
  public let rules: [Rule]

  public init(id: String, title: LocalizedText, source: String? = nil, rules: [Rule]) {
    (self.id, self.title, self.source, self.rules) = (id, title, source, rules)
  }

  /// The rule that decides; nil where none fits.
  public func rule(for quality: CellQuality) -> Rule? {
    rules.first { rule in rule.kinds.contains(quality.kind) && rule.conditions.allSatisfy { $0.holds(for: quality) } }
  }
}

extension ReleasePolicy.Rule {
  /// What the symbol means; nil for a rule that says nothing.
  public var footnote: Footnote? {
    guard let note, decision != .release else { return nil }
    return Footnote(
      code: "release.\(code)", text: LocalizedText(zh: "\(symbol)：\(note.zh)", en: "\(symbol): \(note.en)"))
  }
}

extension Cell {
  /// The cell as a rule leaves it: with its symbol, or without its number.
  public func released(by rule: ReleasePolicy.Rule) -> Cell {
    let notes = rule.footnote.map { [$0.code] } ?? []
    switch rule.decision {
    case .release: return self
    case .flag: return marked(rule.symbol, footnotes: notes)
    case .suppress: return suppressed(symbol: rule.symbol, footnotes: notes)
    }
  }
}
