import TradeImpact

/// A remark that cells refer to by its code.
public struct Footnote: Sendable, Hashable {
  /// Stable over runs; CSV files hold it.
  public let code: String
  public let text: LocalizedText

  public init(code: String, text: LocalizedText) {
    self.code = code
    self.text = text
  }

  /// The code that every estimate from synthetic data carries.
  public static let syntheticCode = "synthetic"
}
