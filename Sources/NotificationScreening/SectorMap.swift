import TradeImpact

/// The sector of every chapter of the Harmonized System.
public struct SectorMap: Sendable {
  public let classification: Classification
  /// By chapter, 0 to 99: a place among the codes of the classification; nil where it has no place for the chapter.
  private let places: [Int?]

  public init(_ classification: Classification = Classifications.bundled.sector) {
    self.classification = classification
    var places = [Int?](repeating: classification.unclassified.map { _ in classification.categories.count }, count: 100)
    for (place, category) in classification.categories.enumerated() {
      guard case .chapters(let ranges) = category.rule else { continue }
      for chapter in ranges.chapters { places[chapter] = place }
    }
    self.places = places
  }

  var count: Int { classification.codes.count }

  func place(ofChapter chapter: Int) -> Int? { places[chapter] }

  /// Places of all sectors that codes reach, in the order of the classification.
  func places(of ranges: [HSRange]) -> [Int] {
    let chapters = Set(ranges.flatMap { Array($0.chapters) })
    return Set(chapters.compactMap { places[$0] }).sorted()
  }
}
