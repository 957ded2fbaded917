/// The fewest units for a target.
extension StratumEvaluator {
  /// Strata that would need more than all units are taken entirely, and the rest is solved anew.
  mutating func scoreForTarget(_ cv: Double) -> CutScore {
    let budget = cv * cv * total * total
    while true {
      let factor = factorForTarget(budget)
      guard factor.isFinite else { return CutScore(violation: unreached(budget)) }
      guard takeAllAbove(factor) else { return fillForTarget(factor) }
    }
  }

  /// t in n_h = t a_h, from Σ N_h² S_h² / (r_h t a_h) = budget - bias² - V(take-all) + Σ N_h S_h².
  private func factorForTarget(_ budget: Double) -> Double {
    var (need, left) = (0.0, budget - squaredBias)
    for h in sampled where variances[h] > 0 {
      if isTakeAll[h] {
        left -= variance(h, sizes[h])
      } else {
        need += sizes[h] * sizes[h] * variances[h] / (shares[h] * responseRates[h])
        left += sizes[h] * variances[h]
      }
    }
    if need == 0 { return left >= 0 ? 0 : .infinity }
    return left > 0 ? need / left : .infinity
  }

  private mutating func takeAllAbove(_ factor: Double) -> Bool {
    var isChanged = false
    for h in sampled where !isTakeAll[h] && shares[h] * factor > sizes[h] {
      isTakeAll[h] = true
      isChanged = true
    }
    return isChanged
  }

  /// Rounding up and raising to the minimum only lower the error.
  private mutating func fillForTarget(_ factor: Double) -> CutScore {
    var (sum, fine) = (0.0, 0.0)
    for h in sampled {
      real[h] = isTakeAll[h] ? sizes[h] : max(shares[h] * factor, minimum(h))
      // What is whole but for rounding is whole.
      whole[h] = min((real[h] * (1 - 1e-12)).rounded(.up), sizes[h])
      sum += whole[h]
      fine += real[h]
    }
    return CutScore(violation: 0, value: sum, fine: fine)
  }

  func minimum(_ h: Int) -> Double { min(Double(plan.minimumSampleSize), sizes[h]) }

  /// In (0, 1): how far the least possible error is from the budget.
  private func unreached(_ budget: Double) -> Double {
    var error = squaredBias
    for h in sampled { error += variance(h, sizes[h]) }
    return max(1 - budget / max(error, budget), 0x1p-52)
  }
}
