/// Something a reader of a result has to know: an undefined estimate, an empty domain, a suspicious level.
///
/// A finding is data. It travels with the result to every format, and is never a reason to print a plausible number.
public struct Finding: Sendable, Hashable {
  /// A short name in snake case, stable over versions: `empty_domain`, `missing_values`.
  public let kind: String
  /// The label, stratum, column or cell it is about.
  public let subject: String
  /// One sentence, with the way out where there is one.
  public let message: String
  /// The sentence for pages, in Chinese and English; nil where there is only the message.
  public let sentence: Sentence?

  /// One sentence in both languages. Codes of categories stand in braces, `{guangdong}`, for what people call them.
  public struct Sentence: Sendable, Hashable {
    public let zh: String
    public let en: String
  }

  public init(kind: String, subject: String, message: String) {
    (self.kind, self.subject, self.message) = (kind, subject, message)
    sentence = nil
  }

  /// - Parameters:
  ///   - zh: The sentence in Chinese.
  ///   - en: The same in English; without its braces it is the message.
  public init(kind: String, subject: String, zh: String, en: String) {
    (self.kind, self.subject) = (kind, subject)
    message = String(en.filter { $0 != "{" && $0 != "}" })
    sentence = Sentence(zh: zh, en: en)
  }
}

extension Finding {
  /// Findings that say the same of the same are one, whatever languages they say it in.
  public static func == (a: Finding, b: Finding) -> Bool {
    a.kind == b.kind && a.subject == b.subject && a.message == b.message
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(subject)
    hasher.combine(message)
  }
}
