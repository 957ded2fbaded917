import Microdata
import Sampling

/// A sample in memory, weighted, with its source of variances: answers requests one by one.
struct SampleAnalysis {
  let rows: SampleRows
  let source: any RowStatisticSource
  /// For statistics of the tables of a plain design, whose variances need no rows.
  let moments: MomentVariance?
  let findings: [Finding]
  let replicates: ReplicateSet?

  func answer(_ request: StatisticRequest) throws(EstimationError) -> Answer {
    switch request.statistic {
    case .count: return .count(adding(findings, to: rows.tables.count(request), request))
    case .weights: return .weights(rows.weights)
    case .designInformation: return .design(designInformation(request))
    case .replicateWeights: return .replicates(try replicateSummary())
    case .model: return .model(try model(request))
    case .independence: return .independence(try independence(request))
    case .comparison: return .test(try comparison(request))
    case .quantile: return .estimates(try quantiles(request))
    case .contrast(let inner, let contrasts) where inner.statistic.needsRows:
      return .estimates(try modelContrasts(contrasts, of: inner, request))
    default:
      let points = try PointEstimates(request, rows.tables)
      let estimates = try Estimates(points, request, rows.tables, moments ?? source).adding(findings)
      return .estimates(try withIntervals(estimates, points, request))
    }
  }

  /// Variances of tables from rows as well.
  var withoutMoments: SampleAnalysis {
    SampleAnalysis(rows: rows, source: source, moments: nil, findings: findings, replicates: replicates)
  }

  private func adding(_ findings: [Finding], to count: SampleCount, _ request: StatisticRequest) -> SampleCount {
    count.with(
      degreesOfFreedom: Int(source.designDegreesOfFreedom(request, rows.tables)), findings: count.findings + findings)
  }

  private func designInformation(_ request: StatisticRequest) -> DesignInformation {
    let count = rows.tables.count(request)
    let stages = rows.moments.layout.stages.indices.map { stage in
      DesignInformation.Stage(
        strata: rows.moments.strata.count { $0.stage == stage + 1 }, units: rows.units(ofStage: stage).count)
    }
    return DesignInformation(
      rows: count.rows, sumOfWeights: count.sumOfWeights,
      degreesOfFreedom: Int(source.designDegreesOfFreedom(request, rows.tables)), stages: stages,
      replicates: replicates?.count, findings: count.findings + findings)
  }

  private func replicateSummary() throws(EstimationError) -> ReplicateSummary {
    guard let replicates else { throw .needsReplicates("replicate_weights") }
    return ReplicateSummary(
      scale: replicates.scale, rscales: replicates.rscales, weights: (0..<replicates.count).map(replicates.weights),
      fullSampleTotal: rows.weights.reduce(0, +))
  }
}

extension SampleCount {
  func with(degreesOfFreedom: Int, findings: [Finding]) -> SampleCount {
    SampleCount(
      rows: rows, sumOfWeights: sumOfWeights, sumOfSquaredWeights: sumOfSquaredWeights, effectiveSize: effectiveSize,
      degreesOfFreedom: degreesOfFreedom, findings: findings)
  }
}

extension Estimates {
  func adding(_ more: [Finding]) -> Estimates {
    guard !more.isEmpty else { return self }
    return Estimates(
      labels: labels, values: values, standardErrors: standardErrors, covariance: covariance,
      degreesOfFreedom: degreesOfFreedom, level: level, lower: lower, upper: upper, designEffects: designEffects,
      sampleSizes: sampleSizes, findings: findings + more, intervalMethods: intervalMethods)
  }
}
