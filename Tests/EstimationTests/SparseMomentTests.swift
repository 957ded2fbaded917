import Estimation
import Microdata
import Sampling
import TestSupport
import Testing

/// Products are formed only in rows where they are not zero; the sums must be those of all rows.
@Suite struct SparseMomentTests {
  /// Values that are zero, missing, negative, tiny and huge, in n rows of which few are alike.
  private func column(_ seed: UInt64, rows: Int, share: Double) -> [Double] {
    var random = SeededGenerator(seed: seed)
    let extremes = [
      Double.leastNonzeroMagnitude, 1e-300, -3e150, 0x1p-530, 1 + .ulpOfOne, -0.0, 1.0 / 3, 123_456_789.01,
    ]
    return (0..<rows).map { _ in
      guard Double.random(in: 0..<1, using: &random) < share else { return 0 }
      return extremes.randomElement(using: &random)! * Double.random(in: -2..<2, using: &random)
    }
  }

  private func plan() throws -> EstimationPlan {
    let design = try DesignColumns(strata: ["h"], weights: "w")
    let numbers: [Measure] = ["a", "b", "c", "d"].map { .number($0) }
    return EstimationPlan(
      design: design,
      requests: [
        .init(.total(numbers), dropsMissing: true),
        .init(.mean(numbers), by: ["g"], dropsMissing: true, designEffect: .withReplacement),
        .init(.ratio(numerators: ["a", "c"], denominators: ["d"]), dropsMissing: true),
        .init(.variance(["b", "d"]), dropsMissing: true), .init(.count),
      ])
  }

  private func block(_ rows: Range<Int>, _ plan: EstimationPlan, of all: [String: BlockColumn]) -> RowBlock {
    RowBlock(
      rowCount: rows.count,
      columns: plan.columns.map { name in
        switch all[name.name]! {
        case .number(let values): .number(Array(values[rows]))
        case .factor(let codes, let levels): .factor(codes: Array(codes[rows]), levels: levels)
        }
      })
  }

  private func data(rows n: Int) -> [String: BlockColumn] {
    var all: [String: BlockColumn] = [:]
    let strata = (0..<n).map { (row: Int) -> Int32 in Int32(row % 3) }
    all["h"] = .factor(codes: strata, levels: ["x", "y", "z"])
    let groups = (0..<n).map { (row: Int) -> Int32 in row % 50 == 0 ? -1 : Int32(row / 7 % 4) }
    all["g"] = .factor(codes: groups, levels: ["p", "q", "r", "s"])
    let weights = (0..<n).map { (row: Int) -> Double in row % 11 == 0 ? 0 : 1 + Double(row % 13) / 7 }
    all["w"] = .number(weights)
    all["a"] = .number(moderate(1, rows: n, share: 0.02))
    all["b"] = .number(moderate(2, rows: n, share: 0.3))
    all["c"] = .number([Double](repeating: 0, count: n))
    var d = moderate(4, rows: n, share: 1)
    d[n / 3] = .nan
    all["d"] = .number(d)
    return all
  }

  /// Values whose squares stay in range.
  private func moderate(_ seed: UInt64, rows: Int, share: Double) -> [Double] {
    column(seed, rows: rows, share: share).map { $0.magnitude < 1e100 ? $0 : 2 }
  }

  private func answers(_ plan: EstimationPlan, _ data: [String: BlockColumn], rows n: Int, blocks: Int) throws
    -> [Answer]
  {
    var moments = plan.makeAccumulator()
    for start in stride(from: 0, to: n, by: blocks) {
      try moments.accumulate(block(start..<min(start + blocks, n), plan, of: data))
    }
    return try plan.answers(from: moments).map { try $0.get() }
  }

  /// Blocks end before, at and after the border of a word of marks.
  @Test(arguments: [1, 63, 64, 65, 127, 500]) func blocksOfAnyLengthGiveTheSameBits(blocks: Int) throws {
    let (plan, n) = (try plan(), 1_000)
    let data = data(rows: n)
    #expect(try answers(plan, data, rows: n, blocks: blocks) == answers(plan, data, rows: n, blocks: n))
  }

  /// A single row in a block has no zeros to leave out but its own; its products are plain arithmetic.
  @Test func totalsAreTheSumsOfProducts() throws {
    let (plan, n) = (try plan(), 1_000)
    let data = data(rows: n)
    guard case .estimates(let totals) = try answers(plan, data, rows: n, blocks: n)[0],
      case .number(let w)? = data["w"], case .number(let b)? = data["b"]
    else {
      Issue.record("no totals")
      return
    }
    var (sum, size) = (0.0, 0.0)
    for row in 0..<n where row != n / 3 {
      sum += w[row] * b[row]
      size += abs(w[row] * b[row])
    }
    #expect(abs(try #require(totals.values[1]) - sum) <= 1e-12 * size)
    #expect(totals.values[2] == 0 && totals.standardErrors[2] == 0)
  }

  /// Weights and values whose products leave the range of doubles are reported, not summed.
  @Test func productsBeyondTheRangeAreReported() throws {
    let plan = EstimationPlan(
      design: try DesignColumns(strata: ["h"], weights: "w"), requests: [.init(.total([.number("a")]))])
    var moments = plan.makeAccumulator()
    try moments.accumulate(
      block(
        0..<2, plan,
        of: [
          "h": .factor(codes: [0, 0], levels: ["x"]), "w": .number([1e200, 1]), "a": .number([1e200, 0]),
        ]))
    #expect(throws: EstimationError.self) { try plan.answers(from: moments) }
  }
}
