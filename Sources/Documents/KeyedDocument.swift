/// A mapping whose every key is known: reading starts by refusing the others.
/// ```swift
/// let design = try KeyedDocument(node, known: ["ids", "strata", "fpc"])
/// let ids = try design.required("ids").strings(orSingle: true)
/// let fpc = try design.optional("fpc")?.strings(orSingle: true)
/// ```
public struct KeyedDocument: Sendable {
  public let node: DocumentNode
  private let pairs: [(key: String, value: DocumentNode)]
  private let known: [String]

  /// - Parameters:
  ///   - known: The keys with a meaning, in the order in which an error lists them.
  ///   - ignored: Keys that may be present and are never read, such as a title.
  /// - Throws: `wrongType` where the node is no mapping; `unknownKey` for the first key in neither list.
  public init(_ node: DocumentNode, known: [String], ignored: [String] = []) throws(DocumentError) {
    self.node = node
    self.known = known
    pairs = try node.mapping()
    for (key, value) in pairs where !(known + ignored).contains(where: key.hasSameScalars) {
      throw DocumentError(
        .unknownKey(key: key, nearest: nearest(to: key, among: known), known: known),
        at: value.location, path: node.path, value: value.summary)
    }
  }

  /// Keys in the order of the file, without the ignored ones.
  public var keys: [String] {
    pairs.map(\.key).filter { key in known.contains(where: key.hasSameScalars) }
  }

  /// - Throws: `missingKey`.
  /// - Precondition: `key` is one of `known`.
  public func required(_ key: String) throws(DocumentError) -> DocumentNode {
    guard let value = optional(key) else {
      throw DocumentError(.missingKey(key: key), at: node.location, path: node.path, value: node.summary)
    }
    return value
  }

  /// The value under `key`, or `nil` where the key is absent.
  ///
  /// An explicit null is a value: a key left unfilled must not pass for one that was left out.
  /// - Precondition: `key` is one of `known`.
  public func optional(_ key: String) -> DocumentNode? {
    precondition(known.contains(where: key.hasSameScalars), "'\(key)' is not among the known keys")
    return pairs.first { $0.key.hasSameScalars(as: key) }?.value
  }
}
