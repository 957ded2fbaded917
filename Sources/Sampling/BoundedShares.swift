/// Divides an amount among strata in proportion to shares, within limits.
///
/// ```
/// n_h = min(max(c a_h, l_h), u_h)        Σ_h p_h n_h = C
/// ```
/// Strata beyond a limit are set to it and the rest is divided anew. Where some are too high and some too low, the side with
/// the larger violation is fixed first: fixing the other could fix a stratum that the next division would free.
/// > Source: Bitran and Hax (1981), Management Science 27, 431-441. With upper limits N_h only it is the usual take-all
/// > iteration, Cochran (1977), section 5.8.
struct BoundedShares {
  /// a_h, not negative.
  let shares: [Double]
  /// p_h, what a unit of stratum h uses up: 1 where units are divided, its cost where a budget is.
  let prices: [Double]
  let limits: [ClosedRange<Double>]

  /// n_h for the amount C, in order of the strata. O(H²) at worst.
  func divide(_ amount: Double) throws(SamplingPlanError) -> [Double] {
    try requireRoom(for: amount)
    var fixed = [Double?](repeating: nil, count: shares.count)
    while true {
      let result = try division(of: amount, fixed: fixed)
      let above = violation(of: result) { max($0 - $1.upperBound, 0) }
      let below = violation(of: result) { max($1.lowerBound - $0, 0) }
      guard above > 0 || below > 0 else { return zip(result, limits).map(Self.settled) }
      for (h, n) in result.enumerated() where fixed[h] == nil {
        if above >= below && n > limits[h].upperBound { fixed[h] = limits[h].upperBound }
        if below > above && n < limits[h].lowerBound { fixed[h] = limits[h].lowerBound }
      }
    }
  }

  private func requireRoom(for amount: Double) throws(SamplingPlanError) {
    let needed = zip(prices, limits).reduce(0) { $0 + $1.0 * $1.1.lowerBound }
    let available = zip(prices, limits).reduce(0) { $0 + $1.0 * $1.1.upperBound }
    // Sums of limits are rounded; an amount that equals one of them is within it.
    guard needed <= amount * (1 + 1e-12) else { throw .minimaExceed(available: amount, needed: needed) }
    guard available >= amount * (1 - 1e-12) else { throw .maximaFallShort(of: amount, available: available) }
  }

  /// What the fixed strata leave, in proportion to the shares of the others.
  private func division(of amount: Double, fixed: [Double?]) throws(SamplingPlanError) -> [Double] {
    let used = zip(prices, fixed).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) }
    let weight = shares.indices.reduce(0) { $0 + (fixed[$1] == nil ? prices[$1] * shares[$1] : 0) }
    let left = amount - used
    if weight == 0 && left > 1e-12 * amount { throw .noShares(left: left) }
    return shares.indices.map { fixed[$0] ?? (weight > 0 ? left * shares[$0] / weight : 0) }
  }

  /// A stratum that rounding leaves a hair inside its limit is at the limit: N_h less one unit in the last place is a census.
  private static func settled(_ n: Double, in limits: ClosedRange<Double>) -> Double {
    if abs(n - limits.upperBound) <= 1e-12 * n { return limits.upperBound }
    return abs(n - limits.lowerBound) <= 1e-12 * n ? limits.lowerBound : n
  }

  private func violation(of result: [Double], by excess: (Double, ClosedRange<Double>) -> Double) -> Double {
    result.indices.reduce(0) { $0 + prices[$1] * excess(result[$1], limits[$1]) }
  }
}
