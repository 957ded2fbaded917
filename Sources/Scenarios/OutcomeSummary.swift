import UncertaintyAnalysis

/// An outcome over all draws, and at three single points.
public struct OutcomeSummary: Sendable, Hashable {
  public let mean: Double
  /// Of the mean, from the spread of independent sets of draws.
  public let monteCarloError: Double
  public let standardDeviation: Double
  /// At ``levels``.
  public let quantiles: [Double]
  /// With every input at its mean and the sample itself. Where firms leave or orders are lost, this is not the mean.
  public let atMeans: Double
  /// The standard error that the survey's sampling gives the value at the means of the inputs; nil without a survey.
  public let samplingError: Double?

  public static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  init(_ draws: Propagation, atMeans: Double, samplingError: Double?) {
    mean = draws.mean.value
    monteCarloError = draws.mean.standardError
    standardDeviation = draws.variance.value.squareRoot()
    quantiles = Self.levels.map { draws.quantile($0) }
    (self.atMeans, self.samplingError) = (atMeans, samplingError)
  }

  /// 5 and 95 %.
  public var interval: (lower: Double, upper: Double) { (quantiles[0], quantiles[4]) }
  public var median: Double { quantiles[2] }
}
