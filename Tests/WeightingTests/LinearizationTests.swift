import LinearAlgebra
import Microdata
import Testing
import Weighting

/// The residual score of row k is d_k times the derivative of the estimated total with respect to the weight d_k.
///
/// This holds for every step whose regression weights are those of its own equations, by finite differences.
struct LinearizationTests {
  private let sample = RandomTerms(seed: 21, rowCount: 120)

  private var responded: [Bool] { sample.x.indices.map { ($0 * 7 + Int(sample.x[$0])) % 5 != 0 } }

  private func check(_ steps: [any WeightingStep]) throws {
    let chain = WeightingChain(steps)
    let z = sample.y
    func total(_ weights: [Double]) throws -> Double {
      zip(try chain.replicateWeights(weights), z).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let result = try chain.adjusted(sample.weights)
    let scores = Matrix(columns: [zip(result.weights, z).map { $0 * $1 }])
    let residuals = result.residuals(of: scores).elements
    let size = residuals.reduce(0) { max($0, $1.magnitude) }
    for row in stride(from: 0, to: sample.rowCount, by: 7) {
      let step = 1e-5
      var (up, down) = (sample.weights, sample.weights)
      up[row] *= 1 + step
      down[row] *= 1 - step
      let derivative = (try total(up) - total(down)) / (2 * step)
      #expect(abs(derivative - residuals[row]) <= 1e-5 * size, "row \(row): \(derivative), \(residuals[row])")
    }
  }

  private var calibration: Calibration {
    get throws { try Calibration(sample.reachableTerms(), rowCount: sample.rowCount) }
  }

  private var classes: NonresponseAdjustment {
    NonresponseAdjustment(responded: responded, classes: sample.b)
  }

  private var propensity: PropensityAdjustment {
    get throws {
      try PropensityAdjustment(
        sample.terms().filter { $0.name != "x inside" }, responded: responded)
    }
  }

  @Test func postStratification() throws {
    try check([PostStratification(sample.margins()[1])])
  }

  @Test func linearCalibration() throws {
    try check([calibration])
  }

  @Test func linearCalibrationWithVariances() throws {
    try check([Calibration(sample.reachableTerms(), rowCount: sample.rowCount, variance: sample.x)])
  }

  /// At the solution of a step of which λ is 0 all distances have the same derivative.
  @Test(arguments: CalibrationDistance.allCases) func anyDistanceAtItsOwnTotals(distance: CalibrationDistance) throws {
    let totals = try Auxiliaries(sample.terms(), rowCount: sample.rowCount).transposeTimes(sample.weights)
    try check([
      Calibration(
        sample.terms(totals: totals), rowCount: sample.rowCount, distance: distance,
        bounds: distance == .logit ? .common(lower: 0.5, upper: 2) : .none)
    ])
  }

  @Test func responseClasses() throws {
    try check([classes])
  }

  @Test func responsePropensities() throws {
    try check([propensity])
  }

  @Test func responseThenCalibration() throws {
    try check([classes, calibration])
    try check([propensity, calibration])
  }

  @Test func calibrationThenResponse() throws {
    try check([calibration, classes])
    try check([calibration, propensity, PostStratification(sample.margins()[0])])
  }

  @Test func twoResponseSteps() throws {
    let later = NonresponseAdjustment(
      responded: responded.enumerated().map { $0 % 11 != 0 && $1 }, classes: sample.a)
    try check([classes, later, calibration])
  }
}
