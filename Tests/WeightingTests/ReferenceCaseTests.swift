import Testing
import Weighting

/// Weights and standard errors of the project's reference cases (R survey 4.5), by their numbers.
struct ReferenceCaseTests {
  private static let kaltonTerms: @Sendable (FixtureTable) -> [AuxiliaryTerm] = { table in
    [
      constant(1500), table.level("a", "2", total: 550), table.level("a", "3", total: 430),
      table.level("a", "4", total: 345), table.level("b", "2", total: 415), table.level("b", "3", total: 720),
    ]
  }

  private static func kalton(
    _ table: FixtureTable, _ distance: CalibrationDistance, _ bounds: CalibrationBounds = .none
  ) throws -> Calibration {
    try Calibration(kaltonTerms(table), rowCount: table.rowCount, distance: distance, bounds: bounds)
  }

  /// Closed forms to 1e-9; iterations to 1e-6, where the generator stopped.
  static let tolerances = [
    "141": 1e-9, "143": 1e-6, "144": 1e-9, "145": 1e-6, "146": 1e-6, "147": 1e-6, "148": 1e-9, "149": 1e-6, "151": 1e-8,
    "155": 1e-6, "162": 1e-6,
  ]

  @Test(arguments: ["143", "144", "145", "146", "147", "148", "149"])
  func kaltonAndFloresCervantes(number: String) throws {
    let table = try FixtureTable("kalton.csv")
    let step: any WeightingStep =
      switch number {
      case "143":
        try Raking([
          table.margin("a", counts: ["1": 175, "2": 550, "3": 430, "4": 345]),
          table.margin("b", counts: ["1": 365, "2": 415, "3": 720]),
        ])
      case "144": try Self.kalton(table, .linear)
      case "145": try Self.kalton(table, .raking)
      case "146": try Self.kalton(table, .linear, .common(lower: 0.5, upper: 2.2))
      case "147": try Self.kalton(table, .logit, .common(lower: 0.5, upper: 2.2))
      case "148":
        try Calibration(
          [constant(1500), table.numeric("an", total: 3945), table.numeric("bn", total: 3355)],
          rowCount: table.rowCount)
      default: try Self.kalton(table, .raking, .common(lower: 0.9, upper: 2.3))
      }
    let design = DesignVariance.simple(strata: [Int32](repeating: 0, count: table.rowCount), populationSize: nil)
    try check(number, step, table, weights: "w", design, mean: "y")
  }

  @Test(arguments: ["141", "151", "155"]) func clusterSampleOfSchools(number: String) throws {
    let table = try FixtureTable("apiclus1.csv")
    let types = [
      constant(6194), table.level("stype", "H", total: 755), table.level("stype", "M", total: 1018),
    ]
    let step: any WeightingStep =
      switch number {
      case "141": PostStratification(table.margin("stype", counts: ["E": 4421, "H": 755, "M": 1018]))
      case "151":
        try Calibration(types + [table.numeric("api99", total: 3_914_069)], rowCount: table.rowCount)
      default:
        try Calibration(
          types, rowCount: table.rowCount, distance: .raking, bounds: .common(lower: 0.6, upper: 1.6))
      }
    let design = DesignVariance(stages: [
      .init(
        stratum: [Int32](repeating: 0, count: table.rowCount), unit: table.codes("dnum"),
        populationSize: table.numbers("fpc"))
    ])
    try check(number, step, table, weights: "pw", design, total: "enroll", mean: "api00")
  }

  @Test func boundsByUnit() throws {
    let table = try FixtureTable("apistrat.csv")
    let step = try Calibration(
      [table.numeric("enroll", total: 3_811_472)], rowCount: table.rowCount,
      bounds: .perRow(lower: table.numbers("lo"), upper: table.numbers("hi")))
    let design = DesignVariance.simple(strata: table.codes("stype"), populationSize: table.numbers("fpc"))
    try check("162", step, table, weights: "pw", design, total: "api.stu")
  }

  private func check(
    _ number: String, _ step: any WeightingStep, _ table: FixtureTable, weights: String, _ design: DesignVariance,
    total: String? = nil, mean: String? = nil
  ) throws {
    let tolerance = try #require(Self.tolerances[number])
    let result = try WeightingChain([step]).adjusted(table.numbers(weights))
    #expect(largestRelativeError(result.weights, table.numbers("case" + number)) <= tolerance)
    let estimator = Estimator(design: design, weights: result)
    if let total {
      let estimate = estimator.total(table.numbers(total))
      let expected = try expected(number, "total:" + total)
      #expect(largestRelativeError([estimate.value, estimate.standardError], expected) <= tolerance)
    }
    if let mean {
      let estimate = estimator.mean(table.numbers(mean))
      let expected = try expected(number, "mean:" + mean)
      #expect(largestRelativeError([estimate.value, estimate.standardError], expected) <= tolerance)
    }
  }

  private func expected(_ number: String, _ statistic: String) throws -> [Double] {
    let cases = try FixtureTable("cases.csv")
    let line = try #require(
      (0..<cases.rowCount).first { cases.text("case")[$0] == number && cases.text("statistic")[$0] == statistic })
    return [cases.numbers("estimate")[line], cases.numbers("se")[line]]
  }
}
