import Imputation
import Testing

@Suite struct NearestNeighbourImputationTests {
  /// One stratum and class; gaps where the value is nil.
  private func item(_ values: [Double?], _ x: [Double], keys: [Int]? = nil) throws -> IncompleteItem {
    try IncompleteItem(
      values: values.map { $0 ?? .nan }, isMissing: values.map { $0 == nil }, auxiliary: x,
      classes: values.map { _ in 1 }, stratumOfUnit: values.map { _ in 0 },
      populationSizes: [10 * Double(values.count)], keys: keys ?? Array(values.indices))
  }

  @Test func theNearestDonorOfTheClassGives() throws {
    let sample = try IncompleteItem(
      values: [1, 2, 3, 0, 0, 4], isMissing: [false, false, false, true, true, false],
      auxiliary: [10, 20, 45, 44, 16, 16], classes: [1, 1, 2, 1, 1, 2], stratumOfUnit: [0, 0, 0, 0, 0, 0],
      populationSizes: [60], keys: [1, 2, 3, 4, 5, 6])
    let donors = try NearestNeighbourImputation().donors(for: sample)
    #expect(donors.donorOfUnit == [nil, nil, nil, 1, 1, nil])
    #expect(donors.timesUsed == [0, 2, 0, 0, 0, 0])
    #expect(donors.largestDistance == 24 && donors.farthestUnit == 3)
    #expect(try NearestNeighbourImputation().impute(sample).values == [1, 2, 3, 2, 2, 4])
  }

  @Test func theScaleDecidesWhoIsNear() throws {
    // 30 is nearer to 1 than to 100 in x, and nearer to 100 in ln x.
    let sample = try item([5, 7, nil], [1, 100, 30])
    #expect(try NearestNeighbourImputation().donors(for: sample).donorOfUnit[2] == 0)
    #expect(try NearestNeighbourImputation(on: .logarithmic).donors(for: sample).donorOfUnit[2] == 1)
  }

  @Test func tiesAreSharedOutAndSettledByKeys() throws {
    // Four donors as near as each other, at both sides, and 400 recipients.
    let values: [Double?] = [1, 2, 3, 4, 9] + [Double?](repeating: nil, count: 400)
    let x = [1.0, 3, 3, 1, 50] + [Double](repeating: 2, count: 400)
    let donors = try NearestNeighbourImputation().donors(for: item(values, x))
    #expect(donors.timesUsed.prefix(4).allSatisfy { (60...140).contains($0) } && donors.timesUsed[4] == 0)
    #expect(donors.timesUsed.reduce(0, +) == 400)
    #expect(try donors == NearestNeighbourImputation().donors(for: item(values, x)))
    #expect(try donors != NearestNeighbourImputation(seed: 2).donors(for: item(values, x)))
    #expect(try donors != NearestNeighbourImputation().donors(for: item(values, x, keys: (0..<405).map { 7 * $0 })))
  }

  @Test func anExactMatchHasNoDistance() throws {
    let donors = try NearestNeighbourImputation().donors(for: item([4, 5, nil, nil], [1, 2, 2, 1]))
    #expect(donors.donorOfUnit == [nil, nil, 1, 0] && donors.largestDistance == 0)
  }

  @Test func nothingMissingHasNoFarthestUnit() throws {
    let donors = try NearestNeighbourImputation().donors(for: item([4, 5], [1, 2]))
    #expect(donors.farthestUnit == nil && donors.timesUsed == [0, 0])
  }

  /// On an exact line the matching bias is known, and no residual is left.
  @Test func theMatchingBiasOfALineIsExact() throws {
    let x = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2.75]
    let sample = try item(x.map { $0 > 10 || $0 == 2.75 ? nil : 3 * $0 + 1 }, x)
    let total = try NearestNeighbourImputation().impute(sample).total()
    // 11 receives from 10, 2.75 from 3.
    #expect(isClose(total.matchingBias, 10 * (3 * (10 - 11) + 3 * 0.25), 1e-10))
    #expect(total.varianceOverResponse < 1e-18 * total.variance)
  }

  @Test func sizesWithoutALogarithmAreRefused() throws {
    let sample = try item([5, 7, nil], [1, 0, 30])
    #expect(throws: ImputationError.notOnLogarithmicScale(unit: 1, value: 0)) {
      try NearestNeighbourImputation(on: .logarithmic).impute(sample)
    }
  }

  /// One third of firms are affected. Donors keep the share; ratios make every silent firm one with a loss.
  @Test func donorsKeepZerosAndRatiosDoNot() throws {
    let survey = Survey("", [3200, 1700, 700, 400], [110, 80, 60, 50], affected: 1.0 / 3, sigma: 0.8)
    var shares: [(donors: Double, ratio: Double)] = []
    for run in 0..<200 {
      let item = try survey.draw(run).item
      func share(_ method: some ImputationMethod) throws -> Double {
        let values = try method.completedValues(of: item)
        return values.indices.reduce(0) { $0 + (values[$1] > 0 ? item.weights[$1] : 0) } / 6000
      }
      shares.append((try share(NearestNeighbourImputation(on: .logarithmic)), try share(RatioImputation())))
    }
    let mean = shares.reduce(0) { $0 + $1.donors } / 200
    let spread = shares.reduce(0) { $0 + ($1.donors - mean) * ($1.donors - mean) } / 199
    #expect(abs(mean - 1.0 / 3) < 3 * (spread / 200).squareRoot())
    #expect(shares.allSatisfy { $0.ratio > 0.45 })
  }
}
