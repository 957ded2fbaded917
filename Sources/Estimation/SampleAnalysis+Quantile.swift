extension SampleAnalysis {
  /// One estimate a group, variable and probability, labelled `variable@p`.
  func quantiles(_ request: StatisticRequest) throws(EstimationError) -> Estimates {
    guard case .quantile(let names, let probabilities, let rule, let interval) = request.statistic else {
      preconditionFailure("a request for quantiles")
    }
    let groups = rows.tables.groups(request)
    let masks = groups.map { rows.mask($0.cells) }
    let freedom = source.degreesOfFreedom(request, rows.tables)
    let designFreedom = source.designDegreesOfFreedom(request, rows.tables)
    var collected = QuantileTable(findings: rows.tables.findings + findings)
    if groups.isEmpty { collected.findings.append(.emptyDomain(request.by.joined(separator: ","))) }
    for name in names {
      let values = rows.columns.numbers(name)
      for (group, mask) in zip(groups, masks) {
        let estimator = QuantileEstimator(
          source: source, values: values, mask: mask, rule: rule, interval: interval, level: request.level,
          degreesOfFreedom: freedom, designDegreesOfFreedom: designFreedom)
        try collected.append(name, group, probabilities, estimator, keepsMissing: !request.dropsMissing)
      }
    }
    return collected.estimates(level: request.level, freedom)
  }
}

/// Quantiles while they are collected.
private struct QuantileTable {
  var labels: [String] = []
  var results: [QuantileEstimator.Result] = []
  var sampleSizes: [Int] = []
  var findings: [Finding]

  mutating func append(
    _ name: String, _ group: SampleTables.Group, _ probabilities: [Double], _ estimator: QuantileEstimator,
    keepsMissing: Bool
  ) throws(EstimationError) {
    let isUndefined = group.incompleteRows > 0 && keepsMissing
    let own: [QuantileEstimator.Result] =
      isUndefined
      ? probabilities.map { _ in .init(value: nil, standardError: nil, lower: nil, upper: nil) }
      : try estimator.estimates(probabilities)
    for (p, result) in zip(probabilities, own) {
      let label = "\(group.prefix)\(name)@\(Self.text(p))"
      labels.append(label)
      sampleSizes.append(group.sampleSize)
      if group.sampleSize == 0 { findings.append(.emptyDomain(label)) }
      if isUndefined { findings.append(.missingValues(label, group.incompleteRows)) }
      if p == 0 || p == 1 { findings.append(.extreme(label)) }
      if result.value != nil, p > 0, p < 1, result.standardError == nil { findings.append(.openInterval(label)) }
    }
    results += own
  }

  /// The shortest decimal, whole numbers without a point.
  private static func text(_ p: Double) -> String { p == p.rounded() ? String(Int(p)) : "\(p)" }

  func estimates(level: Double, _ freedom: Double) -> Estimates {
    Estimates(
      labels: labels, values: results.map(\.value), standardErrors: results.map(\.standardError), covariance: nil,
      degreesOfFreedom: freedom, level: level, lower: results.map(\.lower), upper: results.map(\.upper),
      designEffects: nil, sampleSizes: sampleSizes, findings: findings)
  }
}

extension Finding {
  fileprivate static func extreme(_ label: String) -> Finding {
    Finding(
      kind: "extreme", subject: label,
      message: "the smallest or largest value of the sample: it has no standard error and no interval")
  }

  fileprivate static func openInterval(_ label: String) -> Finding {
    Finding(
      kind: "interval_undefined", subject: label,
      message: "an end of the interval of the distribution function lies outside (0, 1), so the quantile's is open; "
        + "interval_type beta or xlogit stays inside")
  }
}
