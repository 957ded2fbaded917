import Reporting

/// The words of a block: `code`, **strong**, images, and what a backslash protects.
struct InlineMarkdown {
  private var rest: Substring
  private(set) var html = ""
  /// Paths as written, in order.
  private(set) var images: [String] = []

  /// - Parameter source: What an image's path becomes.
  init(_ text: String, source: (String) throws(NotebookError) -> String) throws(NotebookError) {
    rest = text[...]
    while let first = rest.first {
      if let strong = enclosed("**", "**") {
        let inner = try InlineMarkdown(strong, source: source)
        html += HTMLText.element("strong", html: inner.html)
        images += inner.images
      } else if let code = enclosed("`", "`") {
        html += HTMLText.element("code", text: code)
      } else if let image = image() {
        images.append(image.path)
        html += "<img src=\"\(HTMLText.escaped(try source(image.path)))\" alt=\"\(HTMLText.escaped(image.alt))\">"
      } else {
        html += HTMLText.escaped(String(unprotected(first)))
      }
    }
  }

  /// The text between two signs at the front; nil, and nothing consumed, where they are not there.
  private mutating func enclosed(_ opening: String, _ closing: String) -> String? {
    guard rest.hasPrefix(opening) else { return nil }
    let inner = rest.dropFirst(opening.count)
    guard let end = inner.firstRange(of: closing), end.lowerBound > inner.startIndex else { return nil }
    rest = inner[end.upperBound...]
    return String(inner[..<end.lowerBound])
  }

  private mutating func image() -> (alt: String, path: String)? {
    let before = rest
    if let alt = enclosed("![", "]"), let path = enclosed("(", ")") { return (alt, path) }
    rest = before
    return nil
  }

  /// The next character, or the one that a backslash before it protects.
  private mutating func unprotected(_ first: Character) -> Character {
    rest.removeFirst()
    guard first == "\\", let next = rest.first, next.isASCII, next.isPunctuation || next.isSymbol else { return first }
    rest.removeFirst()
    return next
  }
}
