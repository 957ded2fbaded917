/// Pieces of HTML with their text escaped.
package enum HTMLText {
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
    return text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: String(scalar)
      }
    }.joined()
  }

  /// An element with escaped text.
  package static func element(_ name: String, _ attributes: [(String, String)] = [], text: String) -> String {
    element(name, attributes, html: escaped(text))
  }

  /// An element around HTML.
  package static func element(_ name: String, _ attributes: [(String, String)] = [], html: String) -> String {
    let written = attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    return "<\(name)\(written)>\(html)</\(name)>"
  }

  /// An element with every part on lines of its own.
  package static func block(_ name: String, _ attributes: [(String, String)] = [], parts: [String]) -> String {
    element(name, attributes, html: "\n" + parts.map { $0 + "\n" }.joined())
  }
}
