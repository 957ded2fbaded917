/// A rule that gives every missing value a number.
public protocol ImputationMethod: Sendable {
  /// n amounts: the answers, and what is put in place of missing ones.
  func completedValues(of item: IncompleteItem) throws(ImputationError) -> [Double]

  /// The completed item, with what the variance of its totals needs.
  func impute(_ item: IncompleteItem) throws(ImputationError) -> CompletedItem
}
