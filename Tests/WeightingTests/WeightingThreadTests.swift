import TestSupport
import Testing
import Weighting

/// Threads share the rows out; sums are added in an order that is fixed by the rows alone.
@Suite struct WeightingThreadTests {
  private let sample = RandomTerms(seed: 21, rowCount: 70_001)

  private static let distances: [(CalibrationDistance, CalibrationBounds)] = [
    (.linear, .none), (.linear, .common(lower: 0.5, upper: 1.8)), (.raking, .none),
    (.logit, .common(lower: 0.3, upper: 3)),
  ]

  @Test(arguments: 0..<4) func calibrationIsTheSameForAnyThreads(_ place: Int) throws {
    let (distance, bounds) = Self.distances[place]
    let terms = try sample.reachableTerms()
    let one = try calibrated(terms, distance, bounds, threads: 1)
    for threads in [2, 7] { #expect(try calibrated(terms, distance, bounds, threads: threads) == one) }
    let sums = try Auxiliaries(terms, rowCount: sample.rowCount).transposeTimes(one[0])
    for (term, sum) in zip(terms, sums) { #expect(abs(sum - term.total!) <= 1e-9 * abs(term.total!)) }
  }

  @Test func rakingIsTheSameForAnyThreads() throws {
    func raked(_ threads: Int) throws -> [Double] {
      try Raking(sample.margins(), threads: threads).adjusted(sample.weights).weights
    }
    let one = try raked(1)
    for threads in [2, 7] { #expect(try raked(threads) == one) }
  }

  /// Weights, and residuals of one score.
  private func calibrated(
    _ terms: [AuxiliaryTerm], _ distance: CalibrationDistance, _ bounds: CalibrationBounds, threads: Int
  ) throws -> [[Double]] {
    let step = try Calibration(
      terms, rowCount: sample.rowCount, distance: distance, bounds: bounds, threads: threads)
    let result = try step.adjusted(sample.weights)
    let scores = zip(result.weights, sample.y).map { $0 * $1 }
    return [result.weights, result.projection.residuals(of: .init(columns: [scores])).elements]
  }
}
