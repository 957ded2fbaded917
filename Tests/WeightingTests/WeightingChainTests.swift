import LinearAlgebra
import Testing
import Weighting

struct WeightingChainTests {
  private let sample = RandomTerms(seed: 51)

  private func chain() throws -> WeightingChain {
    WeightingChain([
      NonresponseAdjustment(responded: sample.x.map { $0 < 45 }, classes: sample.b), try Raking(sample.margins()),
      try Trimming(upper: 18),
    ])
  }

  @Test func stepsAreAppliedInOrder() throws {
    var weights = sample.weights
    for step in try chain().steps { weights = try step.adjusted(weights).weights }
    #expect(try chain().adjusted(sample.weights).weights == weights)
    #expect(try chain().replicateWeights(sample.weights) == weights)
  }

  @Test func columnsAreProjectedIndependently() throws {
    let result = try chain().adjusted(sample.weights)
    let columns = [sample.y, sample.x, sample.weights].map { zip($0, result.weights).map { $0 * $1 } }
    let together = result.residuals(of: Matrix(columns: columns))
    for (j, column) in columns.enumerated() {
      #expect(result.residuals(of: Matrix(columns: [column])).elements == Array(together.column(j)))
    }
  }

  /// Residuals are linear in scores.
  @Test func theResidualOfASumIsTheSumOfResiduals() throws {
    let result = try chain().adjusted(sample.weights)
    let (u, v) = (Matrix(columns: [sample.y]), Matrix(columns: [sample.x]))
    let difference = result.residuals(of: u + 3 * v) - (result.residuals(of: u) + 3 * result.residuals(of: v))
    #expect(difference.maximumMagnitude <= 1e-10)
  }

  @Test func anEmptyChainChangesNothing() throws {
    let result = try WeightingChain([]).adjusted(sample.weights)
    #expect(result.weights == sample.weights && !result.dependsOnStage)
    #expect(result.residuals(of: Matrix(columns: [sample.y])).elements == sample.y)
  }

  @Test func calibrationWithinUnitsLeavesTheirOwnStageAsItIs() throws {
    let units = (0..<Int32(sample.rowCount)).map { $0 / 40 }
    let step = try ClusterCalibration(
      [AuxiliaryTerm(name: "x", values: .numeric(sample.x))], unitOfRow: units,
      unitNames: (0..<10).map { "u\($0)" }, totals: [[Double]](repeating: [1100], count: 10),
      conditionalWeights: sample.weights.map { _ in 1 })
    let result = try WeightingChain([step]).adjusted(sample.weights)
    #expect(result.dependsOnStage)
    let scores = Matrix(columns: [zip(result.weights, sample.x).map { $0 * $1 }])
    #expect(result.residuals(of: scores) == scores)
    #expect(result.residuals(of: scores, forStage: 2).maximumMagnitude <= 1e-9 * scores.maximumMagnitude)
  }
}
