/// Two levels that a reader would take for one.
public struct SimilarLevels: Sendable, Hashable {
  public enum Difference: Sendable, Hashable {
    /// Blanks around, or how many between words.
    case blanks
    /// The same characters in other code points, such as a letter and accent for an accented letter.
    case normalization
  }
  public let first: String
  public let second: String
  public let difference: Difference

  /// Pairs among distinct levels that differ only by blanks or by their normalization form: each level that resembles an
  /// earlier one, with the first that it resembles.
  /// - Complexity: O(length of all levels).
  public static func pairs(among levels: [String]) -> [SimilarLevels] {
    // The keys of a dictionary of strings are equal where they are canonically equivalent: here that is what is wanted.
    var firsts: [String: String] = [:]
    return levels.compactMap { level in
      let key = level.withSingleBlanks
      guard let first = firsts[key] else {
        firsts[key] = level
        return nil
      }
      return SimilarLevels(first: first, second: level, difference: first == level ? .normalization : .blanks)
    }
  }
}

extension String {
  /// No blanks around, one space for each run of blanks between; full-width and no-break spaces are blanks.
  fileprivate var withSingleBlanks: String {
    unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
  }
}
