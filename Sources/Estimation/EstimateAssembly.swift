import Sampling

extension Estimates {
  /// Completes point estimates with covariance, intervals and design effects.
  init(
    _ points: PointEstimates, _ request: StatisticRequest, _ sample: SampleTables, _ source: any VarianceSource
  ) throws(EstimationError) {
    let wantsMatrix = request.covariance ?? (points.list.count <= 1_000)
    let matrix = try source.covariance(of: points, request, onlyVariances: !wantsMatrix)
    var findings = sample.findings + points.findings
    if request.covariance == nil, !wantsMatrix { findings.append(.covarianceLeftOut(points.list.count)) }
    let values = try points.values(checkedAgainst: matrix)
    let errors = values.indices.map { place in values[place].map { _ in max(matrix.variance(place), 0).squareRoot() } }
    let freedom = source.degreesOfFreedom(request, sample)
    if freedom <= 0 { findings.append(.noDegreesOfFreedom(freedom)) }
    let bounds = Self.bounds(
      points, values, errors, request, freedom, &findings
    ) { source.designDegreesOfFreedom(request, sample) }
    self.init(
      labels: points.list.map(\.label), values: values, standardErrors: errors,
      covariance: wantsMatrix ? Self.defined(matrix, where: values) : nil, degreesOfFreedom: freedom,
      level: request.level, lower: bounds.map(\.lower), upper: bounds.map(\.upper),
      designEffects: request.designEffect.map { reference in
        points.list.indices.map { points.list[$0].designEffect(matrix.variance($0), sample, reference) }
      },
      sampleSizes: points.list.map(\.sampleSize), findings: findings)
  }

  /// The matrix with nil in the rows and columns of undefined estimates.
  private static func defined(_ matrix: CovarianceMatrix, where values: [Double?]) -> [[Double?]] {
    values.indices.map { a in
      values.indices.map { b in values[a] == nil || values[b] == nil ? nil : matrix[a, b] }
    }
  }

  private static func bounds(
    _ points: PointEstimates, _ values: [Double?], _ errors: [Double?], _ request: StatisticRequest, _ freedom: Double,
    _ findings: inout [Finding], designFreedom: () -> Double
  ) -> [(lower: Double?, upper: Double?)] {
    let interval = ConfidenceInterval(level: request.level, degreesOfFreedom: freedom)
    guard case .proportion(_, let method) = request.statistic, let quantile = interval.quantile else {
      return zip(values, errors).map { interval.bounds($0, $1) }
    }
    let designFreedom = designFreedom()
    return zip(values, errors).enumerated().map { place, estimate in
      guard let value = estimate.0, let error = estimate.1 else { return (nil, nil) }
      let proportion = ProportionEstimate(
        value: value, standardError: error, sampleSize: points.list[place].sampleSize,
        designDegreesOfFreedom: designFreedom, level: request.level, quantile: quantile)
      let found = proportion.bounds(method)
      if found == nil { findings.append(.intervalUndefined(points.list[place].label, method)) }
      return (found?.lower, found?.upper)
    }
  }
}

extension PointEstimates {
  /// - Throws: ``EstimationError/overflow(_:)`` where an estimate or its variance is not a number.
  fileprivate func values(checkedAgainst matrix: CovarianceMatrix) throws(EstimationError) -> [Double?] {
    let values = list.map { $0.value?.value }
    for (place, value) in values.enumerated() where value?.isFinite == false || !matrix.variance(place).isFinite {
      throw .overflow("the estimate of \(list[place].label), or its variance,")
    }
    return values
  }
}

extension Finding {
  fileprivate static func covarianceLeftOut(_ count: Int) -> Finding {
    Finding(
      kind: "covariance_left_out", subject: "vcov",
      message: "the covariance matrix of \(count) estimates is left out; ask for it with vcov: true")
  }

  fileprivate static func intervalUndefined(_ label: String, _ method: ProportionInterval) -> Finding {
    Finding(
      kind: "interval_undefined", subject: label,
      zh: "比例为0或1时，\(method.rawValue) 区间不存在；可改用 beta 或 wilson",
      en: "the \(method.rawValue) interval of a proportion of 0 or 1 does not exist; ask for beta or wilson")
  }

  fileprivate static func noDegreesOfFreedom(_ freedom: Double) -> Finding {
    Finding(
      kind: "no_degrees_of_freedom", subject: "ci",
      zh: "该范围只有 \(Int(freedom)) 个自由度（初级单元数减层数），没有 t 区间；可将 ci_df 设为 inf 或给出数值",
      en: "the domain has \(Int(freedom)) degrees of freedom (first-stage units less strata), so no t interval; "
        + "ask for ci_df inf or a number")
  }
}
