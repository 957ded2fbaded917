import Yams

/// Finds the second of two equal keys in a YAML mapping.
///
/// The parser names the first only. Its first character is replaced by a private-use character, which moves nothing else,
/// and the text is composed again; the second key is then its neighbor of the same name. Where a key
/// cannot be renamed that way (it is empty, tagged, or starts with an escape) there is no answer.
struct DuplicateYAMLKey {
  private static let marks: [Unicode.Scalar] = (0xE000..<0xE010).map { Unicode.Scalar($0)! }

  private var scalars: [Unicode.Scalar]
  /// The first characters of the renamed keys, in the order of `marks`.
  private var originals: [Unicode.Scalar] = []

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// Renames first keys until the text composes: there may be three equal keys, or other duplicates after these.
  consuming func second() -> Mark? {
    for replacement in DuplicateYAMLKey.marks {
      do {
        return try Yams.compose(yaml: text, .basic, .default, .utf8).flatMap { secondKey(in: $0) }
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        guard let offset = keyOffset(at: context.mark) else { return nil }
        originals.append(scalars[offset])
        scalars[offset] = replacement
      } catch {
        return nil
      }
    }
    return nil
  }

  private var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// Where the text of a key starts: behind its quote, if it has one.
  private func keyOffset(at mark: Mark) -> Int? {
    var lineStart = 0
    for _ in 1..<mark.line {
      guard let lineEnd = scalars[lineStart...].firstIndex(of: "\n") else { return nil }
      lineStart = lineEnd + 1
    }
    let offset = lineStart + mark.column - 1
    guard offset + 1 < scalars.count else { return nil }
    return scalars[offset] == "\"" || scalars[offset] == "'" ? offset + 1 : offset
  }

  /// The neighbor of the key renamed first. Aliases can make the tree huge, hence the limit.
  private func secondKey(in root: Node) -> Mark? {
    var pending = [root]
    var remaining = 1_000_000
    while let node = pending.popLast(), remaining > 0 {
      remaining -= 1
      switch node {
      case .sequence(let nodes): pending.append(contentsOf: nodes)
      case .mapping(let pairs):
        if let mark = secondKey(among: pairs.compactMap(\.key.scalar)) { return mark }
        pending.append(contentsOf: pairs.map(\.value))
      default: break
      }
    }
    return nil
  }

  private func secondKey(among keys: [Node.Scalar]) -> Mark? {
    func isFirst(_ key: Node.Scalar) -> Bool { key.string.unicodeScalars.first == DuplicateYAMLKey.marks[0] }
    guard let first = keys.first(where: isFirst) else { return nil }
    return keys.first { !isFirst($0) && original($0).elementsEqual(original(first)) }?.mark
  }

  private func original(_ key: Node.Scalar) -> [Unicode.Scalar] {
    var scalars = Array(key.string.unicodeScalars)
    if let initial = scalars.first, let index = DuplicateYAMLKey.marks.firstIndex(of: initial), index < originals.count
    {
      scalars[0] = originals[index]
    }
    return scalars
  }
}
