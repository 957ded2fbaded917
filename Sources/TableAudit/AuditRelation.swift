/// What holds between the numbers of a publication, for every year and every other key at once.
public enum AuditRelation: Sendable, Hashable {
  /// The levels of a key add to their total.
  case sum(measure: String, over: String)
  /// The shares of all levels of a key add to 100 %; where some levels are not published, to no more than that.
  case hundred(measure: String, over: String, complete: Bool)
  /// The total is a weighted mean of the levels, so it lies in their range.
  case mean(measure: String, over: String)
  /// A level's share is its amount by the amount of a level (`of`), or of the total (nil).
  case share(measure: String, amount: String, over: String, of: String?)
  /// One measure in percent of another, for the same units.
  case ratio(measure: String, numerator: String, denominator: String)
  /// A measure is the change of another from the year before.
  case change(measure: String, of: String, direction: Direction)
  /// The amounts of one level are those of another in the proportion of a third measure: `Y_a / Y_b = X_a / X_b`.
  case proportional(measure: String, by: String, over: String, level: String, from: String)
  /// The amount of one level is that of another times a published share.
  case product(measure: String, share: String, over: String, level: String, from: String)
  /// Levels may overlap: the total is at least the largest and at most the sum.
  case union(measure: String, over: String)
  /// The amount of several years is at least the sum of those that are published by year.
  case period(measure: String)

  /// The measure whose percentages are parts of a whole.
  var measureOfParts: String? {
    switch self {
    case .hundred(let measure, _, _), .mean(let measure, _): measure
    default: nil
    }
  }

  public enum Direction: String, Sendable, Hashable, CaseIterable { case fall, rise }
}
