import LinearAlgebra

/// Weighting steps in order, made ready for a sample.
///
/// ```swift
/// let chain = WeightingChain([response, raking, try Trimming(upper: 40)])
/// let sample = try chain.adjusted(designWeights)
/// let residuals = sample.residuals(of: scores)         // for the variance
/// let replicate = try chain.replicateWeights(designWeightsOfReplicate)
/// ```
public struct WeightingChain: Sendable {
  public let steps: [any WeightingStep]

  public init(_ steps: [any WeightingStep]) {
    self.steps = steps
  }

  /// Applies all steps to n design weights.
  public func adjusted(_ designWeights: [Double]) throws(WeightingError) -> ChainedWeights {
    var (weights, projections) = (designWeights, [ScoreProjection]())
    for step in steps {
      let result = try step.adjusted(weights, designWeights: designWeights)
      weights = result.weights
      projections.append(result.projection)
    }
    return ChainedWeights(weights: weights, projections: projections)
  }

  /// The weights of a replicate from its n design weights.
  public func replicateWeights(_ designWeights: [Double]) throws(WeightingError) -> [Double] {
    var weights = designWeights
    for step in steps { weights = try step.replicateWeights(weights, designWeights: designWeights) }
    return weights
  }
}

/// The weights that a chain ends with, and what its steps leave of scores.
public struct ChainedWeights: Sendable {
  /// n final weights.
  public let weights: [Double]
  /// One a step.
  public let projections: [ScoreProjection]

  /// The residuals of weighted scores u_k = w_k z_k, n × q, with the final weights w.
  ///
  /// Steps that use known totals are projected on in the order in which they were applied, as R `survey` does. A step that
  /// models response splits the chain: the steps after it come first, then its own projection, which gives scores to
  /// nonrespondents, and then the steps before it, which saw the whole sample.
  ///
  /// - Parameters:
  ///   - scores: n × q.
  ///   - stage: The stage whose variance component is meant; the default is the first, for which calibration within units
  ///     of a stage counts for nothing. Scores of components of stage s take account of it for stages before s.
  public func residuals(of scores: Matrix, forStage stage: Int = 1) -> Matrix {
    var residuals = scores
    residuals.withMutableElements { project(&$0, rows: scores.rows, forStage: stage) }
    return residuals
  }

  /// The same in place.
  /// - Parameter scores: Columns of n elements, one after the other.
  package func project(_ scores: inout [Double], rows: Int, forStage stage: Int = 1) {
    for projection in order where projection.applies(toStage: stage) { projection.project(&scores, rows: rows) }
  }

  /// Whether stages need scores of their own.
  public var dependsOnStage: Bool {
    projections.contains { $0.scope != .allStages }
  }

  private var order: [ScoreProjection] {
    var (result, segment) = ([ScoreProjection](), [ScoreProjection]())
    for projection in projections {
      if projection.isResponse {
        result = [projection] + segment + result
        segment = []
      } else {
        segment.append(projection)
      }
    }
    return segment + result
  }
}

extension ScoreProjection {
  func applies(toStage stage: Int) -> Bool {
    switch scope {
    case .allStages: true
    case .after(let unitStage): stage > unitStage
    }
  }
}
