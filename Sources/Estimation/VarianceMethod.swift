import Replication
import Sampling

/// How the errors of a sample are estimated.
public enum VarianceMethod: Sendable {
  /// By linearisation under the stratified multistage design.
  case linearised
  /// By linearisation with the probabilities of pairs of units.
  case unequalProbabilities(UnequalProbabilities)
  case twoPhase(TwoPhaseColumns)
  /// From replicate weights that came with the data.
  case givenReplicates(GivenReplicates)
  /// From replicate weights made here from the design.
  case builtReplicates(ReplicateMethod, seed: UInt64, centersOnFullSample: Bool)

  var needsRows: Bool {
    if case .linearised = self { false } else { true }
  }
}

/// Replicate weights that came with the data.
public struct GivenReplicates: Sendable {
  /// R columns of n values, in the order of the data's rows.
  public let columns: [[Double]]
  /// Whether the columns are weights; otherwise they are factors that the weight is multiplied by.
  public let areCombined: Bool
  public let type: ReplicateType
  /// A factor of all squared deviations, and one a replicate; nil: what the type defines.
  public let scale: Double?
  public let rscales: [Double]?
  /// Deviations are taken from the full-sample estimate, or from the mean of the replicates.
  public let centersOnFullSample: Bool

  public init(
    columns: [[Double]], areCombined: Bool = true, type: ReplicateType, scale: Double? = nil, rscales: [Double]? = nil,
    centersOnFullSample: Bool = false
  ) {
    self.columns = columns
    self.areCombined = areCombined
    self.type = type
    self.scale = scale
    self.rscales = rscales
    self.centersOnFullSample = centersOnFullSample
  }

  func replicates(of weights: [Double]) throws(ReplicationError) -> ReplicateWeights {
    try ReplicateWeights(
      columns: columns, combined: areCombined, weights: weights, type: type, scale: scale, rscales: rscales,
      mse: centersOnFullSample)
  }
}
