import Microdata

/// Classes of firms: the combinations of some factors, numbered in the order of their names.
struct FirmClasses {
  let names: [String]
  /// The class of every firm; nil where it lacks a factor.
  let places: [Int?]
  /// The factors, as an error says them: `sector x size_class`.
  let description: String

  /// - Precondition: A need of the answers has the factors.
  init(_ answers: YearAnswers, _ factors: [String]) {
    let texts = factors.map { answers.texts($0) }
    let own = (0..<answers.count).map { row -> String? in
      let levels = texts.compactMap { $0[row] }
      return levels.count == factors.count ? levels.joined(separator: " x ") : nil
    }
    names = Set(own.compactMap { $0 }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    places = own.map { $0.map { numbers[$0]! } }
    description = factors.joined(separator: " x ")
  }

  /// The classes as a factor, missing where a firm has none.
  var factor: Factor { Factor(levels: names, codes: places.map { $0.map(Int32.init) ?? -1 }) }
}
