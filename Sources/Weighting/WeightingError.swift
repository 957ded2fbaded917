/// Why weights cannot be adjusted, with the term, margin, level, class or row that shows it. Rows count from 0.
public enum WeightingError: Error, Hashable, Sendable {
  // MARK: Input
  /// A weight that is negative or not a number.
  case invalidWeight(row: Int, value: Double)
  case allWeightsZero
  case missingAuxiliary(term: String, row: Int)
  case missingTotal(term: String)
  /// σ²_k is not positive.
  case invalidVariance(row: Int, value: Double)
  /// `row` is nil for common bounds.
  case invalidBounds(row: Int?, lower: Double, upper: Double, reason: BoundsFault)

  // MARK: Margins
  case missingLevel(margin: String, row: Int)
  /// The count is not a positive number although the level is in the sample.
  case invalidCount(margin: String, level: String, value: Double)
  /// The level is in the sample and has no population count.
  case uncountedLevel(margin: String, level: String, sampledWeight: Double)
  /// The level has a population count and no weight in the sample.
  case unsampledLevel(margin: String, level: String, count: Double)
  /// Two margins count different populations.
  case contradictoryMargins(MarginTotal, MarginTotal)
  /// The margin and level furthest from its count.
  case rakingNotConverged(margin: String, level: String, count: Double, attained: Double, iterations: Int)

  // MARK: Calibration
  /// Terms that are combinations of others.
  case collinearTerms([TermDependence])
  /// The total lies outside what the term can sum to, whatever the weights within their bounds: from `lower` to `upper`.
  case unreachableTotal(term: String, total: Double, lower: Double, upper: Double)
  /// No weights meet all totals together; the term named stays furthest off.
  case infeasibleTotals(term: String, total: Double, attained: Double)
  /// Bounds leave no weights that meet the totals; the term named stays furthest off.
  case infeasibleBounds(term: String, total: Double, attained: Double, feasible: FeasibleBounds?)
  /// The term furthest from its total.
  case calibrationNotConverged(term: String, total: Double, attained: Double, iterations: Int)
  /// Calibration within a unit failed.
  indirect case withinUnit(String, WeightingError)

  // MARK: Trimming
  case invalidTrimBounds(lower: Double, upper: Double)
  /// No weight lies within the bounds, so none can take up what is cut off.
  case nothingUntrimmed(lower: Double, upper: Double, meanWeight: Double)
  case trimmingNotSettled(rounds: Int, row: Int, weight: Double)

  // MARK: Response
  case tooFewRespondents(class: String, respondents: Int, minimum: Int)
  case missingClass(row: Int)
  /// The response indicator is a function of the terms; the one named has the largest coefficient.
  case separation(term: String, iterations: Int)

  public enum BoundsFault: Hashable, Sendable {
    case reversed, notFinite, oneNotInside, notNumbers
  }
}

/// The grand total of a margin.
public struct MarginTotal: Hashable, Sendable {
  public let margin: String
  public let total: Double

  public init(margin: String, total: Double) {
    self.margin = margin
    self.total = total
  }
}

/// A term that is a combination of other terms in the sample.
public struct TermDependence: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public let term: String
    public let coefficient: Double
  }
  public let term: String
  public let combination: [Part]
  /// The term's own total, where it has one.
  public let total: Double?
  /// The total that the combination implies.
  public let impliedTotal: Double?

  /// Whether the others' totals make the term's own, so that leaving it out changes nothing.
  public var agrees: Bool {
    guard let total, let impliedTotal else { return false }
    return abs(total - impliedTotal) <= 1e-6 * abs(total)
  }
}

/// The least widening of bounds on g that lets the totals be met.
///
/// Bounds [L, U] are stretched about the point c of them that is nearest to 1, to `[c - s (c - L), c + s (U - c)]`; `factor`
/// is the least s for which weights exist. A lower bound that was not negative does not become so: where stretching would
/// cross 0, `lower` is 0, `upper` is the least upper bound that goes with it, and `factor` is the stretch of the upper side.
///
/// Linear and raking calibration succeed at these bounds up to rounding, logit calibration only beyond them.
public struct FeasibleBounds: Hashable, Sendable {
  public let factor: Double
  /// nil where bounds differ by row.
  public let common: Common?

  public struct Common: Hashable, Sendable {
    public let lower: Double
    public let upper: Double
  }
}
