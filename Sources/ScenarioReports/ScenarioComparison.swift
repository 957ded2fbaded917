import Estimation
import Figures
import RandomStreams
import Reporting
import Scenarios
import TradeImpact

/// Scenarios side by side, and what each differs from the first by.
///
/// Where the inputs of two scenarios stand in one order and are drawn by one seed, the n-th draw of both is of the same numbers: a
/// difference then holds what the scenarios differ by, and not what they have in common. Else draws are paired at random, and the
/// difference says so: its interval is right for two scenarios whose inputs have nothing to do with each other, and wide.
public struct ScenarioComparison: Sendable {
  /// How draws of a scenario meet those of the first.
  public enum Pairing: Sendable, Hashable {
    /// Draw by draw, since both have drawn these inputs from the same numbers.
    case common(inputs: [String])
    /// At random.
    case random(Reason)
  }

  /// Why draws are not common.
  public enum Reason: Sendable, Hashable {
    case seeds
    case numbersOfDraws
    /// An input of the one stands where another input of the other does.
    case inputs
  }

  /// A number of a scenario less that of the first.
  public struct Difference: Sendable, Hashable {
    public let mean: Double
    /// 5 and 95 %.
    public let lower: Double
    public let upper: Double
    /// The part of the draws in which it is above zero.
    public let partAbove: Double
  }

  /// The first is what the others are compared with.
  public let results: [ScenarioResult]
  /// One a scenario after the first.
  public let pairings: [Pairing]
  /// Of the totals: scenarios after the first × measures.
  public let differences: [[Difference]]
  public let isSynthetic: Bool

  /// - Throws: `ScenarioError` for fewer than two scenarios, for two of one name, and for amounts in different currencies.
  public init(of reports: [ScenarioReport]) throws(ScenarioError) {
    let results = reports.map(\.result)
    try Self.check(results)
    self.results = results
    isSynthetic = reports.contains { $0.report.isSynthetic }
    let first = results[0]
    let pairings = results.dropFirst().map { Self.pairing(first, $0) }
    self.pairings = pairings
    differences = zip(results.dropFirst(), pairings).map { other, pairing in
      ScenarioMeasure.allCases.indices.map { m in
        Self.difference(first.draws[m].outcomes, other.draws[m].outcomes, pairing, seed: other.scenario.sampling.seed)
      }
    }
  }

  public func difference(_ measure: ScenarioMeasure, of scenario: Int) -> Difference {
    differences[scenario - 1][ScenarioMeasure.allCases.firstIndex(of: measure)!]
  }

  // MARK: Steps

  private static func check(_ results: [ScenarioResult]) throws(ScenarioError) {
    guard results.count > 1 else { throw ScenarioError("a comparison needs two scenarios or more") }
    for (i, result) in results.enumerated() {
      let scenario = result.scenario
      if let other = results[..<i].first(where: { $0.scenario.name == scenario.name })?.scenario {
        throw ScenarioError(
          "\(scenario.path): the scenario is called \(scenario.name) as that of \(other.path) is; give each a name of its own"
        )
      }
      guard scenario.currency == results[0].scenario.currency else {
        throw ScenarioError(
          "\(scenario.path): amounts are in \(scenario.currency) and those of \(results[0].scenario.path) in "
            + "\(results[0].scenario.currency); give both a unit of one currency")
      }
    }
  }

  /// In the order in which they are drawn.
  private static func inputs(_ result: ScenarioResult) -> [String] {
    result.scenario.uncertainQuantities.map(\.name) + (result.replicates > 0 ? ["survey"] : [])
  }

  private static func pairing(_ first: ScenarioResult, _ other: ScenarioResult) -> Pairing {
    let (a, b) = (first.scenario.sampling, other.scenario.sampling)
    guard a.seed == b.seed else { return .random(.seeds) }
    guard a.draws == b.draws else { return .random(.numbersOfDraws) }
    let pairs = zip(inputs(first), inputs(other))
    return pairs.allSatisfy(==) ? .common(inputs: pairs.map(\.0)) : .random(.inputs)
  }

  private static func difference(
    _ first: [Double], _ other: [Double], _ pairing: Pairing, seed: UInt64
  ) -> Difference {
    var (a, b) = (first, other)
    if case .random = pairing {
      a = shuffled(a, seed: seed, stream: 0)
      b = shuffled(b, seed: seed, stream: 1)
    }
    let draws = zip(a, b).map { $1 - $0 }.sorted()
    func quantile(_ p: Double) -> Double {
      draws[min(max(Int((p * Double(draws.count)).rounded(.up)) - 1, 0), draws.count - 1)]
    }
    return Difference(
      mean: other.reduce(0, +) / Double(other.count) - first.reduce(0, +) / Double(first.count), lower: quantile(0.05),
      upper: quantile(0.95), partAbove: Double(draws.count { $0 > 0 }) / Double(draws.count))
  }

  /// In a random order, each as likely as any other (Fisher and Yates).
  private static func shuffled(_ draws: [Double], seed: UInt64, stream: Int) -> [Double] {
    var random = CounterRandom(seed: seed, replicate: 0, stratum: stream, purpose: purpose)
    var draws = draws
    for last in draws.indices.dropFirst().reversed() {
      let chosen = Int(random.next().multipliedFullWidth(by: UInt64(last + 1)).high)
      draws.swapAt(last, chosen)
    }
    return draws
  }

  /// Tells these streams from those of replicates.
  private static let purpose = 1 << 20
}
