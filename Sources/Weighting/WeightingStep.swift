/// A step of weighting, made ready for a sample of n rows: it takes weights to weights.
///
/// A step holds no weights, so that it is prepared once and applied to the sample's weights and to those of every
/// replicate. Rows of weight zero are outside the sample: they stay zero and take no part.
public protocol WeightingStep: Sendable {
  /// Applies the step.
  ///
  /// - Parameters:
  ///   - weights: n weights d.
  ///   - designWeights: n weights before the first step of a chain, for steps that tell stages of sampling apart.
  /// - Returns: n weights w = g d, and what the step leaves of weighted scores.
  /// - Throws: ``WeightingError``.
  func adjusted(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> AdjustedWeights

  /// The weights alone, for a replicate of a sample whose own weights the step has adjusted.
  ///
  /// What is a mistake in the sample may be chance in a replicate: calibration leaves out terms that follow from the others
  /// in the rows that the replicate kept, where their totals agree.
  func replicateWeights(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> [Double]
}

extension WeightingStep {
  public func replicateWeights(_ weights: [Double], designWeights: [Double]) throws(WeightingError) -> [Double] {
    try adjusted(weights, designWeights: designWeights).weights
  }
}

extension WeightingStep {
  /// Applies the step as the first of its chain.
  public func adjusted(_ weights: [Double]) throws(WeightingError) -> AdjustedWeights {
    try adjusted(weights, designWeights: weights)
  }
}

/// Weights after a step.
public struct AdjustedWeights: Sendable {
  /// n weights w.
  public let weights: [Double]
  public let projection: ScoreProjection
}
