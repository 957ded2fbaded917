import LinearAlgebra
import TestSupport
import Testing
import Weighting

struct TrimmingTests {
  private let sample = RandomTerms(seed: 41)

  @Test(arguments: [false, true]) func theSumIsKept(isStrict: Bool) throws {
    let result = try Trimming(lower: 2, upper: 7, isStrict: isStrict).adjusted(sample.weights)
    #expect(result.weights.reduce(0, +).isClose(to: sample.weights.reduce(0, +), .summed))
  }

  @Test func strictTrimmingEndsWithinTheBounds() throws {
    let weights = try Trimming(lower: 3, upper: 5.5, isStrict: true).adjusted(sample.weights).weights
    #expect(weights.allSatisfy { $0 >= 3 && $0 <= 5.5 })
    let once = try Trimming(lower: 3, upper: 5.5).adjusted(sample.weights).weights
    #expect(once != weights)
  }

  /// By hand: 10 is cut to 6, and 4 is divided over the other two.
  @Test func theExcessIsDividedEqually() throws {
    #expect(try Trimming(upper: 6).adjusted([1, 2, 10]).weights == [3, 4, 6])
    #expect(try Trimming(lower: 2).adjusted([1, 4, 10]).weights == [2, 3.5, 9.5])
  }

  @Test func rowsWithoutWeightGetNone() throws {
    #expect(try Trimming(lower: 1, upper: 6).adjusted([0, 2, 10]).weights == [0, 6, 6])
  }

  @Test func negativeWeightsAreRaised() throws {
    #expect(try Trimming(lower: 1).adjusted([-1, 4, 4]).weights == [1, 3, 3])
  }

  @Test func weightsWithinTheBoundsStay() throws {
    let result = try Trimming(lower: 0.5, upper: 10).adjusted(sample.weights)
    #expect(result.weights == sample.weights)
    let scores = Matrix(columns: [sample.y])
    #expect(result.projection.residuals(of: scores) == scores)
  }

  @Test func boundsThatLeaveNoRoomAreErrors() throws {
    #expect(throws: WeightingError.invalidTrimBounds(lower: 3, upper: 3)) { try Trimming(lower: 3, upper: 3) }
    #expect(throws: WeightingError.nothingUntrimmed(lower: -.infinity, upper: 1, meanWeight: 3)) {
      try Trimming(upper: 1).adjusted([2, 3, 4])
    }
    // The mean, 4, is above the upper bound: rounds only push weights out.
    #expect(throws: WeightingError.self) { try Trimming(upper: 3.5, isStrict: true).adjusted([1, 4, 7]) }
  }
}
