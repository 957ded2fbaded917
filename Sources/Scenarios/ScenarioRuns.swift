import Microdata
import UncertaintyAnalysis

/// All evaluations of a scenario's model: the draws, single points, the survey's replicates, and the designs of sensitivity.
struct ScenarioRuns: Sendable {
  /// Sets of draws, whose spread is the Monte Carlo error.
  private static let sequences = 16
  /// Relative to a total of thousands of firms.
  private static let rounding = 1e-12

  /// By place in the model's outcomes.
  let draws: [Propagation]
  let atMeans: [Double]
  /// At the means of the inputs, by replicate; empty without a survey.
  let replicates: [[Double]]
  let sensitivities: [Sensitivity]

  init(_ scenario: Scenario, _ model: ImpactModel, threads: Int) throws(UncertaintyError) {
    let inputs = model.inputs
    draws = try Propagation.joint(
      of: inputs.all, outcomes: model.outcomeCount,
      points: (scenario.sampling.draws + Self.sequences - 1) / Self.sequences, sequences: Self.sequences,
      seed: scenario.sampling.seed, threads: threads
    ) { model.outcomes($0) }
    atMeans = model.outcomes(inputs.means)
    replicates = Self.replicates(model, at: inputs.means, threads: threads)
    sensitivities = try Self.sensitivities(scenario, model, draws, threads: threads)
  }

  func summary(_ place: Int) -> OutcomeSummary {
    summary(draws[place], atMeans: atMeans[place], replicates.map { $0[place] })
  }

  /// Of a number that is made of outcomes, which `value` asks for by their places.
  func summary(of value: @escaping ((Int) -> Double) -> Double) -> OutcomeSummary { summaries { [value($0)] }[0] }

  /// Of several, from one evaluation a draw.
  func summaries(of values: ((Int) -> Double) -> [Double]) -> [OutcomeSummary] {
    let drawn = draws[0].outcomes.indices.map { n in values { draws[$0].outcomes[n] } }
    let replicated = replicates.map { outcomes in values { outcomes[$0] } }
    return values { atMeans[$0] }.enumerated().map { j, atMeans in
      summary(draws[0].derived(drawn.map { $0[j] }), atMeans: atMeans, replicated.map { $0[j] })
    }
  }

  private func summary(_ draws: Propagation, atMeans: Double, _ replicates: [Double]) -> OutcomeSummary {
    OutcomeSummary(
      draws, atMeans: atMeans,
      samplingError: Self.standardError(replicates).map { error in
        // What the exposure fixes is the same in all replicates, up to the rounding of their sums.
        error <= Self.rounding * abs(atMeans) ? 0 : error
      })
  }

  private static func replicates(_ model: ImpactModel, at values: [Double], threads: Int) -> [[Double]] {
    let count = model.inputs.all.count > model.inputs.known.count ? model.replicateCount : 0
    return RowChunks.map(count, threads: threads) { model.outcomes(values, replicate: $0 + 1) }
  }

  /// Rescaled bootstrap: `V = 1/(R - 1) Σ (t_r - mean)²`.
  private static func standardError(_ replicates: [Double]) -> Double? {
    guard replicates.count > 1 else { return nil }
    let mean = replicates.reduce(0, +) / Double(replicates.count)
    let squares = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(replicates.count - 1)).squareRoot()
  }

  // MARK: Sensitivity

  private static func sensitivities(
    _ scenario: Scenario, _ model: ImpactModel, _ draws: [Propagation], threads: Int
  ) throws(UncertaintyError) -> [Sensitivity] {
    let measures = [ScenarioMeasure.addedCost, .directLoss, .oneOffCost].filter { measure in
      draws[model.place(measure, group: 0)].quantile(1) > 0
    }
    guard !measures.isEmpty else { return [] }
    let places = measures.map { model.place($0, group: 0) }
    let inputs = model.inputs
    let totals: @Sendable ([Double]) -> [Double] = { values in
      let outcomes = model.outcomes(values)
      return places.map { outcomes[$0] }
    }
    let indices = try SobolIndices.joint(
      of: inputs.all, outcomes: places.count, points: scenario.sampling.sobolPoints, seed: scenario.sampling.seed,
      threads: threads, model: totals)
    let tornados = try Tornado.joint(
      of: inputs.known, outcomes: places.count, low: Sensitivity.range.low, high: Sensitivity.range.high, model: totals)
    let replicates = Self.replicates(model, at: inputs.known.medians, threads: threads)
    return measures.indices.map { i in
      Sensitivity(measures[i], tornados[i], survey: replicates.map { $0[places[i]] }, indices[i])
    }
  }
}
