import Glibc
import RandomStreams
import SkewedTotals
import Testing

@Suite struct FittedPopulationTests {
  /// Between points the table is linear; what that does to the least amounts is small beside the mean, which is the shape.
  @Test(arguments: [0.3, 2, 40]) func gammaQuantilesAreThoseOfR(shape: Double) {
    let table = QuantileTable(.gamma, shape: shape)
    for p in [0.9, 0.5, 0.01, 1e-6] {
      let name = p == 1e-6 ? "1e-06" : "\(p)"
      let expected = Reference.numbers["gamma quantile \(String(format: shape)) \(name)"]
      let found = interpolated(table, survival: p)
      #expect(found.isWithin(4e-3, of: expected) || abs(found - (expected ?? .nan)) < 1e-4 * shape, "\(shape) \(p)")
    }
  }

  private func interpolated(_ table: QuantileTable, survival: Double) -> Double {
    let grid = SurvivalGrid.survival
    let i = grid.firstIndex { $0 < survival } ?? 0
    let share = (grid[i - 1] - survival) / (grid[i - 1] - grid[i])
    return table.quantiles[i - 1] + share * (table.quantiles[i] - table.quantiles[i - 1])
  }

  /// Means at scale 1: k, Γ(1 + 1/k), exp(σ²/2), α/(α - 1).
  @Test(arguments: [
    (PositiveLaw.gamma, 0.3, 0.3), (.weibull, 0.5, 2), (.lognormal, 1.5, exp(1.125)), (.pareto, 2.5, 2.5 / 1.5),
  ])
  func tablesHaveTheMeanOfTheirLaw(law: PositiveLaw, shape: Double, mean: Double) {
    let whole = QuantileTable(law, shape: shape).bodyMoments(below: SurvivalGrid.survival.count / SurvivalGrid.steps)
    #expect(whole.mean.isWithin(5e-3, of: mean))
  }

  /// Below and above a halving the parts are drawn apart; together they have the whole's mean.
  @Test func bodyAndTailMakeTheWhole() {
    let table = QuantileTable(.lognormal, shape: 1)
    var random = CounterRandom(seed: 1, replicate: 0, stratum: 0)
    let count = 200_000
    let tail = (0..<count).map { _ in table.draw(random.next(), from: 3) }
    let mean = tail.reduce(0, +) / Double(count)
    let error = (tail.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot() / Double(count)
    let whole = table.bodyMoments(below: 48).mean
    let expected = 8 * (whole - 7.0 / 8 * table.bodyMoments(below: 3).mean)
    #expect(abs(mean - expected) < 4 * error)
  }

  @Test(arguments: [(50, 0.3), (1000, 0.02), (7, 0.9), (20, 1 - 0x1p-53)]) func tailCountsAreBinomial(
    units: Int, probability: Double
  ) {
    let count = TailCount(units: units, probability: probability)
    var random = CounterRandom(seed: 2, replicate: 0, stratum: units)
    let draws = (0..<100_000).map { _ in Double(count.draw(random.uniform())) }
    let mean = draws.reduce(0, +) / 1e5
    let variance = Double(units) * probability * (1 - probability)
    #expect(abs(mean - Double(units) * probability) <= 4 * (variance / 1e5).squareRoot() + 1e-9)
  }

  /// Simulated estimates are unbiased for their totals, and their variance is the one they estimate.
  @Test(arguments: [[(n: 60, N: 1800)], [(n: 30, N: 40), (n: 50, N: 700), (n: 4, N: 4)]])
  func replicatesAreSamplesFromTheirPopulations(sizes: [(n: Int, N: Int)]) throws {
    let sample = try skewedSample(sizes, seed: 31, shape: 0.7)
    let amounts = PositiveAmounts(sample)
    let fit = try #require(LawFit(.lognormal, amounts))
    let replicates = FittedPopulation(sample, amounts, fit: fit).replicates(20_000, seed: 1)
    let errors = replicates.map { $0.estimate - $0.total }
    let mean = errors.reduce(0, +) / 2e4
    let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2e4
    #expect(abs(mean) < 4 * (variance / 2e4).squareRoot())
    let estimated = replicates.reduce(0) { $0 + $1.standardError * $1.standardError } / 2e4
    // Variances of 20,000 skewed errors are known to a few percent.
    #expect(estimated.isWithin(0.06, of: variance))
  }
}

extension String {
  /// R's %g.
  fileprivate init(format value: Double) {
    self = value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
