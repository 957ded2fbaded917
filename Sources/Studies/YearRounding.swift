import Reporting

/// The numbers of a year's tables rounded so that those shown add up, in all tables at once.
package struct YearRounding {
  /// How one number was rounded.
  package struct Move {
    package let place: CellPlace
    package let value: Double
    package let rounded: Double
    /// In units of the last digit shown.
    package let units: Double
  }

  /// In print order.
  package let moves: [Move]
  /// Whether the sum of squared moves is known to be least for every power.
  let isProvenLeastSquares: Bool
  private let shown: [CellPlace: Double]

  /// - Throws: ``StudyError``.
  package init(_ study: Study, _ estimates: YearEstimates) throws(StudyError) {
    var system = RoundingSystem()
    for table in study.tables where table.span == .year { system.add(table, study, estimates) }
    do {
      (moves, isProvenLeastSquares) = try system.rounded()
      shown = Dictionary(uniqueKeysWithValues: moves.map { ($0.place, $0.rounded) })
    } catch { throw StudyError(error) }
  }

  /// nil for a number that is no part of anything, such as a rate.
  subscript(place: CellPlace) -> Double? { shown[place] }
}
