/// A categorical column: distinct levels, and for each row the number of its level.
///
/// Levels are compared by code point, never by canonical equivalence, which is what `==` of `String` means.
public struct Factor: Sendable, Hashable {
  /// Distinct, in the order of a classification or sorted by code point; never by first appearance.
  public let levels: [String]
  /// n codes into `levels`; -1 is missing.
  public let codes: [Int32]

  /// - Precondition: every code is -1 or a position in `levels`.
  public init(levels: [String], codes: [Int32]) {
    precondition(codes.allSatisfy { $0 >= -1 && $0 < levels.count }, "a code has no level")
    self.levels = levels
    self.codes = codes
  }

  /// Codes that whoever made them has checked: a scan of all rows counts where a column is looked at many times.
  package init(sharedLevels levels: [String], codes: [Int32]) {
    self.levels = levels
    self.codes = codes
  }

  /// Levels are the distinct values, sorted by code point; nil is missing.
  public init(values: [String?]) {
    var dictionary = LevelDictionary()
    let codes = values.map { $0.map { dictionary.code(for: $0) } ?? -1 }
    self.init(unsortedLevels: dictionary.levels, codes: codes)
  }

  /// Sorts levels that are numbered by first appearance.
  init(unsortedLevels levels: [String], codes: [Int32]) {
    let keys = levels.map { Array($0.utf8) }  // UTF-8 bytes sort like code points
    let order = levels.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    var rank = [Int32](repeating: 0, count: levels.count)
    for (position, code) in order.enumerated() { rank[code] = Int32(position) }
    self.init(levels: order.map { levels[$0] }, codes: codes.map { $0 < 0 ? -1 : rank[Int($0)] })
  }

  public static func == (a: Factor, b: Factor) -> Bool {
    a.codes == b.codes && a.levels.elementsEqual(b.levels) { $0.isSameText(as: $1) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(codes)
    for level in levels { level.hashText(into: &hasher) }
  }
}

extension Factor {
  /// The same rows with the levels of a classification in its order; levels without a row stay.
  /// - Returns: nil where a level of a row is not in the classification; ``levels(outside:)`` names them.
  /// - Precondition: the classification has no level twice.
  public func ordered(by classification: [String]) -> Factor? {
    let dictionary = LevelDictionary(classification)
    let position = levels.map { dictionary.existingCode(for: $0) }
    guard levels(outside: classification).isEmpty else { return nil }
    return Factor(levels: classification, codes: codes.map { $0 < 0 ? -1 : position[Int($0)]! })
  }

  /// The levels that have rows and are not in a classification, in level order.
  public func levels(outside classification: [String]) -> [String] {
    let dictionary = LevelDictionary(classification)
    let used = codes.reduce(into: [Bool](repeating: false, count: levels.count)) { if $1 >= 0 { $0[Int($1)] = true } }
    return levels.indices.filter { used[$0] && dictionary.existingCode(for: levels[$0]) == nil }.map { levels[$0] }
  }
}
