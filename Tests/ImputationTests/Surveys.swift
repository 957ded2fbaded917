import Imputation
import RandomStreams
import Testing

/// A population of four size classes of exporters, from which strata are sampled and items go missing.
struct Survey: Sendable, CustomTestStringConvertible {
  let name: String
  /// N_h and n_h.
  let populationSizes: [Int]
  let sampleSizes: [Int]
  /// The part of units with y > 0, and the standard deviation of ln y given x among them.
  let affected: Double
  let sigma: Double
  /// Whether small units answer more often than large ones of the same class.
  var answersDependOnSize = false

  var testDescription: String { name }

  init(
    _ name: String, _ populationSizes: [Int], _ sampleSizes: [Int], affected: Double, sigma: Double,
    answersDependOnSize: Bool = false
  ) {
    (self.name, self.populationSizes, self.sampleSizes) = (name, populationSizes, sampleSizes)
    (self.affected, self.sigma, self.answersDependOnSize) = (affected, sigma, answersDependOnSize)
  }

  /// One population, sample and response.
  struct Draw {
    let complete: IncompleteItem
    let item: IncompleteItem
    let inDomain: [Bool]
    /// Y, and that of the domain.
    let truth: [Double]
  }

  func draw(_ run: Int) throws -> Draw {
    var random = CounterRandom(seed: 20_261_123, replicate: run, stratum: 0, purpose: 1)
    // Sizes are uniform on 4^h to 4^(h + 1).
    let x = populationSizes.enumerated().flatMap { h, size in
      let lowest = power(4, Double(h))
      return (0..<size).map { _ in lowest * (1 + 3 * random.uniform()) }
    }
    let classes = x.map { _ in [10, 20, 35][random.integer(below: 3)] }
    let domain = x.map { _ in random.uniform() < 0.4 }
    let y = x.indices.map { loss(x[$0], classes[$0], &random) }
    var units: [Int] = []
    var strata: [Int] = []
    var first = 0
    for (h, size) in populationSizes.enumerated() {
      var list = Array(first..<(first + size))
      random.choose(sampleSizes[h], amongFirstOf: &list)
      units += list.prefix(sampleSizes[h])
      strata += [Int](repeating: h, count: sampleSizes[h])
      first += size
    }
    let missing = units.map { random.uniform() >= chanceOfAnAnswer(x[$0], classes[$0]) }
    func item(_ missing: [Bool]) throws -> IncompleteItem {
      try IncompleteItem(
        values: units.map { y[$0] }, isMissing: missing, auxiliary: units.map { x[$0] },
        classes: units.map { classes[$0] }, stratumOfUnit: strata, populationSizes: populationSizes.map(Double.init),
        keys: units)
    }
    return Draw(
      complete: try item(missing.map { _ in false }), item: try item(missing), inDomain: units.map { domain[$0] },
      truth: [y.reduce(0, +), zip(y, domain).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }])
  }

  /// E(y | x) is proportional to x in each class.
  private func loss(_ x: Double, _ code: Int, _ random: inout CounterRandom) -> Double {
    guard random.uniform() < affected else { return 0 }
    return Double(code) / 200 * x * exponential(sigma * random.normal() - sigma * sigma / 2)
  }

  /// 30 to 40 % are missing; by size from 20 to 55 %.
  private func chanceOfAnAnswer(_ x: Double, _ code: Int) -> Double {
    if answersDependOnSize { return 0.8 - 0.35 * logarithm(x) / logarithm(256) }
    return [10: 0.6, 20: 0.65, 35: 0.7][code]!
  }
}
