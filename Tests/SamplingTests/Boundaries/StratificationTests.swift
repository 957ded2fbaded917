import RandomStreams
import Sampling
import Testing

private enum Shape: Int, CaseIterable { case lognormal, pareto, tiedUniform }

private func frame(_ shape: Shape, _ count: Int, seed: UInt64) -> [Double] {
  var random = CounterRandom(seed: seed, replicate: shape.rawValue, stratum: 0)
  return (0..<count).map { _ in
    switch shape {
    case .lognormal: exponential(1.5 * random.normal())
    case .pareto: power(1 - random.uniform(), -1 / 1.3)
    case .tiedUniform: Double(1 + random.integer(below: 40))
    }
  }
}

private func plan(
  _ strata: Int, cv: Double, _ edit: (inout StratificationPlan) -> Void = { _ in }
) -> StratificationPlan {
  var plan = StratificationPlan(strata: strata, goal: .targetCV(cv))
  edit(&plan)
  return plan
}

private let exhaustive = {
  var search = BoundarySearch()
  search.enumerationLimit = .max
  return search
}()

private let random = {
  var search = BoundarySearch()
  search.enumerationLimit = 0
  return search
}()

@Suite struct StratificationTests {
  // MARK: Against exhaustive search

  @Test(arguments: 0..<36) func randomSearchFindsTheFewestUnits(seed: Int) throws {
    let shape = Shape.allCases[seed % 3]
    let sizes = try SizeFrame(frame(shape, 40 + seed, seed: UInt64(seed)))
    let plan = plan(3 + seed % 2, cv: seed % 4 < 2 ? 0.03 : 0.08) {
      $0.hasTakeAll = seed % 5 == 0
      $0.minimumSampleSize = 1 + seed % 2
    }
    let (found, best) = (try sizes.stratified(plan, search: random), try sizes.stratified(plan, search: exhaustive))
    #expect(found.sampleSize >= best.sampleSize)
    #expect(Double(found.sampleSize) <= max(1.01 * Double(best.sampleSize), Double(best.sampleSize + 1)))
    #expect(found.coefficientOfVariation <= 0.08)
  }

  @Test(arguments: 0..<12) func randomSearchFindsTheLeastError(seed: Int) throws {
    let sizes = try SizeFrame(frame(Shape.allCases[seed % 3], 50, seed: UInt64(100 + seed)))
    let plan = StratificationPlan(strata: 3, goal: .sampleSize(15))
    let (found, best) = (try sizes.stratified(plan, search: random), try sizes.stratified(plan, search: exhaustive))
    #expect(found.sampleSize == 15 && best.sampleSize == 15)
    #expect(found.coefficientOfVariation >= best.coefficientOfVariation)
    #expect(found.coefficientOfVariation <= 1.02 * best.coefficientOfVariation)
  }

  // MARK: Identities

  @Test(arguments: Shape.allCases) private func momentsAreThoseOfTheUnits(shape: Shape) throws {
    let x = frame(shape, 3000, seed: 5)
    let found = try SizeFrame(x).stratified(plan(4, cv: 0.02))
    var (total, variance) = (0.0, 0.0)
    for (h, stratum) in found.strata.enumerated() {
      let members = x.filter { found.stratum(of: $0) == h }
      let (count, sum) = (Double(members.count), members.reduce(0, +))
      let squares = members.reduce(0) { $0 + ($1 - sum / count) * ($1 - sum / count) }
      #expect(members.count == stratum.populationSize)
      #expect(abs(stratum.mean - sum / count) <= 1e-9 * abs(stratum.mean))
      #expect(abs(stratum.variance - squares / (count - 1)) <= 1e-9 * stratum.variance)
      total += sum
      variance += count * count * squares / (count - 1) * (1 / Double(stratum.sampleSize) - 1 / count)
    }
    #expect(abs(found.coefficientOfVariation - variance.squareRoot() / total) <= 1e-9 * found.coefficientOfVariation)
    #expect(found.coefficientOfVariation <= 0.02)
  }

  /// Among many sizes too, no boundary can move by one size with gain.
  @Test func noBoundaryCanMoveWithGain() throws {
    let sizes = try SizeFrame(frame(.lognormal, 20_000, seed: 3))
    let plan = plan(5, cv: 0.01) { $0.hasTakeAll = true }
    let found = try sizes.stratified(plan)
    for h in found.boundaries.indices {
      let k = try #require(sizes.sizes.firstIndex(of: found.boundaries[h]))
      for moved in [k - 1, k + 1] {
        var boundaries = found.boundaries
        boundaries[h] = sizes.sizes[moved]
        #expect(try sizes.stratified(plan, at: boundaries).sampleSize >= found.sampleSize)
      }
    }
    let geometric = try sizes.stratified(plan, at: sizes.geometricBoundaries(strata: 5))
    #expect(found.sampleSize < geometric.sampleSize)
    #expect(try sizes.stratified(plan) == found)
  }

  @Test func degenerateModelsAreTheSizeItself() throws {
    let x = frame(.lognormal, 300, seed: 8)
    let models: [SurveyVariableModel] = [
      .known(x), .linear(slope: 1, variance: 0, exponent: 0), .logLinear(slope: 1, variance: 0),
      .randomReplacement(probability: 0),
    ]
    let plan = plan(4, cv: 0.03)
    let plain = try SizeFrame(x).stratified(plan, at: [0.5, 1, 4])
    for model in models {
      let other = try SizeFrame(x, model: model).stratified(plan, at: [0.5, 1, 4])
      #expect(other.strata.map(\.sampleSize) == plain.strata.map(\.sampleSize))
      #expect(abs(other.coefficientOfVariation - plain.coefficientOfVariation) < 1e-9)
    }
  }

  @Test func nonresponseOfHalfDoublesTheSampleOfALargeFrame() throws {
    let sizes = try SizeFrame(frame(.lognormal, 100_000, seed: 2))
    let full = try sizes.stratified(plan(3, cv: 0.05), at: [1, 4]).strata.map(\.realSampleSize).reduce(0, +)
    let half = try sizes.stratified(plan(3, cv: 0.05) { $0.responseRates = [0.5] }, at: [1, 4])
    #expect(abs(half.strata.map(\.realSampleSize).reduce(0, +) - 2 * full) <= 1e-9 * full)
  }

  @Test func takeNoneBiasEntersTheError() throws {
    let sizes = try SizeFrame([1, 2, 3, 10, 11, 20, 22, 40, 44, 90])
    var plan = StratificationPlan(strata: 2, goal: .sampleSize(7))
    plan.hasTakeNone = true
    let found = try sizes.stratified(plan, at: [10])
    #expect(found.strata.map(\.treatment) == [.takeNone, .takeAll])
    #expect(found.coefficientOfVariation.isApproximately(6.0 / 243))
    plan.biasPenalty = 0.5
    #expect(try sizes.stratified(plan, at: [10]).coefficientOfVariation.isApproximately(3.0 / 243))
  }

  // MARK: Worked examples

  /// Cochran (1977), tables 5A.10-11: percentages of industrial loans in 5 strata, cut at 5, 15, 25 and 45.
  @Test func cumulativeRootOfBankLoans() throws {
    let counts = [3464, 2516, 2157, 1581, 1142, 746, 512, 376, 265, 207, 126, 107, 82, 50, 39, 25, 16, 19, 2, 3]
    var x = counts.enumerated().flatMap { [Double](repeating: 5 * Double($0.offset) + 2.5, count: $0.element) }
    (x[0], x[x.count - 1]) = (0, 100)
    #expect(try SizeFrame(x).cumulativeRootBoundaries(strata: 5, classes: 20) == [5, 15, 25, 45])
  }

  /// The documentation of the R package stratification, example Sweden: y = x, the top stratum taken entirely.
  @Test func municipalitiesBySize() throws {
    let sizes = try SizeFrame(SwedishMunicipalities.realEstateValues)
    let plan = plan(3, cv: 0.05) { ($0.hasTakeAll, $0.divisor, $0.minimumPopulationSize) = (true, .size, 2) }
    let at = try sizes.stratified(plan, at: [2809, 8375])
    #expect(at.strata.map(\.populationSize) == [192, 77, 15])
    #expect(at.strata.map(\.sampleSize) == [13, 13, 15])
    #expect(abs(at.strata[0].mean - 1430.61) < 0.005 && abs(at.strata[0].variance - 386995.4) < 0.05)
    #expect(abs(at.strata[1].mean - 4671.08) < 0.005 && abs(at.strata[1].variance - 2234936.7) < 0.05)
    #expect(abs(at.coefficientOfVariation - 0.04931156) < 5e-9)
    #expect(try sizes.stratified(plan).sampleSize <= 41)
    #expect(try sizes.stratified(plan, search: random).sampleSize <= 41)
  }

  /// The same with the log-linear model; slope and variance are printed with seven digits.
  ///
  /// The package prints moments of y / exp(intercept + variance / 2), which leaves n_h and error as they are.
  @Test func municipalitiesByLogLinearModel() throws {
    let model = SurveyVariableModel.logLinear(intercept: -0.06593083 / 2, slope: 1.058355, variance: 0.06593083)
    let sizes = try SizeFrame(SwedishMunicipalities.realEstateValues, model: model)
    let plan = plan(3, cv: 0.05) { ($0.hasTakeAll, $0.divisor) = (true, .size) }
    let at = try sizes.stratified(plan, at: [2763, 7850])
    #expect(at.strata.map(\.populationSize) == [191, 77, 16])
    #expect(at.strata.map(\.sampleSize) == [17, 20, 16])
    #expect(abs(at.strata[0].mean / 2187.25 - 1) < 1e-5 && abs(at.strata[0].variance / 1_388_449 - 1) < 1e-5)
    #expect(abs(at.coefficientOfVariation - 0.0492482) < 1e-7)
    #expect(try sizes.stratified(plan).sampleSize <= 53)
  }

  // MARK: Edges and errors

  @Test func geometricBoundsAreInProgression() throws {
    let bounds = try SizeFrame((1...10_000).map(Double.init)).geometricBoundaries(strata: 4)
    #expect(zip(bounds, [10.0, 100, 1000]).allSatisfy { $0.isApproximately($1) })
  }

  @Test func oneStratumIsASimpleSample() throws {
    let x = (1...100).map(Double.init)
    let found = try SizeFrame(x).stratified(plan(1, cv: 0.1))
    let need = 841.0 + 2.0 / 3
    let n = need * 10_000 / (0.01 * 5050 * 5050 + 100 * need)
    #expect(found.boundaries.isEmpty && found.sampleSize == Int(n.rounded(.up)))
    #expect(try SizeFrame(x).stratified(plan(1, cv: 0.1), search: random) == found)
  }

  @Test func tiesStayTogether() throws {
    let x = [1.0, 1, 1, 1, 2, 2, 2, 3, 3, 50]
    let found = try SizeFrame(x).stratified(plan(4, cv: 0.1) { $0.minimumPopulationSize = 1 })
    #expect(found.boundaries == [2, 3, 50] && found.coefficientOfVariation == 0)
    #expect(x.map(found.stratum) == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3])
    #expect(try SizeFrame(x).cumulativeRootBoundaries(strata: 4, classes: 2).count == 3)
  }

  @Test func errorsNameTheWayOut() throws {
    let constant = try SizeFrame([7, 7, 7])
    #expect(throws: StratificationError.tooFewDistinctSizes(distinct: 1, strata: 2)) {
      try constant.stratified(plan(2, cv: 0.1))
    }
    #expect(try constant.stratified(plan(1, cv: 0.1)).sampleSize == 1)
    #expect(throws: StratificationError.nonpositiveSize(row: 0, value: 0)) {
      try SizeFrame([3, 0, 1]).geometricBoundaries(strata: 2)
    }
    #expect(throws: StratificationError.nonpositiveSize(row: 1, value: -2)) {
      try SizeFrame([3, -2, 1], model: .logLinear(slope: 1, variance: 0))
    }
    #expect(throws: StratificationError.sizeNotFinite(row: 1)) { try SizeFrame([3, .nan]) }
    let sizes = try SizeFrame((1...20).map(Double.init))
    #expect(throws: StratificationError.targetNotReached(target: 0.001)) {
      try sizes.stratified(plan(3, cv: 0.001) { $0.hasTakeNone = true })
    }
    #expect(throws: StratificationError.strataTooSmall(minimum: 8, strata: 3)) {
      try sizes.stratified(plan(3, cv: 0.1) { $0.minimumPopulationSize = 8 })
    }
    #expect(throws: StratificationError.sampleSizeNotFeasible(sampleSize: 2)) {
      try sizes.stratified(StratificationPlan(strata: 3, goal: .sampleSize(2)))
    }
    #expect(throws: StratificationError.totalIsZero) { try SizeFrame([-1, 0, 1]).stratified(plan(1, cv: 0.1)) }
    #expect("\(StratificationError.targetNotReached(target: 0.001))".contains("0.001"))
  }
}

extension Double {
  fileprivate func isApproximately(_ other: Double) -> Bool { abs(self - other) <= 1e-12 * abs(other) }
}
