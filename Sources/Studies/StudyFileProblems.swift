import Documents

/// All that is wrong with a study file: after each problem its part is taken out and the rest is read again.
struct StudyFileProblems {
  private(set) var messages: [String] = []
  /// What is left, without the parts at fault; nil where too little is.
  private(set) var study: Study?

  /// Keys whose place something harmless can take, so that the rest can be read.
  private static let placeholders: [String: DocumentNode.Value] = [
    "study": .string("study"), "units": .string("元"),
    "title": .mapping(
      ["zh", "en"].map { ($0, DocumentNode(.string("-"), at: SourceLocation(file: "", line: 0, column: 0), path: $0)) }),
  ]

  init(path: String) {
    do {
      var document = StudyDocument(try DocumentParser.yaml(try Study.bytes(of: path), file: path))
      while true {
        do {
          study = try Study(decoding: document.root, path: path, reading: Study.bytes)
          return
        } catch {
          guard let rest = rest(of: document, after: error) else { return }
          document = rest
        }
      }
    } catch { messages.append(StudyError(error).message) }
  }

  /// The document without what an error is about; nil where nothing can be read without it.
  private mutating func rest(of document: StudyDocument, after error: any Error) -> StudyDocument? {
    guard let error = error as? DocumentError else {
      messages.append(StudyError(error).message)
      return document.withoutKey(ofNotBuilt: Study.notBuilt)
    }
    if case .missingKey(let key) = error.kind {
      // A part that was taken out may be what its surroundings need: they go with it.
      if !document.hasRemoved(key, from: error.path) { messages.append(error.description) }
      if error.path.isEmpty { return Self.placeholders[key].map { document.with(key, $0) } }
      return document.without(at: error.location, path: error.path)
    }
    messages.append(error.description)
    guard error.file == document.root.location.file else { return document.withoutKey(naming: error.file) }
    return document.without(at: error.location, path: error.path)
  }
}

/// A study file from which parts are taken out.
private struct StudyDocument {
  let root: DocumentNode
  private let removed: [(path: String, key: String)]

  init(_ root: DocumentNode) { (self.root, removed) = (root, []) }

  private init(_ root: DocumentNode, _ removed: [(path: String, key: String)]) {
    (self.root, self.removed) = (root, removed)
  }

  private var pairs: [(key: String, value: DocumentNode)] { (try? root.mapping()) ?? [] }

  func hasRemoved(_ key: String, from path: String) -> Bool { removed.contains { $0.path == path && $0.key == key } }

  func with(_ key: String, _ value: DocumentNode.Value) -> StudyDocument {
    let node = DocumentNode(value, at: root.location, path: key)
    return StudyDocument(DocumentNode(.mapping(pairs + [(key, node)]), at: root.location, path: ""), removed)
  }

  /// Without the innermost key whose value stands where an error is; nil where there is none.
  func without(at location: SourceLocation, path: String) -> StudyDocument? {
    var removed = removed
    guard let node = Self.without(root, location, path, &removed) else { return nil }
    return StudyDocument(node, removed)
  }

  private static func without(
    _ node: DocumentNode, _ location: SourceLocation, _ path: String, _ removed: inout [(path: String, key: String)]
  ) -> DocumentNode? {
    guard case .mapping(let pairs) = node.value else { return nil }
    for (place, pair) in pairs.enumerated() where holds(pair.value, path, at: location) {
      var rest = pairs
      if let inner = without(pair.value, location, path, &removed) {
        rest[place].value = inner
      } else {
        removed.append((node.path, pair.key))
        rest.remove(at: place)
      }
      return DocumentNode(.mapping(rest), at: node.location, path: node.path)
    }
    return nil
  }

  /// Whether a value is the one of a path, or around it. An unknown key is an error of the mapping that has it, at the place of
  /// its value.
  private static func holds(_ node: DocumentNode, _ path: String, at location: SourceLocation) -> Bool {
    if node.location == location { return true }
    return path == node.path || path.hasPrefix(node.path + ".") || path.hasPrefix(node.path + "[")
  }

  func withoutKey(ofNotBuilt keys: [String]) -> StudyDocument? { without { key, _ in keys.contains(key) } }

  /// Without the key whose list names a file.
  func withoutKey(naming file: String) -> StudyDocument? {
    without { _, value in (try? value.sequence())?.contains { (try? $0.text()).map(file.hasSuffix) == true } == true }
  }

  private func without(_ isAtFault: (String, DocumentNode) -> Bool) -> StudyDocument? {
    let rest = pairs.filter { !isAtFault($0.key, $0.value) }
    guard rest.count < pairs.count else { return nil }
    return StudyDocument(DocumentNode(.mapping(rest), at: root.location, path: ""), removed)
  }
}
