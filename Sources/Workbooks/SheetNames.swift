import TradeImpact

/// Names of sheets that Excel accepts: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no two alike.
package struct SheetNames {
  private static let limit = 31
  private static let refused = Set<Character>("[]:*?/\\'")
  private var taken: Set<String> = []

  package init() {}

  /// The number of a table that has one, `表2-1`; else its title without the year, as much of it as fits.
  package static func short(_ title: String, _ language: Language) -> String {
    if let number = numbered(title) { return number }
    return language == .zh ? withoutYear(title, after: "年") : withoutYear(title)
  }

  private static func numbered(_ title: String) -> String? {
    let words = title.split(separator: " ")
    guard let first = words.first, words.count > 1 else { return nil }
    if first.hasPrefix("表"), first.count > 1 { return String(first) }
    return first == "Table" ? "Table \(words[1])" : nil
  }

  /// `2015–2019年各行业直接损失` without its first part.
  private static func withoutYear(_ title: String, after mark: Character) -> String {
    let head = title.prefix { $0.isNumber || $0 == "–" }
    let rest = title.dropFirst(head.count)
    return rest.first == mark && head.count >= 4 ? String(rest.dropFirst()) : title
  }

  /// `Direct loss by cause, 2019` without its last part.
  private static func withoutYear(_ title: String) -> String {
    guard let comma = title.lastIndex(of: ",") else { return title }
    let tail = title[title.index(after: comma)...]
    return tail.contains { $0.isNumber } && tail.allSatisfy { $0.isNumber || $0 == "–" || $0 == " " }
      ? String(title[..<comma]) : title
  }

  /// The name, or a variant of it, that no other sheet has.
  package mutating func take(_ wish: String) -> String {
    let clean = String(wish.map { Self.refused.contains($0) ? ($0 == "'" ? "’" : " ") : $0 })
    for attempt in 1... {
      let suffix = attempt == 1 ? "" : " \(attempt)"
      let name = Self.fitted(clean, to: Self.limit - suffix.utf16.count) + suffix
      if taken.insert(name.lowercased()).inserted { return name }
    }
    preconditionFailure("an endless range ended")
  }

  /// As many whole words as fit, and a mark for the others; of a text without blanks as many characters.
  private static func fitted(_ text: String, to limit: Int) -> String {
    guard text.utf16.count > limit else { return text }
    var cut = text
    while cut.utf16.count > limit - 1 { cut.removeLast() }
    if let blank = cut.lastIndex(of: " ") { cut = String(cut[..<blank]) }
    while cut.last == "," { cut.removeLast() }
    return cut + "…"
  }
}
