/// How a national total is estimated. Raw values are the words of a definition file and the `method` of cells.
public enum Estimator: String, Sendable, Hashable, CaseIterable {
  /// Weighted sum.
  case expansion
  /// One ratio to register exports for all strata.
  case combinedRatio = "combined_ratio"
  /// A ratio to register exports in each stratum.
  case separateRatio = "separate_ratio"
}
