import Benchmark
import Documents
import Scenarios
import TradeImpact

/// Firms of fixed seed in 7 sectors and 4 sizes, their exports over six orders of magnitude, with replicate weights.
private func firms(_ n: Int, replicates: Int) -> FirmPopulation {
  var state: UInt64 = 7
  func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
  let exports = (0..<n).map { k in (1 + 999 * uniform()) * [1e4, 1e5, 1e6, 1e7][k % 4] }
  let weights = (0..<n).map { _ in 1 + 40 * uniform() }
  let replicated = (0..<replicates).map { _ in weights.map { $0 * 2 * uniform() } }
  func groups(_ count: Int) -> [FirmPopulation.Group] {
    (0..<count).map { .init(code: "\($0)", label: LocalizedText(zh: "\($0)", en: "\($0)")) }
  }
  return FirmPopulation(
    sectors: groups(7), sizes: groups(4), sectorOfFirm: (0..<n).map { $0 % 7 }, sizeOfFirm: (0..<n).map { $0 % 4 },
    exports: exports, weights: weights, replicates: replicated)
}

/// Costs by value and by model, pass-through, elasticity and exit: every part of the firm's response at work.
private func scenario(draws: Int, sobolPoints: Int) throws -> Scenario {
  let text = """
    scenario: benchmark
    title: {zh: 测, en: Benchmark}
    measure: {market: EU, products: {zh: 品, en: products}, requirement: {zh: 求, en: requirement}}
    unit: 亿元
    exposure:
      year: 2019
      exports: {range: [80, 120], unit: 亿元, source: s}
      firms: {range: [3000, 5000], unit: firms, source: s}
      survey: {study: s.yml, year: 2019, replicates: 500}
    costs:
      - {id: a, label: {zh: 甲, en: A}, category: adjustment, per: value, rate: {range: [1, 9], unit: percent, source: s}}
      - id: b
        label: {zh: 乙, en: B}
        category: charges
        per: model
        amount: {range: [1, 3], unit: 万元, source: s}
        paid: yearly
        times: {value: 1, unit: times, source: s}
    models: {triangular: {minimum: 1, mode: 2, maximum: 9}, unit: models, across: firms, source: s}
    response:
      pass_through: {range: [20, 60], unit: percent, source: s}
      demand_elasticity: {range: [-2, -1], source: s}
      margin: {pert: {minimum: 0, mode: 5, maximum: 20}, unit: percent, across: firms, source: s}
      redirected: {range: [0, 40], unit: percent, source: s}
    schedule: {entry_into_force: 2020-01-01, horizon: 10, discount_rate: {value: 8, unit: percent, source: s}, delays: [1]}
    sampling: {draws: \(draws), sobol_points: \(sobolPoints), seed: 7}
    """
  return try Scenario(decoding: DocumentParser.yaml(text, file: "benchmark.yml"), path: "benchmark.yml")
}

let benchmarks: @Sendable () -> Void = {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuUser, .peakMemoryResident], maxDuration: .seconds(10))

  for sobolPoints in [16, 1024] {
    let name = "scenario/draws=10000/firms=4800/replicates=500/sobol=\(sobolPoints)/threads=2"
    Benchmark(name, configuration: configuration) { benchmark in
      let population = firms(4800, replicates: 500)
      let scenario = try scenario(draws: 10_000, sobolPoints: sobolPoints)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        blackHole(try ScenarioResult(of: scenario, firms: population, threads: 2))
      }
    }
  }
}
