/// A categorical column: distinct levels, and for each row the number of its level.
///
/// Levels are compared by code point, never by canonical equivalence, which is what `==` of `String` means.
public struct Factor: Sendable, Hashable {
  /// Distinct, in the order of a classification or sorted by code point.
  public let levels: [String]
  /// n codes into `levels`; -1 is missing.
  public let codes: [Int32]

  /// - Precondition: every code is -1 or a position in `levels`.
  public init(levels: [String], codes: [Int32]) {
    precondition(codes.allSatisfy { $0 >= -1 && $0 < levels.count }, "a code has no level")
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
}

/// A numeric column with its unit.
public struct Variable: Sendable, Hashable {
  public let name: String
  public let unit: String
  /// n values; NaN is missing.
  public let values: [Double]

  public init(name: String, unit: String, values: [Double]) {
    self.name = name
    self.unit = unit
    self.values = values
  }
}
