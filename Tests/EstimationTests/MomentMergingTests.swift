import Estimation
import Microdata
import Sampling
import TestSupport
import Testing

/// Moments of any blocks, folded in any order and merged in any shape, are the same bits.
@Suite struct MomentMergingTests {
  @Test(arguments: [1, 2, 3, 7, 48], [1, 4])
  func anySplitIntoAccumulatorsGivesTheSameBits(parts: Int, rowsPerUnit: Int) throws {
    let sample = RandomSample(seed: 11, strata: 4, unitsPerStratum: 12, rowsPerUnit: rowsPerUnit)
    let plan = try plan(clustered: rowsPerUnit > 1)
    let reference = try answers(plan, sample, split: [Array(0..<sample.rowCount)])
    var generator = SeededGenerator(seed: UInt64(parts))
    let order = Array(0..<sample.rowCount).shuffled(using: &generator)
    let split = (0..<parts).map { part in order.enumerated().filter { $0.offset % parts == part }.map(\.element) }
    #expect(try answers(plan, sample, split: split) == reference)
    #expect(try answers(plan, sample, split: split.reversed()) == reference)
  }

  private func plan(clustered: Bool) throws -> EstimationPlan {
    let design = try DesignColumns(
      units: clustered ? ["u"] : [], strata: ["h"], weights: "w",
      corrections: [.init(column: "N", kind: .populationSizes)])
    return EstimationPlan(
      design: design,
      requests: [
        .init(.total([.number("y")]), by: ["g"]), .init(.ratio(numerators: ["y"], denominators: ["x"])),
        .init(.mean([.category("g")]), designEffect: .withReplacement),
        .init(.mean([.number("y")]), domain: [.number(column: "x", .greater, [50])]), .init(.count),
      ])
  }

  private func answers(
    _ plan: EstimationPlan, _ sample: RandomSample, split: [[Int]]
  ) throws -> [Answer] {
    var total: MomentAccumulator?
    for rows in split where !rows.isEmpty {
      var part = plan.makeAccumulator()
      // Two blocks an accumulator, as a reader's worker would fold them.
      for half in [rows.prefix(rows.count / 2), rows.suffix(rows.count - rows.count / 2)] {
        try part.accumulate(block(plan, sample, Array(half)))
      }
      if total == nil { total = part } else { total?.merge(part) }
    }
    return try plan.answers(from: try #require(total)).map { try $0.get() }
  }

  private func block(_ plan: EstimationPlan, _ sample: RandomSample, _ rows: [Int]) -> RowBlock {
    RowBlock(
      rowCount: rows.count,
      columns: plan.columns.map { column in
        switch column.name {
        case "u": factor(sample.unit!, rows)
        case "h": factor(sample.stratum, rows)
        case "g": factor(sample.group, rows)
        case "w": .number(rows.map { sample.weights[$0] })
        case "N": .number(rows.map { sample.populationSizes[$0] })
        case "x": .number(rows.map { sample.x.values[$0] })
        default: .number(rows.map { sample.y.values[$0] })
        }
      })
  }

  private func factor(_ factor: Factor, _ rows: [Int]) -> BlockColumn {
    .factor(codes: rows.map { factor.codes[$0] }, levels: factor.levels)
  }
}
