import SurveySimulation
import Testing

@Suite struct SurveySimulationTests {
  @Test func aCensusHasNoErrors() throws {
    let small = try SmallPopulation(drawn: 20)
    let simulation = try SurveySimulation(of: small.survey, small.plan, draws: 3) { _, _ in true }
    #expect(simulation.meanAnswers == 60 && !simulation.cells.isEmpty)
    for cell in simulation.cells {
      #expect(abs(cell.bias) <= 1e-12 * abs(cell.truth), "\(cell.table) \(cell.row) \(cell.column)")
      #expect(cell.trueStandardError <= 1e-12 * abs(cell.truth) && cell.coverage == 1)
    }
    let total = try #require(simulation["2-1", "all", "amount"])
    #expect(abs(total.truth - 10_000 * SmallPopulation.losses.reduce(0, +)) <= 1e-6)
  }

  /// Over 4,000 draws of 8 from 20 in each of three strata, the standard deviation of the expansion estimate is Cochran's (5.9) formula
  /// within four Monte Carlo errors; that of a standard deviation from R draws is about s / √(2R) for a nearly normal estimate.
  @Test func theTrueStandardErrorIsTheFormulas() throws {
    let small = try SmallPopulation(drawn: 8)
    let draws = 4000
    let simulation = try SurveySimulation(of: small.survey, small.plan, draws: draws, threads: 2) { _, _ in true }
    let variance = (0..<3).reduce(0.0) { sum, h in
      let values = SmallPopulation.losses[(h * 20)..<(h * 20 + 20)].map { 10_000 * $0 }
      let mean = values.reduce(0, +) / 20
      let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
      return sum + 20 * 20 * (1 - 8.0 / 20) * spread / 8
    }
    let total = try #require(simulation["2-1", "all", "amount"])
    let expected = variance.squareRoot()
    #expect(abs(total.trueStandardError / expected - 1) <= 4 / (2 * Double(draws)).squareRoot())
    #expect(abs(total.bias) <= 4 * expected / Double(draws).squareRoot())
    // The estimated variance is unbiased.
    #expect(abs(total.estimatedStandardError / expected - 1) <= 0.02)
    #expect(total.coverage + total.tooLow + total.tooHigh == 1 && total.coverage > 0.85 && total.coverage < 0.98)
    #expect(abs(total.biasError - total.trueStandardError / Double(draws).squareRoot()) <= 1e-9 * total.biasError)
  }

  @Test func threadsChangeNothing() throws {
    let small = try SmallPopulation(drawn: 5)
    let answers: @Sendable (Int, Int) -> Bool = { unit, draw in (unit * 31 + draw * 17) % 7 != 0 }
    let simulations = try [1, 2, 5].map {
      try SurveySimulation(of: small.survey, small.plan, draws: 30, threads: $0, responds: answers)
    }
    #expect(simulations[1].cells.map(\.mean) == simulations[0].cells.map(\.mean))
    #expect(simulations[2].cells.map(\.meanLength) == simulations[0].cells.map(\.meanLength))
    #expect(simulations[0].meanAnswers > 10 && simulations[0].meanAnswers < 15)
  }

  /// Where only firms with loss answer, every firm seems affected.
  @Test func answersThatDependOnTheAnswerGiveABias() throws {
    let small = try SmallPopulation(drawn: 15)
    let simulation = try SurveySimulation(of: small.survey, small.plan, draws: 200) { unit, _ in
      SmallPopulation.losses[unit] > 0
    }
    let share = try #require(simulation["2-2", "all", "affected_share"])
    #expect(share.mean == 1 && share.truth < 0.35 && share.bias > 0.6)
  }
}
