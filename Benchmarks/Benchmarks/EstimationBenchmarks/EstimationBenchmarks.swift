import Benchmark
import Estimation
import Microdata
import Sampling

/// A stratified sample of fixed seed: n rows, H strata, two thirds of the losses zero.
private struct Sample {
  let design: SurveyDesign
  let columns: [SurveyColumn]

  init(rows n: Int, strata: Int) throws {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    let codes = (0..<n).map { Int32($0 % strata) }
    let loss = (0..<n).map { _ in uniform() < 0.65 ? 0 : 1e6 * uniform() * uniform() }
    let levels = (0..<strata).map { "h\($0)" }
    let sizes = [Double](repeating: Double(n / strata) * 10, count: n)
    design = try SurveyDesign(
      stages: [SamplingStage(stratum: Factor(levels: levels, codes: codes), correction: .populationSizes(sizes))],
      designWeights: [Double](repeating: 10, count: n))
    columns = [
      .variable(Variable(name: "loss", unit: "yuan", values: loss)),
      .factor(name: "sector", Factor(levels: (0..<7).map { "s\($0)" }, codes: (0..<n).map { Int32($0 % 7) })),
    ]
  }
}

let benchmarks: @Sendable () -> Void = {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuUser, .peakMemoryResident], maxDuration: .seconds(3))

  for (rows, strata) in [(10_000, 50), (100_000, 50)] {
    Benchmark("linearized-total-by-sector/n=\(rows)/H=\(strata)", configuration: configuration) { benchmark in
      let sample = try Sample(rows: rows, strata: strata)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        let request = StatisticRequest(.total([.number("loss")]), by: ["sector"])
        blackHole(try sample.design.estimate(request, columns: sample.columns))
      }
    }
  }
}
