import Estimation
import Glibc
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

extension Tag {
  /// Statistical claims, tested by drawing samples. `TRADE_IMPACT_SIMULATIONS=5000` gives them their full size.
  @Tag static var simulation: Self
}

/// Samples drawn again and again from a population that is known: do standard errors tell the truth?
///
/// The Monte Carlo error of the standard deviation of R estimates is about 1/√(2R), 1 % for 5,000; that of a coverage of 95 %
/// is √(0.05 × 0.95 / R), 0.3 %. Tolerances are those of the claim plus three of these.
@Suite(.tags(.simulation)) struct SimulationTests {
  private static let repetitions = getenv("TRADE_IMPACT_SIMULATIONS").flatMap { Int(String(cString: $0)) } ?? 400
  private static let standardErrorNoise = 3 / (2 * Double(repetitions)).squareRoot()

  /// 40 strata-by-unit blocks: 4 strata of 60 clusters of 3 rows each.
  private struct Population {
    static let (strata, clusters, rows) = (4, 60, 3)
    let x: [Double]
    let y: [Double]

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      var (x, y) = ([Double](), [Double]())
      for stratum in 0..<Self.strata {
        for _ in 0..<Self.clusters {
          let effect = Double.random(in: -1...1, using: &generator)
          for _ in 0..<Self.rows {
            let size = Double(stratum + 2) + effect + Double.random(in: 0..<1, using: &generator)
            x.append(size)
            y.append(3 * size + 2 * Double.random(in: -1...1, using: &generator))
          }
        }
      }
      (self.x, self.y) = (x, y)
    }

    var total: Double { y.reduce(0, +) }
    var sizeTotal: Double { x.reduce(0, +) }
  }

  private struct Sample {
    let design: SurveyDesign
    let columns: [SurveyColumn]
  }

  /// n_h clusters a stratum, each with all its rows; `byRow` draws rows themselves.
  private static func sample(
    _ population: Population, unitsPerStratum n: Int, byRow: Bool, _ generator: inout SeededGenerator
  ) throws -> Sample {
    let (perStratum, size) = byRow ? (Population.clusters * Population.rows, 1) : (Population.clusters, Population.rows)
    var (places, strata, units) = ([Int](), [Int32](), [Int32]())
    for stratum in 0..<Population.strata {
      for unit in Array(0..<perStratum).shuffled(using: &generator).prefix(n) {
        for row in 0..<size {
          places.append((stratum * perStratum + unit) * size + row)
          strata.append(Int32(stratum))
          units.append(Int32(places.count - 1 - row) / Int32(size))
        }
      }
    }
    let unitFactor = Factor(levels: (0..<(Population.strata * n)).map(String.init), codes: units)
    let design = try SurveyDesign(
      stages: [
        SamplingStage(
          unit: byRow ? nil : unitFactor, stratum: Factor(levels: ["0", "1", "2", "3"], codes: strata),
          correction: .populationSizes(Array(repeating: Double(perStratum), count: places.count)))
      ],
      designWeights: Array(repeating: Double(perStratum) / Double(n), count: places.count))
    return Sample(
      design: design,
      columns: [
        .variable(Variable(name: "y", unit: "yuan", values: places.map { population.y[$0] })),
        .variable(Variable(name: "x", unit: "yuan", values: places.map { population.x[$0] })),
      ])
  }

  /// Estimates and mean squared standard errors of R samples.
  private struct Outcome {
    private(set) var values: [Double] = []
    private var squares = 0.0
    private var covered = 0

    mutating func add(_ estimates: Estimates, truth: Double) throws {
      let (value, error) = (try #require(estimates.values[0]), try #require(estimates.standardErrors[0]))
      values.append(value)
      squares += error * error
      let (lower, upper) = (try #require(estimates.lower[0]), try #require(estimates.upper[0]))
      if lower <= truth, truth <= upper { covered += 1 }
    }

    var coverage: Double { Double(covered) / Double(values.count) }

    /// The root of the mean estimated variance over the standard deviation of the estimates.
    var ratio: Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
      return (squares / Double(values.count) / spread).squareRoot()
    }
  }

  private static func outcome(
    _ request: StatisticRequest, truth: Double, byRow: Bool, unitsPerStratum: Int = 10,
    variance: (UInt64) -> VarianceMethod = { _ in .linearised }, weighting: [WeightingColumns] = []
  ) throws -> Outcome {
    let population = Population(seed: 1)
    var (generator, outcome) = (SeededGenerator(seed: 2), Outcome())
    for repetition in 0..<repetitions {
      let sample = try sample(population, unitsPerStratum: unitsPerStratum, byRow: byRow, &generator)
      try outcome.add(
        sample.design.estimate(
          request, columns: sample.columns, variance: variance(UInt64(repetition)), weighting: weighting), truth: truth)
    }
    return outcome
  }

  /// A statistic and what it is in the population.
  private enum Target: CaseIterable {
    case total, mean, ratio

    var request: StatisticRequest {
      switch self {
      case .total: StatisticRequest(.total([.number("y")]))
      case .mean: StatisticRequest(.mean([.number("y")]))
      case .ratio: StatisticRequest(.ratio(numerators: ["y"], denominators: ["x"]))
      }
    }

    func truth(_ population: Population) -> Double {
      switch self {
      case .total: population.total
      case .mean: population.total / Double(population.y.count)
      case .ratio: population.total / population.sizeTotal
      }
    }
  }

  private func expectHonest(_ outcome: Outcome, within tolerance: Double = 0.03) {
    #expect(abs(outcome.ratio - 1) < tolerance + Self.standardErrorNoise, "se ratio \(outcome.ratio)")
  }

  @Test(arguments: Target.allCases, [true, false])
  private func linearisedErrorsAndCoverage(_ target: Target, byRow: Bool) throws {
    let outcome = try Self.outcome(target.request, truth: target.truth(Population(seed: 1)), byRow: byRow)
    expectHonest(outcome)
    // With a few hundred samples the noise of a coverage is as wide as the claim.
    #expect((0.93...0.97).contains(outcome.coverage) || Self.repetitions < 2_000, "coverage \(outcome.coverage)")
  }

  @Test(arguments: [Target.total, .ratio], [true, false])
  private func jackknifeErrors(_ target: Target, byRow: Bool) throws {
    expectHonest(
      try Self.outcome(
        target.request, truth: target.truth(Population(seed: 1)), byRow: byRow,
        variance: { _ in .builtReplicates(.jkn, seed: 1, centersOnFullSample: false) }))
  }

  @Test(arguments: [Target.total, .ratio], [true, false])
  private func bootstrapErrors(_ target: Target, byRow: Bool) throws {
    expectHonest(
      try Self.outcome(
        target.request, truth: target.truth(Population(seed: 1)), byRow: byRow,
        variance: { .builtReplicates(.raoWuYue(replicates: 100), seed: $0, centersOnFullSample: true) }))
  }

  @Test(arguments: [ReplicateMethod.preston(replicates: 100), .generalizedBootstrap(replicates: 100)])
  func otherBootstrapErrorsOfTotals(_ method: ReplicateMethod) throws {
    expectHonest(
      try Self.outcome(
        Target.total.request, truth: Population(seed: 1).total, byRow: false,
        variance: { .builtReplicates(method, seed: $0, centersOnFullSample: true) }))
  }

  /// 80 rows and two terms: n is 40 p.
  @Test(arguments: ["linearised", "jackknife", "bootstrap"]) func errorsOfCalibratedTotals(_ method: String) throws {
    let population = Population(seed: 1)
    let terms = [
      CalibrationColumns.Term(name: "(Intercept)", kind: .intercept, total: Double(population.y.count)),
      CalibrationColumns.Term(name: "x", kind: .numeric("x"), total: population.sizeTotal),
    ]
    expectHonest(
      try Self.outcome(
        Target.total.request, truth: population.total, byRow: true, unitsPerStratum: 20,
        variance: { seed in
          switch method {
          case "jackknife": .builtReplicates(.jkn, seed: 1, centersOnFullSample: false)
          case "bootstrap": .builtReplicates(.raoWuYue(replicates: 100), seed: seed, centersOnFullSample: true)
          default: .linearised
          }
        }, weighting: [.calibrate(CalibrationColumns(distance: .linear, terms: terms))]))
  }

  @Test(arguments: [QuantileInterval.mean, .quantile]) func errorsOfMedians(_ interval: QuantileInterval) throws {
    let population = Population(seed: 1)
    let sorted = population.y.sorted()
    let request = StatisticRequest(.quantile(["y"], probabilities: [0.5], .math, interval))
    let outcome = try Self.outcome(
      request, truth: sorted[sorted.count / 2 - 1], byRow: true, unitsPerStratum: 50,
      variance: { seed in
        interval == .quantile
          ? .builtReplicates(.raoWuYue(replicates: 100), seed: seed, centersOnFullSample: true) : .linearised
      })
    expectHonest(outcome, within: 0.10)
  }
}
