import Microdata
import Sampling

/// A column of data in memory that a request can name.
public enum SurveyColumn: Sendable, Hashable {
  /// n values; NaN is missing.
  case variable(Variable)
  /// n codes, under a name.
  case factor(name: String, Factor)

  var rowCount: Int {
    switch self {
    case .variable(let variable): variable.values.count
    case .factor(_, let factor): factor.codes.count
    }
  }
}

extension SurveyDesign {
  /// Estimates one statistic from data in memory: a plan of one request, on one block.
  ///
  /// ```swift
  /// let loss = try design.estimate(.init(.ratio(numerators: ["direct_loss"], denominators: ["exports"]), by: ["sector"]),
  ///                                columns: [.variable(directLoss), .variable(exports), .factor(name: "sector", sector)])
  /// ```
  /// - Parameter columns: The columns that the request names, each of as many rows as the design.
  /// - Throws: ``EstimationError``.
  public func estimate(
    _ request: StatisticRequest, columns: [SurveyColumn], variance: VarianceMethod = .linearised,
    weighting: [WeightingColumns] = []
  ) throws(EstimationError) -> Estimates {
    let answers = try answers([request], columns: columns, variance: variance, weighting: weighting)
    guard case .estimates(let estimates) = try answers[0].get() else { throw .notSingleValued("a count") }
    return estimates
  }

  /// Answers several requests about data in memory.
  /// - Parameters:
  ///   - columns: The columns that requests and weighting name, each of as many rows as the design.
  ///   - variance: How errors are estimated.
  ///   - weighting: Steps applied to the design weights, in order; variances take them into account.
  public func answers(
    _ requests: [StatisticRequest], columns: [SurveyColumn], variance: VarianceMethod = .linearised,
    weighting: [WeightingColumns] = []
  ) throws(EstimationError) -> [Result<Answer, EstimationError>] {
    let plan = try plan(requests, columns, variance, weighting)
    let block = RowBlock(rowCount: rowCount, columns: plan.columns.map { blockColumn($0, columns) })
    guard !plan.needsRows else { return try plan.answers(from: block) }
    var moments = plan.makeAccumulator()
    do { try moments.accumulate(block) } catch { throw .design(error) }
    return try plan.answers(from: moments)
  }

  /// The same from the scores of single rows, where moments would do: two roads to the same numbers.
  package func answersFromScores(
    _ requests: [StatisticRequest], columns: [SurveyColumn]
  ) throws(EstimationError) -> [Result<Answer, EstimationError>] {
    let plan = try plan(requests, columns, .linearised, [])
    let block = RowBlock(rowCount: rowCount, columns: plan.columns.map { blockColumn($0, columns) })
    let analysis = try SampleAnalysis(plan, SampleColumns(block, plan.columns)).withoutMoments
    return requests.map { request in
      Result { () throws(EstimationError) in try analysis.answer(request) }
    }
  }

  private func plan(
    _ requests: [StatisticRequest], _ columns: [SurveyColumn], _ variance: VarianceMethod,
    _ weighting: [WeightingColumns]
  ) throws(EstimationError) -> EstimationPlan {
    for column in columns where column.rowCount != rowCount {
      throw .design(.unequalLengths("the design and a column"))
    }
    do {
      return EstimationPlan(design: try designColumns, variance: variance, weighting: weighting, requests: requests)
    } catch { throw .design(error) }
  }

  // MARK: Columns of the design

  // Names that no column of data can have: they begin with a control character.
  private static func name(_ part: String, _ stage: Int) -> String { "\u{1}\(part)\(stage)" }

  private var designColumns: DesignColumns {
    get throws(DesignError) {
      let numbered = Array(stages.enumerated())
      return try DesignColumns(
        units: numbered.prefix { $1.unit != nil }.map { Self.name("unit", $0.offset) },
        strata: numbered.prefix { $1.stratum != nil }.map { Self.name("stratum", $0.offset) },
        weights: Self.name("weight", 0),
        corrections: numbered.prefix { $1.correction != .withReplacement }.map {
          .init(column: Self.name("correction", $0.offset), kind: $0.element.correction.kind)
        },
        nested: true, singletons: singletons)
    }
  }

  private func blockColumn(_ wanted: EstimationPlan.Column, _ columns: [SurveyColumn]) -> BlockColumn {
    if wanted.name == Self.name("weight", 0) { return .number(weights) }
    for (s, stage) in stages.enumerated() {
      if wanted.name == Self.name("unit", s), let unit = stage.unit {
        return .factor(codes: unit.codes, levels: unit.levels)
      }
      if wanted.name == Self.name("stratum", s), let stratum = stage.stratum {
        return .factor(codes: stratum.codes, levels: stratum.levels)
      }
      if wanted.name == Self.name("correction", s) { return .number(stage.correction.values) }
    }
    for column in columns {
      switch (column, wanted.role) {
      case (.variable(let variable), .number) where variable.name == wanted.name: return .number(variable.values)
      case (.factor(let name, let factor), .factor) where name == wanted.name:
        return .factor(codes: factor.codes, levels: factor.levels)
      default: continue
      }
    }
    preconditionFailure("the request names \(wanted.name) as a \(wanted.role), which is not among the columns")
  }
}

extension FinitePopulationCorrection {
  fileprivate var values: [Double] {
    switch self {
    case .withReplacement: []
    case .populationSizes(let values), .samplingFractions(let values): values
    }
  }

  fileprivate var kind: DesignColumns.Correction.Kind {
    if case .samplingFractions = self { .samplingFractions } else { .populationSizes }
  }
}
