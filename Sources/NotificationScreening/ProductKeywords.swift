import Microdata

/// Codes of the Harmonized System by words for products: the bundled table `keywords.csv`.
///
/// The longest words win: in "electric kettle" neither "electric" nor "kettle" is looked for again.
package struct ProductKeywords: Sendable {
  private struct Phrase: Sendable {
    let words: [Int32]
    let codes: HSList
  }
  private let words: LevelDictionary
  /// By the number of the first word; the longest first.
  private let phrases: [[Phrase]]

  package static let bundled = ProductKeywords()

  private init() {
    let table = BundledTable.keywords
    var (lists, words) = ([[Phrase]](), LevelDictionary())
    for row in 0..<table.rowCount {
      let numbers = Folding.words(table.text("keyword", row)).map { words.code(for: $0) }
      lists += (lists.count..<max(lists.count, words.levels.count)).map { _ in [] }
      lists[Int(numbers[0])].append(Phrase(words: numbers, codes: HSList(column: table.text("hs", row))))
    }
    self.words = words
    phrases = lists.map { list in
      list.enumerated().sorted { a, b in
        (-a.element.words.count, a.offset) < (-b.element.words.count, b.offset)
      }.map(\.element)
    }
  }

  /// Words that turn a product into its opposite: `non-food products`, 非食品.
  private static let negations: Set<String> = ["non", "not", "except", "excluding", "非", "除"]

  /// Codes of all products that a text names; nil where it names none.
  package func codes(in text: String) -> HSList? {
    let texts = Folding.words(text)
    let numbers = texts.map { words.existingCode(for: $0) ?? -1 }
    var (place, found) = (0, [HSList]())
    while place < numbers.count {
      let rest = numbers[place...]
      guard rest[place] >= 0, let phrase = phrases[Int(rest[place])].first(where: { rest.starts(with: $0.words) })
      else {
        place += 1
        continue
      }
      if place == 0 || !Self.negations.contains(texts[place - 1]) { found.append(phrase.codes) }
      place += phrase.words.count
    }
    return found.isEmpty ? nil : HSList(found)
  }
}

extension HSList {
  /// The codes of several lists, each once.
  fileprivate init(_ lists: [HSList]) { self.init(column: lists.flatMap(\.codes).joined(separator: "; ")) }
}
