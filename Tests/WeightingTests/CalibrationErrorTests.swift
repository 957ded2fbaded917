import Microdata
import Testing
import Weighting

struct CalibrationErrorTests {
  private func schools(_ totals: [Double] = [6194, 755, 1018, 3_914_069]) throws -> (FixtureTable, [AuxiliaryTerm]) {
    let table = try FixtureTable("apiclus1.csv")
    let terms = [
      constant(totals[0]), table.level("stype", "H", total: totals[1]), table.level("stype", "M", total: totals[2]),
      table.numeric("api99", total: totals[3]),
    ]
    return (table, terms)
  }

  private func failure(
    _ terms: [AuxiliaryTerm], _ weights: [Double], _ distance: CalibrationDistance = .linear,
    _ bounds: CalibrationBounds = .none, maximumIterations: Int = Calibration.defaultMaximumIterations
  ) throws -> WeightingError? {
    let step = try Calibration(
      terms, rowCount: weights.count, distance: distance, bounds: bounds, maximumIterations: maximumIterations)
    return #expect(throws: WeightingError.self) { try step.adjusted(weights) }
  }

  // MARK: Collinear terms

  /// Cases 171 and 172: a constant and all levels of a factor, in both metrics.
  @Test(arguments: [CalibrationDistance.linear, .raking]) func collinearTermsAreNamed(
    distance: CalibrationDistance
  ) throws {
    let table = try FixtureTable("apiclus1.csv")
    let levels = zip(["E", "H", "M"], [4421.0, 755, 1018]).map { table.level("stype", $0, total: $1) }
    let error = try failure([constant(6194)] + levels, table.numbers("pw"), distance)
    guard case .collinearTerms(let dependences) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(dependences.map(\.term) == ["stype=M"])
    #expect(dependences[0].combination.map(\.term) == ["(Intercept)", "stype=E", "stype=H"])
    #expect(zip(dependences[0].combination, [1.0, -1, -1]).allSatisfy { abs($0.coefficient - $1) <= 1e-9 })
    #expect(dependences[0].impliedTotal.isClose(to: 1018, .summed))
    #expect(
      error?.description
        == "collinear terms: stype=M = (Intercept) - stype=E - stype=H (the totals agree); leave stype=M out")
  }

  @Test func aContradictionAmongCollinearTermsShows() throws {
    let sample = RandomTerms(seed: 2)
    let terms = [
      AuxiliaryTerm(name: "exports", values: .numeric(sample.x), total: 100),
      AuxiliaryTerm(name: "one", values: .constant, total: 10),
      AuxiliaryTerm(name: "twice", values: .numeric(sample.x.map { 2 * $0 - 3 }), total: 190),
    ]
    let error = try failure(terms, sample.weights)
    guard case .collinearTerms(let dependences) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(dependences.map(\.term) == ["twice"])
    #expect(dependences[0].impliedTotal.isClose(to: 170, .summed))
    #expect(error?.description.contains("its total is 190.0, the others imply 170.0") ?? false)
  }

  /// Sector A and class A differ by the fourth row alone, which the replicate did not draw.
  @Test(arguments: [CalibrationDistance.linear, .raking]) func aReplicateLeavesOutTermsThatItsRowsImply(
    distance: CalibrationDistance
  ) throws {
    let amounts = [5.0, 3, 8, 4, 6, 2, 9]
    func step(sector: Double, ofClass: Double) throws -> Calibration {
      let terms = [
        ("sector A", [true, true, true, true, false, false, false], sector),
        ("class A", [true, true, true, false, false, false, false], ofClass),
        ("sector B", [false, false, false, false, true, true, true], 40),
      ].map { AuxiliaryTerm(name: $0.0, values: .numeric(amounts), domain: $0.1, total: $0.2) }
      return try Calibration(terms, rowCount: amounts.count, distance: distance)
    }
    let replicate = [2.0, 1, 2, 0, 3, 1, 2]
    let weights = try step(sector: 30, ofClass: 30).replicateWeights(replicate, designWeights: replicate)
    let sums = [0..<3, 4..<7].map { rows in rows.reduce(0) { $0 + weights[$1] * amounts[$1] } }
    #expect(sums[0].isClose(to: 30, .summed) && sums[1].isClose(to: 40, .summed) && weights[3] == 0)
    #expect(throws: WeightingError.self) { try step(sector: 30, ofClass: 30).adjusted(replicate) }
    #expect(throws: WeightingError.self) {
      try step(sector: 30, ofClass: 27).replicateWeights(replicate, designWeights: replicate)
    }
  }

  // MARK: Totals

  @Test func aTotalOfATermThatTheSampleLacksIsUnreachable() throws {
    let (table, terms) = try schools()
    let absent = table.level("stype", "X", total: 12)
    for distance in [CalibrationDistance.linear, .raking] {
      let error = try failure(terms + [absent], table.numbers("pw"), distance)
      #expect(error == .unreachableTotal(term: "stype=X", total: 12, lower: 0, upper: 0))
    }
  }

  @Test func positiveWeightsCannotReachANegativeTotal() throws {
    let (table, terms) = try schools([6194, 755, -3, 3_914_069])
    let error = try failure(terms, table.numbers("pw"), .raking)
    #expect(error == .unreachableTotal(term: "stype=M", total: -3, lower: 0, upper: .infinity))
    #expect(throws: Never.self) {
      try Calibration(terms, rowCount: table.rowCount).adjusted(table.numbers("pw"))
    }
  }

  /// More units in two exclusive levels than there are in all, which only the three totals together show.
  @Test func totalsThatExcludeEachOtherAreInfeasible() throws {
    let (table, terms) = try schools([6194, 4755, 4018, 3_914_069])
    let error = try failure(Array(terms.prefix(3)), table.numbers("pw"), .raking)
    guard case .infeasibleTotals = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  // MARK: Bounds

  /// Values by lpSolve: `Scripts/weighting-feasible-bounds.R`.
  static let widenings: [(lower: Double, upper: Double, factor: Double, term: String)] = [
    (0.9, 1.1, 5.93304497061, "stype=H"), (0.95, 1.3, 3.72325626715, "stype=H"),
  ]

  @Test(arguments: widenings.indices, [CalibrationDistance.linear, .raking, .logit])
  func theSmallestFeasibleBoundsAreFound(place: Int, distance: CalibrationDistance) throws {
    let (table, terms) = try schools()
    let expected = Self.widenings[place]
    let bounds = CalibrationBounds.common(lower: expected.lower, upper: expected.upper)
    let error = try failure(terms, table.numbers("pw"), distance, bounds)
    guard case .infeasibleBounds(let term, let total, let attained, let feasible?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(term == expected.term && total == 755)
    // The level's sample weight at its upper bound.
    let sampled = zip(table.text("stype"), table.numbers("pw")).reduce(0) { $0 + ($1.0 == "H" ? $1.1 : 0) }
    #expect(attained.isClose(to: sampled * expected.upper))
    #expect(abs(feasible.factor / expected.factor - 1) <= 1e-6)
    let common = try #require(feasible.common)
    #expect(abs(common.lower - (1 - expected.factor * (1 - expected.lower))) <= 1e-6)
    #expect(abs(common.upper - (1 + expected.factor * (expected.upper - 1))) <= 1e-6)
    try checkThreshold(terms, table, distance, common)
  }

  /// A little beyond the bounds there is a solution, a little within them there is none.
  private func checkThreshold(
    _ terms: [AuxiliaryTerm], _ table: FixtureTable, _ distance: CalibrationDistance, _ feasible: FeasibleBounds.Common
  ) throws {
    func bounds(_ stretch: Double) -> CalibrationBounds {
      .common(lower: 1 - stretch * (1 - feasible.lower), upper: 1 + stretch * (feasible.upper - 1))
    }
    let weights = table.numbers("pw")
    let wider = try Calibration(terms, rowCount: table.rowCount, distance: distance, bounds: bounds(1.001))
    let adjusted = try wider.adjusted(weights).weights
    let sums = try Auxiliaries(terms, rowCount: table.rowCount).transposeTimes(adjusted)
    #expect(largestRelativeError(sums, terms.map { $0.total ?? 0 }) <= 1e-11)
    guard case .infeasibleBounds(_, _, _, let again?) = try failure(terms, weights, distance, bounds(0.999)) else {
      Issue.record("solved within infeasible bounds")
      return
    }
    #expect(abs(again.factor - 1 / 0.999) <= 1e-6)
  }

  @Test func lowerBoundsDoNotBecomeNegative() throws {
    let (table, terms) = try schools([6194, 755, 1018, 3_914_069 * 0.75])
    let error = try failure(terms, table.numbers("pw"), .linear, .common(lower: 0.9, upper: 1.1))
    guard case .infeasibleBounds(_, _, _, let feasible?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(feasible.common?.lower == 0)
    #expect(abs((feasible.common?.upper ?? 0) / 3.3545559666 - 1) <= 1e-6)
  }

  @Test func boundsByRowNameAFactor() throws {
    let (table, terms) = try schools()
    let error = try failure(
      terms, table.numbers("pw"), .linear,
      .perRow(
        lower: [Double](repeating: 0.9, count: table.rowCount), upper: [Double](repeating: 1.1, count: table.rowCount)))
    guard case .infeasibleBounds(_, _, _, let feasible?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(feasible.common == nil && abs(feasible.factor / 5.93304497061 - 1) <= 1e-6)
    #expect(error?.description.contains("at least 5.933045 times as large") ?? false)
  }

  @Test func openBoundsNameTheOtherSide() throws {
    let (table, terms) = try schools()
    let error = try failure(terms, table.numbers("pw"), .linear, .common(lower: 0.99, upper: .infinity))
    guard case .infeasibleBounds(_, _, _, let feasible?) = error, let common = feasible.common else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(common.upper == .infinity && common.lower < 0.99 && common.lower > 0)
    for (change, works) in [(-1e-4, true), (1e-4, false)] {
      let step = try Calibration(
        terms, rowCount: table.rowCount, bounds: .common(lower: common.lower + change, upper: .infinity))
      let isSolved = (try? step.adjusted(table.numbers("pw"))) != nil
      #expect(isSolved == works)
    }
  }

  @Test func whereEveryRowIsFrozenNoBoundsHelp() throws {
    let (table, terms) = try schools()
    let error = try failure(
      terms, table.numbers("pw"), .linear, .common(lower: 1, upper: 1))
    guard case .infeasibleBounds(_, _, _, nil) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func boundsMustFitTheDistance() throws {
    func error(_ distance: CalibrationDistance, _ bounds: CalibrationBounds) -> WeightingError? {
      #expect(throws: WeightingError.self) {
        try Calibration([constant(9)], rowCount: 2, distance: distance, bounds: bounds)
      }
    }
    #expect(
      error(.linear, .common(lower: 2, upper: 1)) == .invalidBounds(row: nil, lower: 2, upper: 1, reason: .reversed))
    #expect(
      error(.logit, .none) == .invalidBounds(row: nil, lower: -.infinity, upper: .infinity, reason: .notFinite))
    #expect(
      error(.logit, .common(lower: 1.1, upper: 2))
        == .invalidBounds(row: nil, lower: 1.1, upper: 2, reason: .oneNotInside))
    #expect(
      error(.logit, .perRow(lower: [0.5, 0.5], upper: [2, 0.9]))
        == .invalidBounds(row: 1, lower: 0.5, upper: 0.9, reason: .oneNotInside))
  }

  // MARK: Iteration and input

  @Test func iterationsThatDoNotSufficeAreAnError() throws {
    let (table, terms) = try schools()
    let error = try failure(terms, table.numbers("pw"), .raking, maximumIterations: 1)
    guard case .calibrationNotConverged(let term, let total, let attained, 1) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(terms.contains { $0.name == term && $0.total == total } && attained != total)
  }

  @Test func weightsAndVariancesAreChecked() throws {
    let (table, terms) = try schools()
    var weights = table.numbers("pw")
    weights[3] = -1
    let step = try Calibration(terms, rowCount: table.rowCount)
    #expect(throws: WeightingError.invalidWeight(row: 3, value: -1)) { try step.adjusted(weights) }
    #expect(throws: WeightingError.allWeightsZero) { try step.adjusted(weights.map { _ in 0 }) }
    #expect(throws: WeightingError.invalidVariance(row: 1, value: 0)) {
      try Calibration([constant(9)], rowCount: 2, variance: [1, 0])
    }
    #expect(throws: WeightingError.missingTotal(term: "x")) {
      try Calibration([AuxiliaryTerm(name: "x", values: .constant)], rowCount: 2)
    }
  }

  @Test func aUnitWhoseOwnCalibrationFailsIsNamed() throws {
    let step = try ClusterCalibration(
      [AuxiliaryTerm(name: "x", values: .numeric([1, 2, 0, 0]))], unitOfRow: [0, 0, 1, 1],
      unitNames: ["north", "south"],
      totals: [[4], [5]], conditionalWeights: [1, 1, 1, 1])
    let expected = WeightingError.withinUnit(
      "south", .unreachableTotal(term: "x", total: 5, lower: 0, upper: 0))
    #expect(throws: expected) { try step.adjusted([3, 3, 3, 3]) }
  }
}
