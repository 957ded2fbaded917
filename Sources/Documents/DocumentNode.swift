/// One value of a JSON or YAML document, with the place it was read from.
///
/// Mappings keep the order of the file, and numbers keep their text, so that a classification code `0130` or a year
/// `2019` can be read as either. A key is unique in its mapping; keys are compared by code point.
public struct DocumentNode: Sendable {
  public indirect enum Value: Sendable {
    case null
    case bool(Bool)
    case number(Double, text: String)
    case string(String)
    case sequence([DocumentNode])
    case mapping([(key: String, value: DocumentNode)])
  }

  public let value: Value
  public let location: SourceLocation
  /// Keys and indices from the root, `design.fpc[0]`; empty at the root.
  public let path: String

  public init(_ value: Value, at location: SourceLocation, path: String) {
    self.value = value
    self.location = location
    self.path = path
  }

  public var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// What the file holds here, as an error quotes it: `"abc"`, `1.50`, `a list of 3 values`.
  public var summary: String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(_, let text): text
    case .string(let text): DocumentNode.quoted(text)
    case .sequence(let nodes): "a list of \(nodes.count) \(nodes.count == 1 ? "value" : "values")"
    case .mapping(let pairs): "an object with \(pairs.count) \(pairs.count == 1 ? "key" : "keys")"
    }
  }
}

// MARK: Paths

extension DocumentNode {
  /// The path of the value under `key`; a key that holds a point, bracket or quote is quoted.
  static func path(_ parent: String, key: String) -> String {
    let isPlain = !key.isEmpty && !key.utf8.contains { ".[]\"".utf8.contains($0) }
    guard isPlain else { return "\(parent)[\(quoted(key))]" }
    return parent.isEmpty ? key : "\(parent).\(key)"
  }

  static func path(_ parent: String, index: Int) -> String { "\(parent)[\(index)]" }

  /// Text on one line, between double quotes and cut after 60 characters.
  static func quoted(_ text: String) -> String {
    let shown = text.prefix(60).map { $0.isNewline ? "\\n" : String($0) }.joined()
    return "\"\(shown)\(text.count > 60 ? "…" : "")\""
  }
}

// MARK: Keys

extension String {
  /// Equality by code point: `==` also holds between composed and decomposed forms, which a file may tell apart.
  func hasSameScalars(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
