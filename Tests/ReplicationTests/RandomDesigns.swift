import Microdata
import Sampling
import TestSupport

/// Random designs with unequal weights, some of them zero, for properties that hold for all samples.
enum RandomDesigns {
  /// One stage; units of one to three rows.
  static func oneStage(
    seed: UInt64, sizes: [Int], corrected: Bool, clustered: Bool = true, multiple: Int? = nil
  ) throws -> SurveyDesign {
    var random = SeededGenerator(seed: seed)
    var (strata, units, populations, weights) = ([Int32](), [Int32](), [Double](), [Double]())
    var unit: Int32 = 0
    for (h, n) in sizes.enumerated() {
      let population = Double(multiple.map { n * $0 } ?? n + Int.random(in: 1...4 * n, using: &random))
      for _ in 0..<n {
        for _ in 0..<(clustered ? Int.random(in: 1...3, using: &random) : 1) {
          strata.append(Int32(h))
          units.append(unit)
          populations.append(population)
          weights.append(Int.random(in: 0..<10, using: &random) == 0 ? 0 : Double.random(in: 1..<9, using: &random))
        }
        unit += 1
      }
    }
    let order = weights.indices.shuffled(using: &random)
    let stage = SamplingStage(
      unit: clustered ? Factor(levels: (0..<unit).map { "u\(1000 + $0)" }, codes: order.map { units[$0] }) : nil,
      stratum: Factor(levels: sizes.indices.map { "h\(100 + $0)" }, codes: order.map { strata[$0] }),
      correction: corrected ? .populationSizes(order.map { populations[$0] }) : .withReplacement)
    return try SurveyDesign(stages: [stage], designWeights: order.map { weights[$0] })
  }

  /// Two strata of 8 and 7 units, each of 4 or 5 rows, with corrections at both stages; a third stratum is a census of one
  /// unit, whose rows are a sample.
  static func twoStages(seed: UInt64) throws -> SurveyDesign {
    var random = SeededGenerator(seed: seed)
    var (strata, units, first, second, weights) = ([Int32](), [Int32](), [Double](), [Double](), [Double]())
    var unit: Int32 = 0
    for (h, (n, size)) in [(8, 12.0), (7, 20.0), (1, 1.0)].enumerated() {
      for _ in 0..<n {
        for _ in 0..<(4 + Int(unit) % 2) {
          strata.append(Int32(h))
          units.append(unit)
          first.append(size)
          second.append(Double(7 + Int(unit) % 3))
          weights.append(Double.random(in: 1..<5, using: &random))
        }
        unit += 1
      }
    }
    return try SurveyDesign(
      stages: [
        SamplingStage(
          unit: Factor(levels: (0..<unit).map { "u\(100 + $0)" }, codes: units),
          stratum: Factor(levels: ["a", "b", "c"], codes: strata), correction: .populationSizes(first)),
        SamplingStage(correction: .populationSizes(second)),
      ], designWeights: weights)
  }

  /// Variables without pattern, as many columns as wanted.
  static func variables(_ count: Int, rows: Int, seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in (0..<rows).map { _ in Double.random(in: 0..<100, using: &random) } }
  }
}
