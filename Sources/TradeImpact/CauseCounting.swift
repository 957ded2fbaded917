/// How a firm's loss is counted where it names several causes.
public enum CauseCounting: String, Sendable, Hashable, CaseIterable {
  /// In equal parts over the causes that it names: every yuan once.
  case fractional
  /// All of it at its primary cause: every yuan once.
  case primary
  /// All of it at each cause that it names: what firms with the cause lost, which does not add.
  case anyMention = "any_mention"

  /// Whether the amounts by cause add to the loss.
  public var isAdditive: Bool { self != .anyMention }

  public var label: LocalizedText {
    switch self {
    case .fractional: LocalizedText(zh: "按所列原因均摊", en: "Divided among causes named")
    case .primary: LocalizedText(zh: "计入主要原因", en: "At the primary cause")
    case .anyMention: LocalizedText(zh: "列出该原因的企业（不可相加）", en: "Firms that name it (not additive)")
    }
  }

  /// The part of a firm's loss that stands at each cause, and last at no cause stated.
  /// - Parameters:
  ///   - named: Whether the firm names each cause.
  ///   - primary: The place of its primary cause; a firm that gives none has its loss at no cause stated.
  /// - Returns: One part more than there are causes, adding to 1 where the counting is additive.
  public func parts(named: [Bool], primary: Int?) -> [Double] {
    var parts = [Double](repeating: 0, count: named.count + 1)
    let count = named.count(where: \.self)
    switch self {
    case .fractional:
      for cause in named.indices where named[cause] { parts[cause] = 1 / Double(count) }
      if count == 0 { parts[named.count] = 1 }
    case .primary:
      parts[primary ?? named.count] = 1
    case .anyMention:
      for cause in named.indices where named[cause] { parts[cause] = 1 }
      if count == 0 { parts[named.count] = 1 }
    }
    return parts
  }
}
