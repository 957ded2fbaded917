import Documents

/// A language of the published tables.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case zh
  case en
}

/// A label in every language of the tables.
public struct LocalizedText: Sendable, Hashable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  public subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

extension LocalizedText {
  /// Reads `{zh: 美国, en: United States}`; both are required.
  public init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: Language.allCases.map(\.rawValue))
    zh = try keyed.required("zh").string()
    en = try keyed.required("en").string()
  }
}
