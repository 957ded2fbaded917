/// Moves units between strata while that lowers the largest ratio within a budget.
struct RatioExchange: Sendable {
  let budget: Double
  /// s_h, the weights of the strata at the optimum.
  let weights: [Double]

  /// Strata considered on either side of a move.
  private static let breadth = 60
  private static let maximumMoves = 300

  func improved(_ start: UnitLedger) -> UnitLedger {
    var ledger = start
    for _ in 0..<Self.maximumMoves {
      guard let move = bestMove(in: ledger) else { break }
      if let from = move.from { ledger.add(-1, to: from) }
      ledger.add(1, to: move.to)
    }
    return ledger
  }

  /// The move after which the largest ratio is least; nil where none lowers it.
  private func bestMove(in ledger: UnitLedger) -> (from: Int?, to: Int)? {
    let left = budget * (1 + 1e-12) - ledger.cost
    var best: (from: Int?, to: Int)?
    var least = ledger.largestRatio * (1 - 1e-12)
    for to in receivers(in: ledger) {
      for from in [nil] + givers(in: ledger).map(Optional.some) where from != to {
        let freed = from.map { ledger.problem.unitCosts[$0] } ?? 0
        guard ledger.problem.unitCosts[to] <= left + freed else { continue }
        let ratio = largestRatio(of: ledger, from: from, to: to, below: least)
        if ratio < least { (best, least) = ((from, to), ratio) }
      }
    }
    return best
  }

  /// Strata whose next unit lowers the largest ratio most.
  private func receivers(in ledger: UnitLedger) -> [Int] {
    let worst = ledger.ratios.indices.max { ledger.ratios[$0] < ledger.ratios[$1] } ?? 0
    let gains = ledger.sizes.enumerated().map { h, n in
      ledger.problem.coefficients[worst, h] / (n * (n + 1)) / ledger.problem.unitCosts[h]
    }
    let open = gains.indices.filter { gains[$0] > 0 && ledger.sizes[$0] < ledger.maximum(of: $0) }
    return Array(open.sorted { (-gains[$0], $0) < (-gains[$1], $1) }.prefix(Self.breadth))
  }

  /// Strata whose last unit matters least.
  private func givers(in ledger: UnitLedger) -> [Int] {
    let losses = ledger.sizes.enumerated().map { h, n in
      n > 1 ? weights[h] / (n * (n - 1)) / ledger.problem.unitCosts[h] : .infinity
    }
    let open = losses.indices.filter { ledger.sizes[$0] > ledger.minimum(of: $0) }
    return Array(open.sorted { (losses[$0], $0) < (losses[$1], $1) }.prefix(Self.breadth))
  }

  /// The largest ratio after a move, or anything not below the limit.
  private func largestRatio(of ledger: UnitLedger, from: Int?, to: Int, below limit: Double) -> Double {
    let problem = ledger.problem
    let gain = change(problem, to, from: ledger.sizes[to], by: 1)
    let loss = from.map { change(problem, $0, from: ledger.sizes[$0], by: -1) } ?? 0
    var largest = 0.0
    for j in ledger.ratios.indices {
      let given = from.map { problem.coefficients[j, $0] * loss } ?? 0
      largest = max(largest, ledger.ratios[j] + problem.coefficients[j, to] * gain + given)
      if largest >= limit { return largest }
    }
    return largest
  }

  private func change(_ problem: RelativeVariances, _ h: Int, from n: Double, by units: Double) -> Double {
    problem.reciprocalExcess(n + units, in: h) - problem.reciprocalExcess(n, in: h)
  }
}
