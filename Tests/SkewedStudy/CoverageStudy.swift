import RandomStreams
import SkewedTotals

/// Intervals for the totals of populations drawn anew for each run: N = 30 n units, 35 % with a positive amount, n of them
/// sampled without replacement.
public struct CoverageStudy: Sendable {
  public let law: AmountLaw
  public let sampleSize: Int
  public let runs: Int
  public let replicates: Int
  public let seed: UInt64

  public init(law: AmountLaw, sampleSize: Int, runs: Int, replicates: Int = 999, seed: UInt64 = 1) {
    (self.law, self.sampleSize, self.runs, self.replicates, self.seed) = (law, sampleSize, runs, replicates, seed)
  }
}

extension CoverageStudy {
  /// Runs are shared among tasks; each has its own stream, so the outcome does not depend on how many there are.
  public func outcome(tasks: Int) async throws -> CoverageOutcome {
    let shares = (0..<tasks).map { stride(from: $0, to: runs, by: tasks) }
    let results = try await withThrowingTaskGroup(of: [RunResult].self) { group in
      for share in shares { group.addTask { try share.map(run) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return CoverageOutcome(results.sorted { $0.run < $1.run })
  }

  func run(_ index: Int) throws -> RunResult {
    var random = CounterRandom(seed: seed, replicate: index, stratum: sampleSize, purpose: 7)
    let population = amounts(&random)
    let stratum = try SkewedStratum(populationSize: population.count, values: Array(population.prefix(sampleSize)))
    let sample = try SkewedSample(strata: [stratum])
    let interval = try sample.interval(replicates: replicates, seed: UInt64(index))
    return RunResult(
      run: index, total: population.reduce(0, +),
      limits: [
        try sample.waldLimits(), sample.studentizedBootstrapLimits(replicates: replicates, seed: UInt64(index)),
        (interval.lower, interval.upper),
      ].map(RunResult.Limits.init),
      observed: sample.observedSum, method: "\(interval.method)", hasFinding: !interval.findings.isEmpty)
  }

  /// Units are independent, so that the first n are a simple random sample; a planted amount takes any place.
  func amounts(_ random: inout CounterRandom) -> [Double] {
    var population = (0..<30 * sampleSize).map { _ in random.uniform() < 0.35 ? law.draw(&random) : 0 }
    if let giant = law.planted { population[random.integer(below: UInt32(population.count))] = giant }
    return population
  }
}

struct RunResult: Sendable {
  let run: Int
  let total: Double
  /// In the order of ``CoverageOutcome/Interval``.
  let limits: [Limits]
  let observed: Double
  let method: String
  let hasFinding: Bool

  struct Limits: Sendable {
    let lower: Double
    let upper: Double

    init(_ limits: (lower: Double, upper: Double)) { (lower, upper) = limits }
  }
}
