/// Yearly and one-off amounts of one draw over the years of a schedule.
struct CostPath {
  let schedule: Schedule
  /// g
  let growth: Double

  /// `a_t (1 + g)^t` of the yearly amount, and what is paid once in year 0.
  func amounts(yearly: Double, once: Double = 0) -> [Double] {
    var grown = 1.0
    return (0..<schedule.horizon).map { t in
      defer { grown *= 1 + growth }
      return yearly * schedule.inForce(t) * grown + (t == 0 ? once : 0)
    }
  }
}
