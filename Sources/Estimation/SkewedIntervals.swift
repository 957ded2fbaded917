import Microdata
import SkewedTotals

/// How the confidence interval of a total is made.
public enum IntervalMethod: Sendable, Hashable {
  /// `θ̂ ± t se`; of proportions, what the statistic says.
  case t
  /// Chosen from the data for non-negative amounts: `SkewedSample.interval` of the module SkewedTotals has the rule.
  case skewed(replicates: Int, seed: UInt64)
}

extension SampleAnalysis {
  /// The estimates with the intervals that their request asks for.
  func withIntervals(
    _ estimates: Estimates, _ points: PointEstimates, _ request: StatisticRequest
  ) throws(EstimationError) -> Estimates {
    guard case .skewed(let replicates, let seed) = request.interval else { return estimates }
    try requireSimpleTotals(request)
    let amounts = RowScores(points.list.map(\.score), rows).scores.matrix
    var intervals: [SkewedInterval?] = []
    for place in points.list.indices {
      guard estimates.values[place] != nil else {
        intervals.append(nil)
        continue
      }
      do throws(SkewedTotalError) {
        let sample = try SkewedSample(
          values: Array(amounts.column(place)), weights: rows.weights, stratumOfUnit: rows.stratumNumbers(ofStage: 0),
          populationSizes: populationSizes)
        intervals.append(
          try sample.interval(level: request.level, replicates: replicates, seed: seed &+ UInt64(place) << 32))
      } catch { throw .statistic(kind: "interval", reason: "\(points.list[place].label): \(error)") }
    }
    return estimates.replacing(intervals)
  }

  /// N_h where the design knows it, else the sum of the weights.
  private var populationSizes: [Double] {
    var sums = [Double](repeating: 0, count: rows.moments.strata.count)
    for (row, stratum) in rows.stratumNumbers(ofStage: 0).enumerated() { sums[stratum] += rows.weights[row] }
    return zip(rows.moments.strata, sums).map { $0.populationSize ?? $1.rounded() }
  }

  private func requireSimpleTotals(_ request: StatisticRequest) throws(EstimationError) {
    guard case .total(let measures) = request.statistic,
      measures.allSatisfy({ if case .number = $0 { true } else { false } })
    else {
      throw .statistic(kind: "interval", reason: "skewed intervals are for totals of amounts; ask for interval t")
    }
    let areUnits = rows.units(ofStage: 0).count == rows.rowCount
    guard moments != nil, rows.moments.layout.stages.count == 1, areUnits else {
      throw .statistic(
        kind: "interval",
        reason: "skewed intervals are for samples of one stage without clusters, with design weights and linearised "
          + "variances; ask for interval t")
    }
  }
}

extension Estimates {
  /// - Parameter intervals: By estimate; nil keeps what there is.
  fileprivate func replacing(_ intervals: [SkewedInterval?]) -> Estimates {
    var lower = self.lower
    var upper = self.upper
    var methods = [String?](repeating: nil, count: labels.count)
    var findings = self.findings
    for (place, interval) in intervals.enumerated() {
      guard let interval else { continue }
      lower[place] = interval.lower
      upper[place] = interval.boundedUpper
      methods[place] = "\(interval.method)"
      findings += interval.findings.map {
        Finding(kind: "tail_not_identified", subject: labels[place], zh: $0.chinese, en: "\($0)")
      }
    }
    return Estimates(
      labels: labels, values: values, standardErrors: standardErrors, covariance: covariance,
      degreesOfFreedom: degreesOfFreedom, level: level, lower: lower, upper: upper, designEffects: designEffects,
      sampleSizes: sampleSizes, findings: findings, intervalMethods: methods)
  }
}
