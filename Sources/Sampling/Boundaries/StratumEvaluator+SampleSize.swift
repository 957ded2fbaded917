/// The least error for a size.
extension StratumEvaluator {
  mutating func scoreForSize(_ n: Double) -> CutScore {
    var (needed, available) = (0.0, 0.0)
    for h in sampled {
      needed += isTakeAll[h] ? sizes[h] : minimum(h)
      available += sizes[h]
    }
    guard needed <= n else { return CutScore(violation: 1 - n / (needed + 1)) }
    divide(min(n, available))
    round(to: min(n, available))
    let cv = coefficientOfVariation
    return cv.isFinite ? CutScore(violation: 0, value: cv, fine: 0) : CutScore(violation: 1)
  }

  /// n_h = t a_h between the minimum and N_h; maxima are settled first, since minima then only lower t.
  private mutating func divide(_ n: Double) {
    for h in sampled { real[h] = isTakeAll[h] ? sizes[h] : -1 }
    while let factor = factorForSize(n) {
      if settleMaxima(factor) || settleMinima(factor) { continue }
      for h in sampled where real[h] < 0 { real[h] = shares[h] * factor }
    }
    for h in sampled where real[h] < 0 { real[h] = minimum(h) }
    for h in sampled where real[h] == sizes[h] { isTakeAll[h] = true }
  }

  /// Nil where no stratum is left to share.
  private func factorForSize(_ n: Double) -> Double? {
    var (left, sum) = (n, 0.0)
    for h in sampled {
      if real[h] >= 0 { left -= real[h] } else { sum += shares[h] }
    }
    return sum > 0 ? max(left, 0) / sum : nil
  }

  private mutating func settleMaxima(_ factor: Double) -> Bool {
    var isChanged = false
    for h in sampled where real[h] < 0 && shares[h] * factor >= sizes[h] {
      real[h] = sizes[h]
      isChanged = true
    }
    return isChanged
  }

  private mutating func settleMinima(_ factor: Double) -> Bool {
    var isChanged = false
    for h in sampled where real[h] < 0 && shares[h] * factor < minimum(h) {
      real[h] = minimum(h)
      isChanged = true
    }
    return isChanged
  }

  /// Largest remainders, within the limits; of equal ones the first.
  private mutating func round(to n: Double) {
    var sum = 0.0
    for h in sampled {
      whole[h] = max((real[h] * (1 + 1e-12)).rounded(.down), minimum(h))
      sum += whole[h]
    }
    while sum < n, let h = furthestBelowMaximum() { (whole[h], sum) = (whole[h] + 1, sum + 1) }
    while sum > n, let h = furthestAboveMinimum() { (whole[h], sum) = (whole[h] - 1, sum - 1) }
  }

  private func furthestBelowMaximum() -> Int? {
    var best: Int?
    for h in sampled where whole[h] < sizes[h] {
      if best.map({ real[$0] - whole[$0] < real[h] - whole[h] }) ?? true { best = h }
    }
    return best
  }

  private func furthestAboveMinimum() -> Int? {
    let top = plan.hasTakeAll ? plan.strata - 1 : plan.strata
    var best: Int?
    for h in first..<top where whole[h] > minimum(h) {
      if best.map({ whole[$0] - real[$0] < whole[h] - real[h] }) ?? true { best = h }
    }
    return best
  }
}
