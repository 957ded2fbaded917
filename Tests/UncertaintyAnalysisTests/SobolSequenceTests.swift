import Testing
import UncertaintyAnalysis

@Suite struct SobolSequenceTests {
  /// The first points in eight dimensions by the program that accompanies the direction numbers (Joe and Kuo 2008), in eighths.
  @Test func firstPointsAreThePublishedOnes() {
    let eighths: [[UInt32]] = [
      [0, 0, 0, 0, 0, 0, 0, 0], [4, 4, 4, 4, 4, 4, 4, 4], [6, 2, 2, 2, 6, 6, 2, 6], [2, 6, 6, 6, 2, 2, 6, 2],
      [3, 3, 5, 7, 3, 1, 3, 7], [7, 7, 1, 3, 7, 5, 7, 3], [5, 1, 7, 5, 5, 7, 1, 1], [1, 5, 3, 1, 1, 3, 5, 5],
    ]
    let sequence = SobolSequence(dimensions: 8)
    for (n, expected) in eighths.enumerated() { #expect(sequence.digits(n).map { $0 >> 29 } == expected) }
  }

  @Test(arguments: [nil, 0, 7]) func everyDimensionVisitsEveryInterval(scramble: Int?) {
    let (dimensions, points) = (SobolSequence.maximumDimensions, 256)
    let sequence =
      scramble.map { SobolSequence(dimensions: dimensions, seed: 5, scramble: $0) }
      ?? SobolSequence(dimensions: dimensions)
    let digits = (0..<points).map { sequence.digits($0) }
    for d in 0..<dimensions { #expect(Set(digits.map { $0[d] >> 24 }).count == points, "dimension \(d + 1)") }
  }

  /// The first two dimensions are a (0, m, 2)-net: every box of area 2^-m holds one of 2^m points, however it is cut.
  @Test(arguments: 0...6) func boxesOfTheSquareHoldOnePointEach(cut: UInt32) {
    let sequence = SobolSequence(dimensions: 2, seed: 1, scramble: 3)
    let boxes = (0..<64).map { n in
      let digits = sequence.digits(n)
      return [UInt64(digits[0]) >> UInt64(32 - cut), UInt64(digits[1]) >> UInt64(26 + cut)]
    }
    #expect(Set(boxes).count == 64)
  }

  @Test func pointsAreInsideTheCube() {
    let sequence = SobolSequence(dimensions: 3)
    #expect(sequence.point(0) == [0x1p-33, 0x1p-33, 0x1p-33])
    let last = sequence.point(SobolSequence.maximumPoints - 1)
    #expect(last.allSatisfy { 0 < $0 && $0 < 1 })
  }

  @Test func seedsAndScramblesDiffer() {
    let points = [(1, 0), (1, 1), (2, 0)].map { seed, scramble in
      SobolSequence(dimensions: 4, seed: UInt64(seed), scramble: scramble).digits(0)
    }
    #expect(Set(points).count == 3)
    #expect(SobolSequence(dimensions: 4, seed: 1, scramble: 1).digits(0) == points[1])
  }

  /// Each point alone is uniform over scrambles, in every pair of dimensions.
  @Test func scrambledPointsHaveNoBias() {
    let draws = (0..<4000).map { SobolSequence(dimensions: 2, seed: 9, scramble: $0).point(5) }
    let error = (1 / 12.0 / 4000).squareRoot()
    for d in 0..<2 { #expect(abs(draws.reduce(0) { $0 + $1[d] } / 4000 - 0.5) <= 4 * error) }
    let covariance = draws.reduce(0) { $0 + ($1[0] - 0.5) * ($1[1] - 0.5) } / 4000
    #expect(abs(covariance) <= 4 / 12.0 / 4000.0.squareRoot())
  }
}
