import InfluentialUnits
import RandomStreams
import Testing

/// A sample of two strata, the second taken in full.
private func twoStrata(_ values: [Double], sampled: Int, of population: Double) throws -> StratifiedAmounts {
  try StratifiedAmounts(
    values: values, stratumOfUnit: values.indices.map { $0 < sampled ? 0 : 1 },
    populationSizes: [population, Double(values.count - sampled)])
}

@Suite struct ConditionalBiasTests {
  let sample = try! twoStrata([0, 0, 3, 8, 100, 7, 9], sampled: 5, of: 50)

  @Test func isTheAverageErrorOfSamplesThatHoldTheUnit() throws {
    // All samples of 2 of a population of 5: the mean error of those with unit k is (N - n)/(n (N - 1)) N (y_k - Ȳ).
    let y = [1.0, 4, 4, 10, 31]
    let (total, mean) = (y.reduce(0, +), y.reduce(0, +) / 5)
    for k in y.indices {
      let errors = y.indices.filter { $0 != k }.map { 2.5 * (y[k] + y[$0]) - total }
      let exact = errors.reduce(0, +) / 4
      #expect(abs(exact - 5.0 / 4 * (2.5 - 1) * (y[k] - mean)) < 1e-12)
    }
    // From a sample N and Ȳ in N/(N - 1) and y_k - Ȳ become n and ȳ.
    let bias = try ConditionalBias(of: sample)
    let expected = [0.0, 0, 3, 8, 100].map { 5.0 / 4 * (10 - 1) * ($0 - 22.2) } + [0, 0]
    for (a, b) in zip(bias.values, expected) { #expect(abs(a - b) < 1e-10) }
  }

  @Test func partsOfTheMinimaxTotalAddUp() throws {
    let bias = try ConditionalBias(of: sample).values
    let robust = try MinimaxTotal(of: sample)
    #expect(abs(robust.value - (sample.total - (bias.min()! + bias.max()!) / 2)) < 1e-9)
    #expect(abs(robust.changes.reduce(0, +) - robust.change) == 0)
    #expect(robust.changes[5] == 0 && robust.changes[6] == 0)
    // Influence is brought down, never turned round.
    for (change, value) in zip(robust.changes, bias) { #expect(change * value <= 0 && abs(change) <= abs(value)) }
  }

  @Test func symmetricAmountsStay() throws {
    let symmetric = try StratifiedAmounts(values: [1, 2, 3], stratumOfUnit: [0, 0, 0], populationSizes: [30])
    #expect(try MinimaxTotal(of: symmetric).changes == [0, 0, 0])
  }

  @Test func aLoneUnitIsRefused() {
    #expect(throws: InfluenceError.oneUnit(stratum: 0, population: 4)) {
      try ConditionalBias(of: StratifiedAmounts(values: [1], stratumOfUnit: [0], populationSizes: [4]))
    }
  }

  @Test(arguments: 0..<40) func everyCutRemovesWhatItIsAsked(seed: Int) throws {
    var random = CounterRandom(seed: 7, replicate: seed, stratum: 0)
    let values = (0..<60).map { _ in random.uniform() < 0.65 ? 0 : exponential(2 * random.normal()) }
    let sample = try StratifiedAmounts(
      values: values, stratumOfUnit: (0..<60).map { $0 / 20 }, populationSizes: [20, 300, 900])
    let bias = try ConditionalBias(of: sample).values
    let robust = try MinimaxTotal(of: sample)
    let wanted = -(bias.min()! + bias.max()!) / 2
    #expect(abs(robust.change - wanted) <= 1e-9 * bias.reduce(0) { $0 + abs($1) })
  }
}

@Suite struct WinsorisationTests {
  @Test func balancesBiasAndBound() throws {
    let sample = try twoStrata([0, 0, 3, 8, 100, 70, 9], sampled: 5, of: 50)
    let result = try Winsorisation(of: sample)
    // D = 9 (y - 22.2): only 100 exceeds, L = 700.2 / 2, K = 22.2 + 350.1 / 9.
    #expect(abs(result.bound - 350.1) < 1e-9)
    #expect(abs(result.cutoffs[4] - 61.1) < 1e-9)
    #expect(abs(result.values[4] - (10 + 0.9 * 61.1)) < 1e-9)
    #expect(result.changedUnits == [4])
    #expect(abs(result.change + result.bound) < 1e-9)
    #expect(result.values[5] == 70 && result.cutoffs[5] == .infinity)
  }

  @Test(arguments: 0..<40) func theBiasIsTheBoundAndDomainsAdd(seed: Int) throws {
    var random = CounterRandom(seed: 8, replicate: seed, stratum: 0)
    let values = (0..<90).map { _ in random.uniform() < 0.65 ? 0 : exponential(2 * random.normal()) }
    let sample = try StratifiedAmounts(
      values: values, stratumOfUnit: (0..<90).map { $0 % 3 }, populationSizes: [30, 300, 900])
    let result = try Winsorisation(of: sample)
    #expect(abs(result.change + result.bound) <= 1e-10 * sample.total)
    let parts = (0..<4).map { d in
      result.values.indices.filter { $0 % 4 == d }.reduce(0) { $0 + sample.weights[$1] * result.values[$1] }
    }
    #expect(abs(parts.reduce(0, +) - result.value) <= 1e-9 * result.value)
    // What is changed lies above its cut-off, what is not lies at or below it.
    for unit in values.indices {
      #expect(result.changedUnits.contains(unit) == (values[unit] > result.cutoffs[unit] * (1 + 1e-12)))
    }
  }

  @Test func expectationsOfAModelAreUsed() throws {
    let sample = try StratifiedAmounts(values: [10, 200, 30], stratumOfUnit: [0, 0, 0], populationSizes: [30])
    let result = try Winsorisation(of: sample, expecting: .given([10, 150, 30]))
    #expect(abs(result.bound - 9 * 50 / 2) < 1e-9)
    #expect(throws: InfluenceError.expectedValuesMissing(count: 1, units: 3)) {
      try Winsorisation(of: sample, expecting: .given([1]))
    }
  }

  @Test func aCensusStays() throws {
    let sample = try StratifiedAmounts(values: [10, 200, 30], stratumOfUnit: [0, 0, 0], populationSizes: [3])
    #expect(try Winsorisation(of: sample).value == 240)
    #expect(sample.variance == 0)
  }
}

@Suite struct CellContributorTests {
  @Test func sharesAndEffects() throws {
    let sample = try twoStrata([0, 0, 3, 8, 100, 70, 9], sampled: 5, of: 50)
    let cell = CellContributors(of: sample, largest: 2)
    #expect(abs(cell.total - (1110 + 79)) < 1e-9)
    let first = cell.contributors[0]
    #expect(first.unit == 4 && first.weight == 10)
    #expect(abs(first.share - 1000.0 / 1189) < 1e-12)
    #expect(abs(first.effectOfUnitWeight + 900) < 1e-9)
    // Without it the others have the mean 11/4, for 50 units.
    #expect(abs(first.effectOfRemoval! - (50 * 11.0 / 4 - 1110)) < 1e-9)
    #expect(cell.dominant(above: 0.5).map(\.unit) == [4])
  }
}

/// Mean squared errors of skewed totals by simulation, a new population of N = 30 n in each run.
///
/// The squared error of the plain total is itself heavy-tailed, so the Monte Carlo error of the ratio is estimated from the runs
/// and stands in the message.
@Suite struct WinsorisationSimulationTests {
  static let runs = 4000

  @Test(arguments: [(2.0, 0.5), (1.5, 0.8)])
  func skewedTotalsAreMorePrecise(sigma: Double, limit: Double) throws {
    var squares: [(plain: Double, winsorised: Double, minimax: Double)] = []
    for run in 0..<Self.runs { squares.append(try Self.squaredErrors(sigma, run)) }
    for estimator in [\.winsorised, \.minimax]
      as [KeyPath<(plain: Double, winsorised: Double, minimax: Double), Double>]
    {
      let plain = squares.reduce(0) { $0 + $1.plain }
      let ratio = squares.reduce(0) { $0 + $1[keyPath: estimator] } / plain
      let deviations = squares.reduce(0) { sum, one in
        let difference = one[keyPath: estimator] - ratio * one.plain
        return sum + difference * difference
      }
      let monteCarloError = deviations.squareRoot() / plain
      #expect(ratio < limit + 2 * monteCarloError, "ratio \(ratio), Monte Carlo error \(monteCarloError)")
      #expect(monteCarloError < 0.15)
    }
  }

  private static func squaredErrors(_ sigma: Double, _ run: Int) throws -> (
    plain: Double, winsorised: Double, minimax: Double
  ) {
    var random = CounterRandom(seed: 20_261_123, replicate: run, stratum: Int(sigma * 10))
    let y = (0..<6000).map { _ in random.uniform() < 0.35 ? exponential(3 + sigma * random.normal()) : 0 }
    // The values are independent, so the first units are a random sample.
    let sample = try StratifiedAmounts(
      values: Array(y.prefix(200)), stratumOfUnit: [Int](repeating: 0, count: 200), populationSizes: [6000])
    let truth = y.reduce(0, +)
    func squared(_ estimate: Double) -> Double { (estimate - truth) * (estimate - truth) }
    return (
      squared(sample.total), squared(try Winsorisation(of: sample).value), squared(try MinimaxTotal(of: sample).value)
    )
  }

  /// One firm planted so that it makes over half of a cell is named in at least 95 % of samples that hold it.
  @Test func aDominantFirmIsNamed() throws {
    let flagged = try (0..<400).count { run in
      var random = CounterRandom(seed: 5, replicate: run, stratum: 0)
      var values = (0..<100).map { _ in random.uniform() < 0.35 ? exponential(3 + 1.5 * random.normal()) : 0 }
      let others = values.dropFirst().reduce(0, +)
      values[0] = max(1.1 * others, 1)
      let sample = try StratifiedAmounts(
        values: values, stratumOfUnit: [Int](repeating: 0, count: 100), populationSizes: [3000])
      return CellContributors(of: sample).dominant(above: 0.5).map(\.unit) == [0]
    }
    #expect(flagged >= 380)
  }
}
