/// A set of HS chapters, written `25-38, 72-83`.
public struct ChapterRanges: Sendable, Hashable {
  public let ranges: [ClosedRange<Int>]

  /// - Returns: `nil` unless the text is numbers from 1 to 99 and rising ranges of them, between commas.
  public init?(_ text: String) {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = Self.range(part) else { return nil }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  private static func range(_ part: Substring) -> ClosedRange<Int>? {
    let ends = trimmed(part).split(separator: "-", omittingEmptySubsequences: false).map { HSChapter($0)?.number }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else { return nil }
    return first...last
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Every chapter, in the order written; one that is written twice comes twice.
  public var chapters: [Int] { ranges.flatMap { Array($0) } }
}
