import LinearAlgebra
import Microdata
import Testing
import Weighting

struct RakingTests {
  @Test(arguments: [1, 2, 3, 4]) func everyMarginIsReproduced(seed: UInt64) throws {
    let sample = RandomTerms(seed: seed)
    let margins = sample.margins()
    let weights = try Raking(margins).adjusted(sample.weights).weights
    for margin in margins {
      let sums = weights.indices.reduce(into: [Double](repeating: 0, count: margin.counts.count)) {
        $0[Int(margin.factor.codes[$1])] += weights[$1]
      }
      #expect(largestRelativeError(sums, margin.counts.map { $0 ?? 0 }) <= 1e-12)
    }
  }

  @Test(arguments: [1, 2, 3]) func twoRoutesToRakingAgree(seed: UInt64) throws {
    let sample = RandomTerms(seed: seed)
    let margins = sample.margins()
    let terms = indicators(margins[0]) + indicators(margins[1], from: 1) + indicators(margins[2], from: 1)
    let fitted = try Raking(margins).adjusted(sample.weights)
    let calibrated = try Calibration(terms, rowCount: sample.rowCount, distance: .raking).adjusted(sample.weights)
    #expect(largestRelativeError(fitted.weights, calibrated.weights) <= 1e-10)
  }

  /// The alternation over margins, carried far beyond R's ten rounds, ends at the residuals of the regression on all.
  @Test func residualsAreTheLimitOfAlternation() throws {
    let sample = RandomTerms(seed: 4)
    let margins = sample.margins()
    let result = try Raking(margins).adjusted(sample.weights)
    var z = sample.y
    for _ in 0..<200 {
      for margin in margins {
        var (sums, sizes) = ([Double](repeating: 0, count: margin.counts.count), margin.counts.map { _ in 0.0 })
        for (code, value) in zip(margin.factor.codes, z) {
          sums[Int(code)] += value
          sizes[Int(code)] += 1
        }
        for (row, code) in margin.factor.codes.enumerated() { z[row] -= sums[Int(code)] / sizes[Int(code)] }
      }
    }
    let scores = Matrix(columns: [zip(result.weights, sample.y).map { $0 * $1 }])
    let residuals = result.projection.residuals(of: scores).elements
    let expected = zip(result.weights, z).map { $0 * $1 }
    #expect(zip(residuals, expected).allSatisfy { abs($0 - $1) <= 1e-9 })
  }

  @Test func oneMarginIsPostStratification() throws {
    let sample = RandomTerms(seed: 5)
    let margin = sample.margins()[0]
    let raked = try Raking([margin]).adjusted(sample.weights).weights
    let stratified = try PostStratification(margin).adjusted(sample.weights).weights
    #expect(largestRelativeError(raked, stratified) <= 1e-14)
  }

  private func margin(_ name: String, _ codes: [Int32], _ counts: [Double?]) -> Margin {
    Margin(name: name, factor: Factor(levels: counts.indices.map { "l\($0)" }, codes: codes), counts: counts)
  }

  @Test func marginsOfDifferentPopulationsContradict() throws {
    let codes: [Int32] = [0, 1, 0, 1]
    let expected = WeightingError.contradictoryMargins(
      MarginTotal(margin: "type", total: 6194), MarginTotal(margin: "wide", total: 7194))
    #expect(throws: expected) {
      try Raking([margin("type", codes, [4421, 1773]), margin("wide", codes, [1072, 6122])])
    }
    #expect(expected.description.contains("6194.0 and 7194.0, 1000.0 apart"))
  }

  /// Cell (0, 1) is empty, so that level 0 of the first margin cannot exceed level 0 of the second.
  @Test func emptyCellsThatMakeMarginsImpossibleAreAnError() throws {
    let raking = try Raking([margin("row", [0, 1, 1], [60, 40]), margin("column", [0, 0, 1], [50, 50])])
    let error = #expect(throws: WeightingError.self) { try raking.adjusted([1, 1, 1]) }
    guard case .rakingNotConverged(let name, let level, let count, let attained, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == "row" && ["l0", "l1"].contains(level))
    #expect(abs(attained - count) > 5)
  }

  @Test func iterationsThatDoNotSufficeAreAnError() throws {
    let sample = RandomTerms(seed: 6)
    let raking = try Raking(sample.margins(), maximumIterations: 2)
    let error = #expect(throws: WeightingError.self) { try raking.adjusted(sample.weights) }
    guard case .rakingNotConverged(_, _, let count, let attained, let iterations) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(iterations == 2 && attained != count)
  }

  @Test func aLooseToleranceEndsEarly() throws {
    let sample = RandomTerms(seed: 6)
    let loose = try Raking(sample.margins(), tolerance: 1e-3, maximumIterations: 20).adjusted(sample.weights).weights
    let tight = try Raking(sample.margins()).adjusted(sample.weights).weights
    let error = largestRelativeError(loose, tight)
    #expect(error > 1e-12 && error < 1e-2)
  }

  @Test func levelsInSampleAndCountsMustAgree() throws {
    let weights = [2.0, 3, 5]
    #expect(throws: WeightingError.uncountedLevel(margin: "m", level: "l1", sampledWeight: 5)) {
      try PostStratification(margin("m", [0, 0, 1], [10, nil])).adjusted(weights)
    }
    #expect(throws: WeightingError.unsampledLevel(margin: "m", level: "l2", count: 4)) {
      try PostStratification(margin("m", [0, 0, 1], [10, 5, 4])).adjusted(weights)
    }
    #expect(throws: WeightingError.invalidCount(margin: "m", level: "l1", value: 0)) {
      try PostStratification(margin("m", [0, 0, 1], [10, 0])).adjusted(weights)
    }
    #expect(throws: WeightingError.missingLevel(margin: "m", row: 1)) {
      try Raking([margin("m", [0, -1, 1], [10, 5])]).adjusted(weights)
    }
    // A replicate may leave a level without weight.
    #expect(throws: WeightingError.unsampledLevel(margin: "m", level: "l1", count: 5)) {
      try Raking([margin("m", [0, 0, 1], [10, 5])]).adjusted([2, 3, 0])
    }
    #expect(throws: WeightingError.invalidWeight(row: 2, value: -1)) {
      try Raking([margin("m", [0, 0, 1], [10, 5])]).adjusted([2, 3, -1])
    }
    #expect(throws: WeightingError.allWeightsZero) {
      try PostStratification(margin("m", [0, 0, 1], [10, 5])).adjusted([0, 0, 0])
    }
  }

  /// Rows outside the sample need no level.
  @Test func rowsWithoutWeightNeedNoLevel() throws {
    let margins = [margin("m", [0, -1, 1], [10, 5]), margin("k", [1, 0, 1], [nil, 15])]
    #expect(try Raking(margins).adjusted([2, 0, 5]).weights == [10, 0, 5])
  }
}
