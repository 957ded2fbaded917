import ExtendedPrecision

/// Estimates before their errors: values, and the scores that their covariance is computed from.
struct PointEstimates {
  struct Point {
    let label: String
    /// nil is undefined.
    let value: DoubleDouble?
    let score: Score
    /// The cells that a simple random sample of the same size would be drawn from.
    let cells: [Int]
    let sampleSize: Int
  }

  private(set) var list: [Point] = []
  /// The estimates that contrasts are made of, and how; nil for other statistics.
  private(set) var basis: (points: [Point], contrasts: [ContrastValue])?
  private(set) var findings: [Finding] = []

  /// - Throws: ``EstimationError`` where labels or totals of the request do not fit the sample.
  init(_ request: StatisticRequest, _ sample: SampleTables) throws(EstimationError) {
    if case .contrast(let inner, let contrasts) = request.statistic {
      let parts = try PointEstimates(inner, sample)
      findings = parts.findings
      let (values, labels) = (parts.list.map(\.value), parts.list.map(\.label))
      let derived = try contrasts.map { contrast throws(EstimationError) in
        try contrast.value(of: values, labels: labels)
      }
      list = zip(contrasts, derived).map {
        $1.point($0.name, of: parts.list) { sample.rowCount(over: $0.sorted()) }
      }
      basis = (parts.list, derived)
      return
    }
    let groups = sample.groups(request)
    if groups.isEmpty { findings.append(.emptyDomain(request.by.joined(separator: ","))) }
    let domain = groups.flatMap(\.cells)
    for group in groups {
      let estimator = GroupEstimator(sample: sample, group: group, domain: domain)
      for point in try estimator.points(request.statistic) { add(point, group, request) }
    }
  }

  private mutating func add(_ point: Point, _ group: SampleTables.Group, _ request: StatisticRequest) {
    if group.sampleSize == 0 { findings.append(.emptyDomain(point.label)) }
    if group.incompleteRows > 0, !request.dropsMissing {
      findings.append(.missingValues(point.label, group.incompleteRows))
      list.append(
        Point(label: point.label, value: nil, score: Score(), cells: point.cells, sampleSize: point.sampleSize))
      return
    }
    if point.value == nil, group.sampleSize > 0 { findings.append(.undefined(point.label)) }
    list.append(point)
  }
}

/// The estimators, for the rows of one group.
///
/// `m_j` is the weighted total of variable j over the group; scores are the derivatives of the estimator with respect to
/// the totals, evaluated at the estimate.
struct GroupEstimator {
  let sample: SampleTables
  let group: SampleTables.Group
  /// The cells of all groups together.
  let domain: [Int]

  private var layout: MomentLayout { sample.moments.layout }

  func points(_ statistic: Statistic) throws(EstimationError) -> [PointEstimates.Point] {
    switch statistic {
    case .total(let measures): measures.flatMap(totals)
    case .mean(let measures): measures.flatMap(means)
    case .proportion(let event, _): [proportion(event)]
    case .ratio(let numerators, let denominators):
      denominators.flatMap { denominator in numerators.map { ratio($0, denominator) } }
    case .combinedRatioTotal(let numerator, let denominator, let total):
      [combinedRatioTotal(numerator, denominator, total)]
    case .separateRatioTotal(let numerator, let denominator, let strata, let totals):
      [try separateRatioTotal(numerator, denominator, strata, totals)]
    case .share(let names): names.map(share)
    case .variance(let names): names.map(variance)
    case .contrast: throw .notSingleValued("a contrast of a contrast")
    case .quantile: throw .notSingleValued("a quantile")
    case .model, .independence, .comparison: throw .notSingleValued("a model or test")
    case .count, .weights, .designInformation, .replicateWeights: throw .notSingleValued("a description of the sample")
    }
  }

  private func point(
    _ label: String, _ value: DoubleDouble?, _ score: Score, cells: [Int]? = nil
  ) -> PointEstimates.Point {
    PointEstimates.Point(
      label: group.prefix + label, value: value, score: value == nil ? Score() : score, cells: cells ?? group.cells,
      sampleSize: group.sampleSize)
  }

  // MARK: Totals and means

  /// `t̂ = Σ_k w_k x_k`, z_k = x_k.
  private func totals(_ measure: Measure) -> [PointEstimates.Point] {
    switch measure {
    case .number(let name):
      let x = layout.number(name)
      return [point(name, sample.total(x, over: group.cells), Score(in: group.cells, [(x, .one)]))]
    case .category(let name):
      return levels(of: name).map { level, cells in
        point(
          "\(name)=\(level)", sample.total(layout.one, over: cells), Score(in: cells, [(layout.one, .one)]))
      }
    }
  }

  /// `x̄ = t̂_x / N̂`, z_k = (x_k - x̄) / N̂; a share is the mean of an indicator.
  private func means(_ measure: Measure) -> [PointEstimates.Point] {
    let size = sample.total(layout.one, over: group.cells)
    switch measure {
    case .number(let name):
      let x = layout.number(name)
      let mean = group.sampleSize > 0 ? sample.total(x, over: group.cells) / size : nil
      let score = mean.map { Score(in: group.cells, [(x, .one / size), (layout.one, -$0 / size)]) }
      return [point(name, mean, score ?? Score())]
    case .category(let name):
      return levels(of: name).map { level, cells in
        let share = group.sampleSize > 0 ? sample.total(layout.one, over: cells) / size : nil
        let score = share.map {
          Score(in: cells, [(layout.one, .one / size)]) + Score(in: group.cells, [(layout.one, -$0 / size)])
        }
        return point("\(name)=\(level)", share, score ?? Score())
      }
    }
  }

  /// `p̂ = N̂_event / N̂`, z_k = (1{event} - p̂) / N̂.
  private func proportion(_ event: [DomainCondition]) -> PointEstimates.Point {
    let size = sample.total(layout.one, over: group.cells)
    guard group.sampleSize > 0 else { return point("proportion", nil, Score()) }
    let condition = layout.conditionIndex(.all(event))
    let cells = group.cells.filter { sample.moments.cells[$0].meets(condition) }
    let share = sample.total(layout.one, over: cells) / size
    let score =
      Score(in: cells, [(layout.one, .one / size)]) + Score(in: group.cells, [(layout.one, -share / size)])
    return point("proportion", share, score)
  }

  /// Every level of a factor that the sample has, with the group's cells in it.
  private func levels(of factor: String) -> [(level: String, cells: [Int])] {
    let index = layout.factorIndex(factor)
    return sample.moments.levels(ofFactor: index).enumerated().map { rank, level in
      (level, group.cells.filter { sample.moments.cells[$0].ranks[index] == Int32(rank) })
    }
  }

  /// `p̂_g = t̂_g / t̂`, z_k = (x_k 1{k ∈ g} - p̂_g x_k) / t̂; undefined where the total is zero.
  private func share(_ name: String) -> PointEstimates.Point {
    let x = layout.number(name)
    let total = sample.total(x, over: domain)
    let share = total.isZero ? nil : sample.total(x, over: group.cells) / total
    let score = share.map { Score(in: group.cells, [(x, .one / total)]) + Score(in: domain, [(x, -$0 / total)]) }
    return point("share:\(name)", share, score ?? Score())
  }

  // MARK: Ratios

  /// `R̂ = t̂_y / t̂_x`, z_k = (y_k - R̂ x_k) / t̂_x (Cochran 1977, equation 6.3).
  private func ratio(_ numerator: String, _ denominator: String) -> PointEstimates.Point {
    let (ratio, score) = ratio(numerator, denominator, over: group.cells)
    return point("\(numerator)/\(denominator)", ratio, score)
  }

  private func ratio(_ numerator: String, _ denominator: String, over cells: [Int]) -> (DoubleDouble?, Score) {
    let (y, x) = (layout.number(numerator), layout.number(denominator))
    let total = sample.total(x, over: cells)
    guard !total.isZero else { return (nil, Score()) }
    let ratio = sample.total(y, over: cells) / total
    return (ratio, Score(in: cells, [(y, .one / total), (x, -ratio / total)]))
  }

  /// `t̂_RC = X R̂` (Cochran 1977, equation 6.45).
  private func combinedRatioTotal(_ numerator: String, _ denominator: String, _ total: Double) -> PointEstimates.Point {
    let (ratio, score) = ratio(numerator, denominator, over: group.cells)
    return point("total:\(numerator)", ratio.map { $0 * DoubleDouble(total) }, DoubleDouble(total) * score)
  }

  /// `t̂_RS = Σ_h X_h R̂_h` (Cochran 1977, equation 6.44).
  private func separateRatioTotal(
    _ numerator: String, _ denominator: String, _ factor: String, _ totals: [StratumTotal]
  ) throws(EstimationError) -> PointEstimates.Point {
    let strata = levels(of: factor)
    let known = totals.map { Array($0.stratum.utf8) }
    let present = strata.map { Array($0.level.utf8) }
    let missing = strata.indices.filter { !strata[$0].cells.isEmpty && !known.contains(present[$0]) }
    guard missing.isEmpty else { throw .denominatorTotalsMissing(missing.map { strata[$0].level }) }
    let unknown = totals.indices.filter { !present.contains(known[$0]) }
    guard unknown.isEmpty else { throw .denominatorTotalsUnknown(unknown.map { totals[$0].stratum }) }
    var (sum, score): (DoubleDouble?, Score) = (.zero, Score())
    for (place, stratum) in strata.enumerated() where !stratum.cells.isEmpty {
      let total = DoubleDouble(totals[known.firstIndex(of: present[place])!].total)
      let (ratio, part) = ratio(numerator, denominator, over: stratum.cells)
      sum = ratio.flatMap { ratio in sum.map { $0 + total * ratio } }
      score = score + total * part
    }
    return point("total:\(numerator)", sum, score)
  }

  // MARK: Variance

  /// `Ŝ² = n / (n - 1) Σ_k w_k (x_k - x̄)² / N̂`, z_k = (n / (n - 1) (x_k - x̄)² - Ŝ²) / N̂, n the rows of positive weight:
  /// the convention of R `svyvar`.
  private func variance(_ name: String) -> PointEstimates.Point {
    let (n, size) = (group.sampleSize, sample.total(layout.one, over: group.cells))
    guard n > 1 else { return point(name, nil, Score()) }
    let (x, square) = (layout.number(name), layout.square(name))
    let mean = sample.total(x, over: group.cells) / size
    let scale = DoubleDouble(n) / DoubleDouble(n - 1)
    let variance = scale * (sample.total(square, over: group.cells) / size - mean * mean)
    let score = Score(
      in: group.cells,
      [
        (square, scale / size), (x, -(mean + mean) * scale / size),
        (layout.one, (scale * mean * mean - variance) / size),
      ])
    return point(name, variance, score)
  }
}

extension Finding {
  fileprivate static func undefined(_ label: String) -> Finding {
    Finding(
      kind: "undefined", subject: label,
      zh: "估计值的分母为零，或计算方差的样本不足两行，无法计算",
      en: "the estimate has a zero denominator, or fewer than two rows for a variance, and is undefined")
  }
}
