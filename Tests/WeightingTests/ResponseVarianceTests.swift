import LinearAlgebra
import Microdata
import Sampling
import TestSupport
import Testing
import Weighting

/// Simulated samples in which a large part of the population is drawn and not all answer.
@Suite struct ResponseVarianceTests {
  /// In the take-all stratum all of the error is who answers: p = 1/2 of two firms a class.
  @Test func aTakeAllStratumByHand() {
    let step = ResponseVariance(before: [1, 1, 1, 1], after: [2, 0, 2, 0])
    // One class, mean 4: u = 2 y, e = u + (1 - 2) 4 for respondents and 4 for the others; r = u - 2 (u - e).
    let variance = step.variance(scores: [4, 0, 12, 0], residuals: [0, 4, 8, 4])
    // r = 2 (y - 4) = -4 and 4, times 1/2 each.
    #expect(variance == 16)
  }

  @Test func fullResponseAddsNothing() {
    let weights = [2.0, 3, 4]
    #expect(ResponseVariance(before: weights, after: weights).variance(scores: [1, 2, 3], residuals: [1, 2, 3]) == 0)
  }

  /// Means of the estimated variance over 4,000 samples, and the variance of the estimates themselves. The latter has a relative
  /// Monte Carlo error of sqrt(2/4000) = 2.2 %; the limit is three of them plus 2 % for the linearisation at 12 respondents a
  /// class. Without the part of response, half of the variance and more is missing.
  @Test(arguments: [false, true]) func varianceHoldsWhereMuchOfThePopulationIsDrawn(byModel: Bool) throws {
    let runs = 4000
    var generator = SeededGenerator(seed: byModel ? 11 : 7)
    let population = ResponsePopulation()
    var (totals, withPart, withoutPart) = ([Double](), 0.0, 0.0)
    for _ in 0..<runs {
      let drawn = population.draw(&generator)
      let step = try drawn.step(byModel: byModel)
      let scores = zip(step.weights, drawn.amounts).map { $0 * $1 }
      let residuals = step.projection.residuals(of: Matrix(columns: [scores])).elements
      let sampling = drawn.units.variance(ofTotal: zip(residuals, drawn.units.weights).map { $0 / $1 })
      let response = ResponseVariance(before: drawn.units.weights, after: step.weights)
        .variance(scores: scores, residuals: residuals)
      totals.append(scores.reduce(0, +))
      withPart += (sampling + response) / Double(runs)
      withoutPart += sampling / Double(runs)
    }
    let mean = totals.reduce(0, +) / Double(runs)
    let truth = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
    #expect(abs(withPart / truth - 1) < 0.086, "\(withPart / truth)")
    #expect(withoutPart / truth < 0.7, "\(withoutPart / truth)")
    // Response at random within classes: no bias beyond three Monte Carlo errors.
    #expect(abs(mean - population.total) < 3 * (truth / Double(runs)).squareRoot(), "\(mean) of \(population.total)")
  }
}

/// 120 units of two strata, the first taken in full and half of the second drawn; two classes across them answer with
/// probability 0.4 and 0.7.
private struct ResponsePopulation {
  private let sizes = [60, 60]
  private let sampleSizes = [60, 30]

  private func amount(_ unit: Int) -> Double { 10 + Double(unit % 2) * 8 + Double(unit * 37 % 11) }

  var total: Double { (0..<120).reduce(0) { $0 + amount($1) } }

  struct Sample {
    let units: StratifiedUnits
    let amounts: [Double]
    let classes: Factor
    let responded: [Bool]

    func step(byModel: Bool) throws -> AdjustedWeights {
      guard byModel else {
        return try NonresponseAdjustment(responded: responded, classes: classes).adjusted(units.weights)
      }
      let terms = [
        AuxiliaryTerm(name: "one", values: .constant),
        AuxiliaryTerm(name: "odd", values: .numeric(classes.codes.map(Double.init))),
      ]
      return try PropensityAdjustment(terms, responded: responded).adjusted(units.weights)
    }
  }

  func draw(_ generator: inout SeededGenerator) -> Sample {
    let first = Array(0..<60)
    let second = Array((60..<120).shuffled(using: &generator)[..<sampleSizes[1]])
    let drawn = first + second
    return Sample(
      units: StratifiedUnits(
        stratumOfUnit: drawn.map { $0 < 60 ? 0 : 1 }, populationSizes: sizes.map(Double.init)),
      amounts: drawn.map(amount),
      classes: Factor(levels: ["even", "odd"], codes: drawn.map { Int32($0 % 2) }),
      responded: drawn.map { Double.random(in: 0..<1, using: &generator) < ($0 % 2 == 0 ? 0.4 : 0.7) })
  }
}
