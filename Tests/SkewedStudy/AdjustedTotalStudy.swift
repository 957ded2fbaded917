import Distributions
import Foundation
import InfluentialUnits
import RandomStreams

/// Totals whose influential amounts are cut, on the populations of ``CoverageStudy``: bias, mean squared error and the coverage of
/// 95 % t intervals beside those of the expansion estimator.
public struct AdjustedTotalStudy: Sendable {
  public let law: AmountLaw
  public let sampleSize: Int
  public let runs: Int
  private let population: CoverageStudy

  public init(law: AmountLaw, sampleSize: Int, runs: Int, seed: UInt64 = 1) {
    (self.law, self.sampleSize, self.runs) = (law, sampleSize, runs)
    population = CoverageStudy(law: law, sampleSize: sampleSize, runs: runs, seed: seed)
  }

  /// An estimator over all runs, in units of the true total.
  public struct Row: Sendable {
    public let name: String
    public let bias: Double
    /// Mean squared error over that of the expansion estimator.
    public let relativeError: Double
    /// Of `relativeError`, from the runs.
    public let monteCarloError: Double
    /// nil without a variance.
    public let coverage: Double?
  }

  public func rows() throws -> [Row] {
    let t = try StudentT(degreesOfFreedom: Double(sampleSize - 1)).quantile(upperTail: 0.025)
    let results = try (0..<runs).map { try run($0, quantile: t) }
    return results[0].indices.map { place in
      let own = results.map { $0[place] }
      let (squares, plain) = (own.map { $0.error * $0.error }, results.map { $0[0].error * $0[0].error })
      let whole = plain.reduce(0, +)
      let ratio = squares.reduce(0, +) / whole
      let spread = zip(squares, plain).reduce(0) { $0 + ($1.0 - ratio * $1.1) * ($1.0 - ratio * $1.1) }
      let covered = own.compactMap(\.isCovered)
      return Row(
        name: own[0].name, bias: own.reduce(0) { $0 + $1.error } / Double(runs), relativeError: ratio,
        monteCarloError: spread.squareRoot() / whole,
        coverage: covered.isEmpty ? nil : Double(covered.count { $0 }) / Double(covered.count))
    }
  }

  private struct Outcome {
    let name: String
    /// (estimate - total) / total.
    let error: Double
    let isCovered: Bool?
  }

  private func run(_ index: Int, quantile t: Double) throws -> [Outcome] {
    var random = CounterRandom(seed: population.seed, replicate: index, stratum: sampleSize, purpose: 7)
    let amounts = population.amounts(&random)
    let sample = try StratifiedAmounts(
      values: Array(amounts.prefix(sampleSize)), stratumOfUnit: [Int](repeating: 0, count: sampleSize),
      populationSizes: [Double(amounts.count)])
    let truth = amounts.reduce(0, +)
    func outcome(_ name: String, _ value: Double, _ variance: Double?) -> Outcome {
      Outcome(
        name: name, error: (value - truth) / truth,
        isCovered: variance.map { abs(value - truth) <= t * $0.squareRoot() })
    }
    let winsorised = try Winsorisation(of: sample)
    return [
      outcome("expansion", sample.total, sample.variance),
      outcome("winsorised", winsorised.value, winsorised.variance),
      outcome("minimax", try MinimaxTotal(of: sample).value, nil),
    ]
  }
}

extension AdjustedTotalStudy {
  /// The table of the module's article: one line a law and estimator.
  public static func markdown(_ studies: [AdjustedTotalStudy]) throws -> String {
    let head = """
      | law | n | estimator | bias, % | mean squared error over that of expansion | coverage of t, % |
      |---|---|---|---|---|---|

      """
    return try head
      + studies.flatMap { study in
        try study.rows().map { row in
          let coverage = row.coverage.map { String(format: "%.1f", 100 * $0) } ?? "–"
          return String(
            format: "| \(study.law.name) | \(study.sampleSize) | \(row.name) | %.1f | %.2f (%.2f) | \(coverage) |",
            100 * row.bias, row.relativeError, row.monteCarloError)
        }
      }.joined(separator: "\n") + "\n"
  }
}
