import Sampling
import TestSupport
import Testing

@Suite struct InclusionProbabilityTests {
  @Test func theBelgianMunicipalitiesOfTheReferenceCase() throws {
    let sizes = try FixtureTable("sampling-joint/case-204-data.csv").numbers("Tot04")
    let expected = try FixtureTable("sampling-joint/case-204.csv")
    for n in [50, 200] {
      let result = try InclusionProbabilities(proportionalTo: sizes, sampleSize: Double(n))
      let published = expected.values(["request": "n\(n)", "field": "probabilities"])
      #expect(largestRelativeError(result.probabilities, published) <= 1e-13)
      #expect(result.sum.isClose(to: Double(n)))
      #expect(result.certaintyUnits == published.indices.filter { published[$0] == 1 })
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func theyAddUpAndAreProportionalBelowOne(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sizes = (0..<40).map { _ in Double.random(in: 0..<1, using: &generator) }.map { $0 * $0 * $0 * $0 }
    let n = Double(Int.random(in: 1...40, using: &generator))
    let result = try InclusionProbabilities(proportionalTo: sizes, sampleSize: n)
    #expect(result.sum.isClose(to: n))
    let open = sizes.indices.filter { result.probabilities[$0] < 1 }
    let factors = open.map { result.probabilities[$0] / sizes[$0] }
    if let factor = factors.first {
      #expect(factors.allSatisfy { $0.isClose(to: factor) })
      // Units taken with certainty are those that the factor would lift to 1.
      #expect(sizes.indices.allSatisfy { (sizes[$0] * factor >= 1 - 1e-12) == (result.probabilities[$0] == 1) })
    }
  }

  @Test func oneCertaintyUnitMayMakeAnother() throws {
    // 3 * 50/100 > 1; then 2 * 26/50 > 1; then 24/24 units share one.
    let result = try InclusionProbabilities(proportionalTo: [50, 26, 12, 12], sampleSize: 3)
    #expect(result.probabilities == [1, 1, 0.5, 0.5])
  }

  @Test func unitsOfSizeZeroAreNeverDrawn() throws {
    let result = try InclusionProbabilities(proportionalTo: [0, 2, 2, 4], sampleSize: 3)
    #expect(result.probabilities == [0, 1, 1, 1] && result.excludedUnits == [0])
    #expect(throws: SamplingPlanError.sampleExceedsUnits(sampleSize: 4, units: 3)) {
      try InclusionProbabilities(proportionalTo: [0, 2, 2, 4], sampleSize: 4)
    }
  }

  @Test func sizesThatCannotBeNameTheirUnit() {
    #expect(throws: SamplingPlanError.negativeSize(unit: 1, value: -3)) {
      try InclusionProbabilities(proportionalTo: [1, -3], sampleSize: 1)
    }
    #expect(throws: SamplingPlanError.sizeNotFinite(unit: 0)) {
      try InclusionProbabilities(proportionalTo: [.nan, 1], sampleSize: 1)
    }
    #expect(throws: SamplingPlanError.probabilityOutside(unit: 1, value: 1.5)) {
      try InclusionProbabilities([0.5, 1.5])
    }
    #expect(throws: SamplingPlanError.emptyFrame) { try InclusionProbabilities(proportionalTo: [], sampleSize: 1) }
  }
}
