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
    _ request: StatisticRequest, columns: [SurveyColumn]
  ) throws(EstimationError) -> Estimates {
    guard case .estimates(let estimates) = try answers([request], columns: columns)[0].get() else {
      throw .notSingleValued("a count")
    }
    return estimates
  }

  /// Answers several requests in one pass over data in memory.
  public func answers(
    _ requests: [StatisticRequest], columns: [SurveyColumn]
  ) throws(EstimationError) -> [Result<Answer, EstimationError>] {
    for column in columns where column.rowCount != rowCount {
      throw .design(.unequalLengths("the design and a column"))
    }
    do {
      let plan = EstimationPlan(design: try designColumns, requests: requests)
      var moments = plan.makeAccumulator()
      let block = RowBlock(rowCount: rowCount, columns: plan.columns.map { blockColumn($0, columns) })
      try moments.accumulate(block)
      return try plan.answers(from: moments)
    } catch let error as DesignError {
      throw .design(error)
    } catch let error as EstimationError {
      throw error
    } catch {
      preconditionFailure("estimation throws its own errors: \(error)")
    }
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
