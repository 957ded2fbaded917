import Sampling

/// How the errors of a sample are estimated.
public enum VarianceMethod: Sendable {
  /// By linearisation under the stratified multistage design.
  case linearised
  /// By linearisation with the probabilities of pairs of units.
  case unequalProbabilities(UnequalProbabilities)
  case twoPhase(TwoPhaseColumns)
  /// From replicate weights that came with the data.
  case replicates(GivenReplicates)

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
  public let scale: Double
  /// R factors of the squared deviations.
  public let rscales: [Double]
  /// Deviations are taken from the full-sample estimate, or from the mean of the replicates.
  public let centersOnFullSample: Bool
  public let isDeleteOneJackknife: Bool

  public init(
    columns: [[Double]], areCombined: Bool, scale: Double, rscales: [Double], centersOnFullSample: Bool,
    isDeleteOneJackknife: Bool
  ) {
    precondition(columns.count == rscales.count, "one rscale a replicate")
    self.columns = columns
    self.areCombined = areCombined
    self.scale = scale
    self.rscales = rscales
    self.centersOnFullSample = centersOnFullSample
    self.isDeleteOneJackknife = isDeleteOneJackknife
  }

  /// Replicates whose weights are all zero.
  var emptyReplicates: [Int] { columns.indices.filter { columns[$0].allSatisfy { $0 == 0 } } }

  func weights(_ replicate: Int, base: [Double]) -> [Double] {
    areCombined ? columns[replicate] : zip(columns[replicate], base).map(*)
  }
}
