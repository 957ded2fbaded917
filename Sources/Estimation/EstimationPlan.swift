import Microdata
import Sampling

/// Everything that is asked of one sample, answered in one pass over its rows.
///
/// ```swift
/// let plan = EstimationPlan(design: design, requests: [.init(.total([.number("direct_loss")]), by: ["sector"])])
/// var moments = plan.makeAccumulator()
/// try moments.accumulate(block)          // any number of blocks, in any order; accumulators merge
/// let answers = plan.answers(from: moments)
/// ```
public struct EstimationPlan: Sendable {
  /// A column that the plan reads, and what it takes it for. A name may occur in both roles.
  public struct Column: Sendable, Hashable {
    public enum Role: Sendable, Hashable {
      case number
      case factor
    }
    public let name: String
    public let role: Role

    public init(name: String, role: Role) {
      self.name = name
      self.role = role
    }
  }

  public let design: DesignColumns
  public let requests: [StatisticRequest]
  let layout: MomentLayout

  public init(design: DesignColumns, requests: [StatisticRequest]) {
    self.design = design
    self.requests = requests
    layout = MomentLayout(design: design, requests: requests)
  }

  /// The columns of every block, in the order they must have.
  public var columns: [Column] { layout.columns }

  public func makeAccumulator() -> MomentAccumulator { MomentAccumulator(layout: layout) }

  /// One result a request, in their order.
  /// - Throws: ``EstimationError`` where the design refuses all of them.
  public func answers(
    from accumulator: MomentAccumulator
  ) throws(EstimationError) -> [Result<Answer, EstimationError>] {
    let sample = SampleTables(try SampleMoments(accumulator, design: design))
    return requests.map { request in
      Result { () throws(EstimationError) in try answer(request, sample) }
    }
  }

  private func answer(_ request: StatisticRequest, _ sample: SampleTables) throws(EstimationError) -> Answer {
    if case .count = request.statistic { return .count(sample.count(request)) }
    let points = try PointEstimates(request, sample)
    return .estimates(try Estimates(points, request, sample, design))
  }
}

extension Estimates {
  /// Completes point estimates with covariance, intervals and design effects.
  init(
    _ points: PointEstimates, _ request: StatisticRequest, _ sample: SampleTables, _ design: DesignColumns
  ) throws(EstimationError) {
    let wantsMatrix = request.covariance ?? (points.list.count <= 1_000)
    let matrix = try ScoreCovariance.matrix(
      of: points.list.map(\.score), sample.moments, design: design, onlyVariances: !wantsMatrix)
    var findings = sample.findings + points.findings
    if request.covariance == nil, !wantsMatrix { findings.append(.covarianceLeftOut(points.list.count)) }
    let values = points.list.map { $0.value?.value }
    for (place, value) in values.enumerated() where value?.isFinite == false || !matrix.variance(place).isFinite {
      throw .overflow("the estimate of \(points.list[place].label), or its variance,")
    }
    let errors = points.list.indices.map { place in
      values[place].map { _ in max(matrix.variance(place), 0).squareRoot() }
    }
    let freedom = sample.degreesOfFreedom(request)
    if freedom <= 0 { findings.append(.noDegreesOfFreedom(freedom)) }
    let interval = ConfidenceInterval(level: request.level, degreesOfFreedom: freedom)
    let bounds = zip(values, errors).map { interval.bounds($0, $1) }
    self.init(
      labels: points.list.map(\.label), values: values, standardErrors: errors,
      covariance: wantsMatrix
        ? values.indices.map { a in
          values.indices.map { b in values[a] == nil || values[b] == nil ? nil : matrix[a, b] }
        } : nil,
      degreesOfFreedom: freedom, level: request.level, lower: bounds.map(\.lower), upper: bounds.map(\.upper),
      designEffects: request.designEffect.map { reference in
        points.list.indices.map { points.list[$0].designEffect(matrix.variance($0), sample, reference) }
      },
      sampleSizes: points.list.map(\.sampleSize), findings: findings)
  }
}

extension Finding {
  fileprivate static func covarianceLeftOut(_ count: Int) -> Finding {
    Finding(
      kind: "covariance_left_out", subject: "vcov",
      message: "the covariance matrix of \(count) estimates is left out; ask for it with vcov: true")
  }

  fileprivate static func noDegreesOfFreedom(_ freedom: Double) -> Finding {
    Finding(
      kind: "no_degrees_of_freedom", subject: "ci",
      message: "the domain has \(Int(freedom)) degrees of freedom (first-stage units less strata), so no t interval; "
        + "ask for ci_df inf or a number")
  }
}
