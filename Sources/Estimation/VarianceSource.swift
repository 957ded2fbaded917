import Sampling

/// Where the covariance of estimates comes from: moments of the sample, its rows, or replicates.
protocol VarianceSource: Sendable {
  /// - Throws: ``EstimationError`` where a stratum, unit or replicate has no answer.
  func covariance(
    of points: PointEstimates, _ request: StatisticRequest, onlyVariances: Bool
  ) throws(EstimationError) -> CovarianceMatrix

  /// The degrees of freedom that intervals use where the request leaves them to the design.
  func designDegreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double
}

/// Linearised variances without a second look at the rows.
struct MomentVariance: VarianceSource {
  let moments: SampleMoments
  let design: DesignColumns

  func covariance(
    of points: PointEstimates, _ request: StatisticRequest, onlyVariances: Bool
  ) throws(EstimationError) -> CovarianceMatrix {
    try ScoreCovariance.matrix(
      of: points.list.map(\.score), moments, design: design, onlyVariances: onlyVariances)
  }

  func designDegreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double {
    sample.designDegreesOfFreedom(request)
  }
}

extension VarianceSource {
  func degreesOfFreedom(_ request: StatisticRequest, _ sample: SampleTables) -> Double {
    switch request.degreesOfFreedom {
    case .infinite: return .infinity
    case .fixed(let value): return value
    case .design:
      if case .contrast(let inner, _) = request.statistic { return degreesOfFreedom(inner.withDesignFreedom, sample) }
      return designDegreesOfFreedom(request, sample)
    }
  }
}

extension StatisticRequest {
  fileprivate var withDesignFreedom: StatisticRequest {
    var request = self
    request.degreesOfFreedom = .design
    return request
  }
}
