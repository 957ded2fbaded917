import Yams

/// A YAML document as nodes: scalars by ``CoreSchema``, keys as text, aliases expanded in place.
///
/// Tags, merge keys and several documents in a file have no meaning here; an expanded alias keeps the place of its anchor
/// and the path of its use.
struct YAMLReader {
  /// A file can double its size with every alias; expansion stops here.
  private static let maximumNodes = 1_000_000

  private let text: String
  private let file: String

  init(_ text: String, file: String) {
    self.text = text
    self.file = file
  }

  func document() throws(DocumentError) -> DocumentNode {
    guard let root = try compose() else {
      return DocumentNode(.null, at: SourceLocation(file: file, line: 1, column: 1), path: "")
    }
    var remaining = YAMLReader.maximumNodes
    return try convert(root, path: "", depth: 0, remaining: &remaining)
  }

  /// `Resolver.basic` leaves every scalar a text, so that the keys `1` and `"1"` are the same key.
  private func compose() throws(DocumentError) -> Node? {
    do {
      return try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      throw YAMLFailure(text: text, file: file).documentError(error)
    }
  }

  private func convert(
    _ node: Node, path: String, depth: Int, remaining: inout Int
  ) throws(DocumentError) -> DocumentNode {
    let location = SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    remaining -= 1
    guard depth <= DocumentParser.maximumDepth, remaining >= 0 else {
      throw syntax("aliases or nesting make the document too large", "write it out without aliases", at: location)
    }
    let value =
      switch node {
      case .scalar(let scalar): try self.scalar(scalar, at: location)
      case .sequence(let nodes): try sequence(nodes, path: path, depth: depth, remaining: &remaining)
      case .mapping(let pairs): try mapping(pairs, path: path, depth: depth, remaining: &remaining)
      case .alias: throw syntax("an alias stands alone", "name an anchor defined above", at: location)
      }
    return DocumentNode(value, at: location, path: path)
  }

  /// Quoted and block scalars are text whatever they look like.
  private func scalar(_ scalar: Node.Scalar, at location: SourceLocation) throws(DocumentError) -> DocumentNode.Value {
    switch scalar.tag.description {
    case Tag.Name.implicit.rawValue where scalar.style == .plain: CoreSchema.value(ofPlain: scalar.string)
    case Tag.Name.implicit.rawValue, Tag.Name.nonSpecific.rawValue, Tag.Name.str.rawValue: .string(scalar.string)
    default: throw syntax("the tag \(scalar.tag) has no meaning here", "remove it", at: location)
    }
  }

  private func sequence(
    _ nodes: Node.Sequence, path: String, depth: Int, remaining: inout Int
  ) throws(DocumentError) -> DocumentNode.Value {
    var values: [DocumentNode] = []
    for node in nodes {
      let path = DocumentNode.path(path, index: values.count)
      values.append(try convert(node, path: path, depth: depth + 1, remaining: &remaining))
    }
    return .sequence(values)
  }

  private func mapping(
    _ pairs: Node.Mapping, path: String, depth: Int, remaining: inout Int
  ) throws(DocumentError) -> DocumentNode.Value {
    var values: [(key: String, value: DocumentNode)] = []
    for (keyNode, node) in pairs {
      guard case .scalar(let scalar) = keyNode else {
        let place = SourceLocation(file: file, line: keyNode.mark?.line ?? 1, column: keyNode.mark?.column ?? 1)
        throw syntax("a key is a list or an object", "write a text as the key", at: place)
      }
      let path = DocumentNode.path(path, key: scalar.string)
      let value = try convert(node, path: path, depth: depth + 1, remaining: &remaining)
      values.append((scalar.string, value))
    }
    return .mapping(values)
  }

  private func syntax(_ problem: String, _ remedy: String, at place: SourceLocation) -> DocumentError {
    DocumentError(.syntax(problem: problem, remedy: remedy), at: place)
  }
}
