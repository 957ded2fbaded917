import Populations
import RandomStreams
import Testing

@Suite struct RakingTests {
  /// A table of 6 × 5 × 3 cells and the margins of another such table.
  static func problem(_ seed: Int) -> (seed: [Double], margins: [Margin], truth: [Double]) {
    var random = CounterRandom(seed: 7, replicate: seed, stratum: 0)
    let seed = (0..<90).map { _ in 0.1 + random.uniform() }
    let truth = seed.map { $0 * exponential(0.5 * random.normal()) * 40 }
    return (seed, margins(truth.map { $0.rounded(.up) }), truth.map { $0.rounded(.up) })
  }

  static func margins(_ cells: [Double]) -> [Margin] {
    func margin(_ name: String, _ count: Int, _ level: (Int) -> Int) -> Margin {
      let levels = cells.indices.map(level)
      var sums = [Double](repeating: 0, count: count)
      for (cell, level) in zip(cells, levels) { sums[level] += cell }
      return Margin(name, levels, sums)
    }
    return [margin("row", 6) { $0 / 15 }, margin("column", 5) { $0 / 3 % 5 }, margin("layer", 3) { $0 % 3 }]
  }

  @Test(arguments: 0..<5) func everyMarginIsMet(_ seed: Int) throws {
    let (cells, margins, _) = Self.problem(seed)
    let raked = try raked(cells, to: margins)
    for margin in margins {
      for (sum, target) in zip(margin.sums(raked), margin.targets) { #expect(abs(sum / target - 1) < 1e-9) }
    }
  }

  /// Raking multiplies by factors of levels, so cross-product ratios stay those of the seed.
  @Test func associationsOfTheSeedStay() throws {
    let (cells, margins, _) = Self.problem(9)
    let raked = try raked(cells, to: margins)
    func ratio(_ x: [Double]) -> Double { x[0] * x[3 + 15] / (x[3] * x[15]) }
    #expect(abs(ratio(raked) / ratio(cells) - 1) < 1e-12)
  }

  @Test func ceilingsHold() throws {
    let margins = [Margin("all", [0, 0, 1, 1], [10, 20])]
    let ceilings = Ceilings(groups: [0, 1, 2, 3], limits: [3, 100, 100, 100])
    let raked = try raked([5, 5, 1, 3], to: margins, within: ceilings)
    #expect(raked[0] <= 3 && abs(raked[0] + raked[1] - 10) < 1e-8)
    #expect(abs(raked[2] - 5) < 1e-8 && abs(raked[3] - 15) < 1e-8)
  }

  @Test func marginsThatNoTableHasAreAnError() {
    let margins = [Margin("rows", [0, 0, 1, 1], [10, 20]), Margin("columns", [0, 1, 0, 1], [10, 21])]
    let error = #expect(throws: PopulationError.self) { try raked([1, 1, 1, 1], to: margins, passes: 50) }
    guard case .notConverged(let margin, _, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(margin == "rows")
  }

  @Test func tiltedSharesHaveTheMean() {
    let values = [16.13, 22.62, 31.2, 23.49]
    let shares = tilted([0.04, 0.12, 0.79, 0.05], values: values, mean: 28.27)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-14)
    #expect(abs(zip(shares, values).reduce(0) { $0 + $1.0 * $1.1 } - 28.27) < 1e-11)
    let base = tilted([1, 3], values: [0, 1], mean: 0.75)
    #expect(abs(base[1] - 0.75) < 1e-14)
  }

  @Test func apportionedCountsAddUp() {
    #expect(apportioned([1, 1, 1], total: 10) == [4, 3, 3])
    #expect(apportioned([0.5, 0.25, 0.25], total: 8) == [4, 2, 2])
  }

  @Test func adjustedNumbersStayWithinTheirBounds() throws {
    let bounds: [ClosedRange<Double>] = [0...1, 2...3, 4...5]
    let numbers = try #require(adjusted([0.5, 2.5, 4.5], within: bounds, sum: 8.25))
    #expect(abs(numbers.reduce(0, +) - 8.25) < 1e-12)
    #expect(zip(numbers, bounds).allSatisfy { $1.contains($0) })
    #expect(adjusted([0.5, 2.5, 4.5], within: bounds, sum: 9.5) == nil)
  }
}
