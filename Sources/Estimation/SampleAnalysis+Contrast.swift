import ExtendedPrecision

extension SampleAnalysis {
  /// Contrasts of the coefficients of a model, by the delta method.
  func modelContrasts(
    _ contrasts: [Contrast], of inner: StatisticRequest, _ request: StatisticRequest
  ) throws(EstimationError) -> Estimates {
    guard case .model = inner.statistic else { throw .notSingleValued("a quantile or a test") }
    let model = try model(inner.withCovariance)
    let parts = model.coefficients
    let covariance = CovarianceMatrix(parts)
    let values = try contrasts.map { contrast throws(EstimationError) in
      try contrast.value(of: parts.values.map { $0.map(DoubleDouble.init) }, labels: parts.labels)
    }
    let errors = values.map { value in value.value.map { _ in max(value.covariance(value, covariance), 0).squareRoot() }
    }
    var freedom = model.residualFreedom
    if case .design = request.degreesOfFreedom {} else { freedom = source.degreesOfFreedom(request, rows.tables) }
    let interval = ConfidenceInterval(level: request.level, degreesOfFreedom: freedom)
    let bounds = zip(values, errors).map { interval.bounds($0.value?.value, $1) }
    return Estimates(
      labels: contrasts.map(\.name), values: values.map { $0.value?.value }, standardErrors: errors,
      covariance: values.map { a in values.map { b in a.covariance(b, covariance) } }, degreesOfFreedom: freedom,
      level: request.level, lower: bounds.map(\.lower), upper: bounds.map(\.upper), designEffects: nil,
      sampleSizes: contrasts.map { _ in parts.sampleSizes[0] }, findings: parts.findings)
  }
}

extension StatisticRequest {
  fileprivate var withCovariance: StatisticRequest {
    var request = self
    request.covariance = true
    return request
  }
}

extension CovarianceMatrix {
  /// The covariance of estimates that are all defined.
  fileprivate init(_ estimates: Estimates) {
    let matrix = estimates.covariance ?? []
    self.init(
      count: matrix.count, onlyVariances: false,
      values: matrix.indices.flatMap { i in matrix[i][i...].map { $0 ?? .nan } })
  }
}
