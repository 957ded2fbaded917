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
  public let variance: VarianceMethod
  public let weighting: [WeightingColumns]
  public let requests: [StatisticRequest]
  let layout: MomentLayout
  /// The columns of every block, in the order they must have.
  public let columns: [Column]

  public init(
    design: DesignColumns, variance: VarianceMethod = .linearised, weighting: [WeightingColumns] = [],
    requests: [StatisticRequest]
  ) {
    self.design = design
    self.variance = variance
    self.weighting = weighting
    self.requests = requests
    layout = MomentLayout(design: design, requests: requests)
    var columns = IndexedSet<Column>()
    for column in layout.columns + variance.columns + weighting.flatMap(\.columns) + requests.flatMap(\.rowColumns) {
      columns.insert(column)
    }
    self.columns = columns.elements
  }

  /// Whether single rows matter, so that the sample must be held in memory.
  public var needsRows: Bool {
    variance.needsRows || !weighting.isEmpty || requests.contains { $0.statistic.needsRows || $0.interval != .t }
  }

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
    return .estimates(
      try Estimates(points, request, sample, MomentVariance(moments: sample.moments, design: design)))
  }

  /// One result a request, from all rows of the sample at once.
  /// - Parameters:
  ///   - block: All rows, with the columns of the plan.
  ///   - threads: The answers are the same for any number.
  /// - Throws: ``EstimationError`` where design or weighting refuse all of them.
  public func answers(
    from block: RowBlock, threads: Int = 1
  ) throws(EstimationError) -> [Result<Answer, EstimationError>] {
    let analysis = try SampleAnalysis(self, SampleColumns(block, columns, threads: threads))
    return requests.map { request in
      Result { () throws(EstimationError) in try analysis.answer(request) }
    }
  }
}
