/// Which cells to withhold so that no sensitive one can be computed closely from those that remain.
///
/// Sensitive cells are taken in order, those that need most first; for each side of each, further cells are withheld by
/// `ProtectionProgram` until it has room. Then every further cell is published again, the dearest first, if all sensitive cells stay
/// protected without it, so that in the end none could be. Last, an attacker's check computes what can be inferred of every
/// sensitive cell from all tables together; a pattern that fails it is an error and is never returned.
///
/// A firm that is the only one of a cell knows that cell. Every sensitive cell of others is protected against each such firm, too, as far
/// as the firm would not know better if nothing were published.
/// - Postcondition: For every sensitive cell `interval.lowerBound <= value - lower` and `interval.upperBound >= value + upper`, as far as
///   bounds known beforehand allow.
public struct SuppressionPattern: Sendable, Hashable {
  /// Cells that are withheld although they are not sensitive, ascending; those that no table shows are not among them.
  public let secondary: [Int]
  /// Between which limits an outsider can place each sensitive cell, in the order of `primaries`.
  public let intervals: [ClosedRange<Double>]

  /// - Throws: ``DisclosureError``.
  public init(protecting tables: ConfidentialTables) throws(DisclosureError) {
    var search = try PatternSearch(tables)
    try search.addSecondaries()
    try search.removeSuperfluous()
    secondary = search.secondary.sorted()
    intervals = try search.checkedIntervals()
  }
}
