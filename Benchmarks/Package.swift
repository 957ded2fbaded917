// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the library do not build the harness:
// swift package --package-path Benchmarks --disable-sandbox benchmark
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "trade-impact", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Growth",
      dependencies: [
        .product(name: "Estimation", package: "trade-impact"),
        .product(name: "Replication", package: "trade-impact"),
        .product(name: "Sampling", package: "trade-impact"),
        .product(name: "Microdata", package: "trade-impact"),
      ],
      path: "Growth"),
    .executableTarget(
      name: "EstimationBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Estimation", package: "trade-impact"),
        .product(name: "Sampling", package: "trade-impact"),
        .product(name: "Microdata", package: "trade-impact"),
      ],
      path: "Benchmarks/EstimationBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "MicrodataBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Microdata", package: "trade-impact"),
      ],
      path: "Benchmarks/MicrodataBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "ScenarioBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Scenarios", package: "trade-impact"),
        .product(name: "TradeImpact", package: "trade-impact"),
        .product(name: "Documents", package: "trade-impact"),
      ],
      path: "Benchmarks/ScenarioBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
