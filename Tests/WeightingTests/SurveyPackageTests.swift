import Microdata
import Testing
import Weighting

/// Weights and standard errors of package survey 4.1.1 on its api data; `Scripts/weighting-fixtures.R` makes the fixtures.
struct SurveyPackageTests {
  private static let schoolTypes = ["E": 4421.0, "H": 755, "M": 1018]
  private static let schoolWide = ["No": 1072.0, "Yes": 5122]
  private static let improvement = ["No": 1712.0, "Yes": 4482]
  private static let awards = ["No": 2027.0, "Yes": 4167]
  private static let crossed = ["No.No": 995.0, "Yes.No": 717, "No.Yes": 77, "Yes.Yes": 4405]

  private static func greg(_ table: FixtureTable) -> [AuxiliaryTerm] {
    [
      constant(6194), table.level("stype", "H", total: 755), table.level("stype", "M", total: 1018),
      table.numeric("api99", total: 3_914_069),
    ]
  }

  private static func calibration(
    _ table: FixtureTable, _ distance: CalibrationDistance = .linear, _ bounds: CalibrationBounds = .none,
    variance: [Double]? = nil
  ) throws -> Calibration {
    try Calibration(
      greg(table), rowCount: table.rowCount, distance: distance, bounds: bounds, variance: variance)
  }

  private static func raking(_ table: FixtureTable) throws -> Raking {
    try Raking([
      table.margin("sch.wide", counts: schoolWide), table.margin("comp.imp", counts: improvement),
      table.margin("awards", counts: awards),
    ])
  }

  private static func rakingOfTwo(_ table: FixtureTable) throws -> Raking {
    try Raking([table.margin("stype", counts: schoolTypes), table.margin("comp.imp", counts: improvement)])
  }

  static let stratified: [String: @Sendable (FixtureTable) throws -> [any WeightingStep]] = [
    "none": { _ in [] },
    "poststratify": { [PostStratification($0.margin("sch.wide", "comp.imp", counts: crossed))] },
    "rake": { [try raking($0)] },
    "rake_two": { [try rakingOfTwo($0)] },
    "rake_trim": { [try rakingOfTwo($0), try Trimming(lower: 14, upper: 48)] },
    "rake_trim_strict": { [try rakingOfTwo($0), try Trimming(lower: 15, upper: 45.5, isStrict: true)] },
    "linear": { [try calibration($0)] },
    "linear_variance": { [try calibration($0, variance: $0.numbers("enroll"))] },
    "raking": { [try calibration($0, .raking)] },
    "raking_variance": { [try calibration($0, .raking, variance: $0.numbers("enroll").map { $0 / 500 })] },
    "logit": { [try calibration($0, .logit, .common(lower: 0.8, upper: 1.2))] },
    "linear_bounds": { [try calibration($0, .linear, .common(lower: 0.97, upper: 1.02))] },
    "raking_bounds": { [try calibration($0, .raking, .common(lower: 0.97, upper: 1.02))] },
    "poststratify_linear": {
      [PostStratification($0.margin("sch.wide", counts: schoolWide)), try calibration($0)]
    },
    "bounds_by_row": {
      [try calibration($0, .linear, .perRow(lower: $0.numbers("lower"), upper: $0.numbers("upper")))]
    },
  ]

  @Test(arguments: stratified.keys.sorted()) func stratifiedSample(step: String) throws {
    let table = try FixtureTable("strat.csv")
    let steps = try #require(Self.stratified[step])
    let design = DesignVariance.simple(strata: table.codes("stype"), populationSize: table.numbers("fpc"))
    try check("strat", step, WeightingChain(steps(table)), table, design)
  }

  static let clustered: [String: @Sendable (FixtureTable) throws -> [any WeightingStep]] = [
    "none": { _ in [] },
    "aggregate": { [try Calibration(greg($0), rowCount: $0.rowCount, stageUnit: $0.codes("dnum"))] },
    "aggregate_raking": { table in
      [
        try Calibration(
          [constant(6194), table.numeric("api99", total: 3_914_069)], rowCount: table.rowCount, distance: .raking,
          stageUnit: table.codes("dnum"))
      ]
    },
    "rake": { [try Raking([$0.margin("stype", counts: schoolTypes), $0.margin("sch.wide", counts: schoolWide)])] },
  ]

  @Test(arguments: clustered.keys.sorted()) func clusterSample(step: String) throws {
    let table = try FixtureTable("clus1.csv")
    let steps = try #require(Self.clustered[step])
    let design = DesignVariance(stages: [
      .init(
        stratum: [Int32](repeating: 0, count: table.rowCount), unit: table.codes("dnum"),
        populationSize: table.numbers("fpc"))
    ])
    try check("clus1", step, WeightingChain(steps(table)), table, design)
  }

  @Test(arguments: ["none", "by_cluster", "linear"]) func twoStageSample(step: String) throws {
    let table = try FixtureTable("clus2.csv")
    let districts = table.codes("dnum")
    let design = DesignVariance(stages: [
      .init(
        stratum: [Int32](repeating: 0, count: table.rowCount), unit: districts, populationSize: table.numbers("fpc1")),
      .init(
        stratum: districts, unit: (0..<Int32(table.rowCount)).map { $0 }, populationSize: table.numbers("fpc2")),
    ])
    let steps: [any WeightingStep] =
      switch step {
      case "by_cluster": [try Self.withinDistricts(table, districts)]
      case "linear": [try Self.calibration(table)]
      default: []
      }
    try check("clus2", step, WeightingChain(steps), table, design)
  }

  private static func withinDistricts(_ table: FixtureTable, _ districts: [Int32]) throws -> ClusterCalibration {
    let names = table.factor("dnum").levels
    let known = table.numbers("district_api99")
    let totals = names.indices.map { [known[districts.firstIndex(of: Int32($0)) ?? 0]] }
    return try ClusterCalibration(
      [table.numeric("api99", total: 0)], unitOfRow: districts, unitNames: names, totals: totals,
      conditionalWeights: table.numbers("conditional"))
  }

  /// R's iterations end where totals are met to 1e-13.
  private func check(
    _ sample: String, _ step: String, _ chain: WeightingChain, _ table: FixtureTable, _ design: DesignVariance
  ) throws {
    let result = try chain.adjusted(table.numbers("pw"))
    #expect(largestRelativeError(result.weights, table.numbers(step)) <= 1e-11)
    let errors = try FixtureTable("errors.csv")
    let line = try #require(
      (0..<errors.rowCount).first { errors.text("sample")[$0] == sample && errors.text("step")[$0] == step })
    let estimator = Estimator(design: design, weights: result)
    let (total, mean) = (estimator.total(table.numbers("api.stu")), estimator.mean(table.numbers("api00")))
    let computed = [
      total.value, total.standardError, mean.value, mean.standardError,
      estimator.total(table.numbers("meals")).standardError,
    ]
    let expected = ["total", "total_se", "mean", "mean_se", "meals_se"].map { errors.numbers($0)[line] }
    #expect(largestRelativeError(computed, expected) <= 1e-10, "\(computed) \(expected)")
  }
}
