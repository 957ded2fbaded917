import TestSupport
import Testing
import Weighting

/// Calibration to random totals within random bounds ends with weights or with bounds beyond which there are weights.
struct FeasibilityTests {
  private func step(
    _ sample: RandomTerms, _ terms: [AuxiliaryTerm], _ distance: CalibrationDistance, _ lower: Double, _ upper: Double
  ) throws -> Calibration {
    try Calibration(
      terms, rowCount: sample.rowCount, distance: distance, bounds: .common(lower: lower, upper: upper))
  }

  @Test(arguments: CalibrationDistance.allCases, UInt64(1)...25)
  func thereIsASolutionExactlyBeyondTheBoundsNamed(distance: CalibrationDistance, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sample = RandomTerms(seed: seed, rowCount: 120)
    let sums = try Auxiliaries(sample.terms(), rowCount: sample.rowCount).transposeTimes(sample.weights)
    let terms = sample.terms(totals: sums.map { $0 * Double.random(in: 0.85..<1.15, using: &random) })
    let (lower, upper) = (Double.random(in: 0.5..<0.99, using: &random), Double.random(in: 1.01..<1.5, using: &random))
    do {
      let weights = try step(sample, terms, distance, lower, upper).adjusted(sample.weights).weights
      let reached = try Auxiliaries(terms, rowCount: sample.rowCount).transposeTimes(weights)
      #expect(largestRelativeError(reached, terms.map { $0.total ?? 0 }) <= 1e-11)
    } catch WeightingError.infeasibleBounds(_, _, _, let feasible?) {
      let common = try #require(feasible.common)
      // From the bounds named, 1 % further from 1 and 1 % nearer to it.
      for (stretch, isSolved) in [(1.01, true), (0.99, false)] {
        let (low, high) = (1 - stretch * (1 - common.lower), 1 + stretch * (common.upper - 1))
        let result = Result { try step(sample, terms, distance, low, high).adjusted(sample.weights) }
        switch result {
        case .success: #expect(isSolved)
        case .failure(let error): #expect(!isSolved, "\(error)")
        }
      }
    }
  }
}
