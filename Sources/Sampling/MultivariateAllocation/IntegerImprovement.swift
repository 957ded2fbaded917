/// Makes a whole-number allocation cheaper: a unit is added, then all that it made spare are removed.
struct IntegerImprovement: Sendable {
  let problem: RelativeVariances
  /// s_h at the multipliers of the continuous optimum.
  private let weights: [Double]
  /// Products of stratum and target that all exchanges tried may look at together.
  private static let work = 20_000_000

  init(for problem: RelativeVariances, multipliers: [Double]) {
    self.problem = problem
    weights = problem.combined(multipliers)
  }

  /// The cheapest of several minimal allocations, improved by exchanges until none helps.
  ///
  /// Of equal costs the first stays: for one target and equal costs the greedy path is the optimum.
  func cheapest(from starts: [UnitLedger]) -> UnitLedger {
    let minimal = starts.flatMap { start in
      removalOrders(of: start).map { order in
        var ledger = start
        ledger.removeSpareUnits(in: order)
        return ledger
      }
    }
    var best = minimal.dropFirst().reduce(minimal[0]) { isCheaper($1, than: $0) ? $1 : $0 }
    var trials = max(20, Self.work / (problem.stratumCount * problem.targetCount))
    while trials > 0, let better = exchanged(best, trials: &trials) { best = better }
    return best
  }

  private func isCheaper(_ a: UnitLedger, than b: UnitLedger) -> Bool { a.cost < b.cost * (1 - 1e-12) }

  private func removalOrders(of ledger: UnitLedger) -> [[Int]] {
    let byLoss = order(of: ledger)
    // The sort is stable: equal costs stay in the order of their loss.
    let byCost = byLoss.enumerated().sorted { a, b in
      let (left, right) = (problem.unitCosts[a.element], problem.unitCosts[b.element])
      return left != right ? left > right : a.offset < b.offset
    }
    return [byLoss, byCost.map(\.element)]
  }

  /// Strata by the precision that one unit less costs, for its price.
  private func order(of ledger: UnitLedger) -> [Int] {
    let losses = ledger.sizes.enumerated().map { h, n in
      n > 1 ? weights[h] / (n * (n - 1)) / problem.unitCosts[h] : .infinity
    }
    return losses.indices.sorted { losses[$0] != losses[$1] ? losses[$0] < losses[$1] : $0 < $1 }
  }

  /// The first exchange that lowers the cost.
  private func exchanged(_ ledger: UnitLedger, trials: inout Int) -> UnitLedger? {
    let order = order(of: ledger)
    for added in additions(to: ledger).prefix(trials) {
      trials -= 1
      var trial = ledger
      trial.add(1, to: added)
      trial.removeSpareUnits(in: order.filter { $0 != added })
      if isCheaper(trial, than: ledger) {
        trial.removeSpareUnits(in: order)
        return trial
      }
    }
    return nil
  }

  /// Strata that may grow, those first where a unit is nearest to worth its price.
  private func additions(to ledger: UnitLedger) -> [Int] {
    let prices = ledger.sizes.enumerated().map { h, n in problem.unitCosts[h] - weights[h] / (n * (n + 1)) }
    let open = problem.varying.filter { ledger.sizes[$0] < ledger.maximum(of: $0) }
    return open.sorted { prices[$0] != prices[$1] ? prices[$0] < prices[$1] : $0 < $1 }
  }
}
