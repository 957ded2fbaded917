/// Why calibration with some totals and bounds has no solution.
struct CalibrationDiagnosis {
  private let equations: CalibrationEquations
  /// The box that g can be in, by entity.
  private let lower: [Double]
  private let upper: [Double]

  init(_ equations: CalibrationEquations) {
    self.equations = equations
    let floor = equations.distance == .raking ? 0 : -Double.infinity
    lower = equations.weights.indices.map { max(equations.bounds.lower($0), floor) }
    upper = equations.weights.indices.map { equations.bounds.upper($0) }
  }

  /// Whether λ proves that no g in the box meets the totals: all that such g can give to `x'λ` is less than `t'λ` asks.
  func isRefuted(by coefficients: [Double]) -> Bool {
    let u = equations.auxiliaries.times(coefficients)
    var (reachable, size) = (0.0, 0.0)
    for e in u.indices where u[e] != 0 && equations.weights[e] > 0 {
      let part = equations.weights[e] * u[e] * (u[e] > 0 ? upper[e] : lower[e])
      reachable += part
      size += part.magnitude
    }
    let asked = zip(coefficients, equations.totals).reduce(0) { $0 + $1.0 * $1.1 }
    // Infinite bounds make the sum infinite or undefined, and nothing is proved.
    return reachable - asked < -1e-10 * (size + asked.magnitude)
  }

  /// - Parameters:
  ///   - last: Where the iteration ended.
  ///   - scales: Sizes of the terms.
  func reason(last: CalibrationEquations.State, scales: [Double], iterations: Int) -> WeightingError {
    let stuck = Miss.worst(last.shortfall, scales)
    if let alone = unreachable(scales) {
      let range = self.range(of: alone.term)
      guard equations.bounds.areFinite else {
        return .unreachableTotal(
          term: name(alone), total: total(alone), lower: range.lower, upper: range.upper)
      }
      return infeasible(alone, FeasibleBounds(widening: equations, lower: lower, upper: upper, reach: towardsTotals))
    }
    guard equations.bounds.areFinite else { return unboundedReason(stuck, iterations) }
    guard let reach = towardsTotals, reach < 1 - 1e-7 else { return notConverged(stuck, iterations) }
    let missed = Miss.worst(gap.map { (1 - max(0, reach)) * $0 }, scales)
    return infeasible(missed, FeasibleBounds(widening: equations, lower: lower, upper: upper, reach: reach))
  }

  /// Positive weights exist or not; where they do, more iterations would find them.
  private func unboundedReason(_ stuck: Miss, _ iterations: Int) -> WeightingError {
    guard equations.distance == .raking, (equations.leastUpperBound ?? 0) == .infinity else {
      return notConverged(stuck, iterations)
    }
    return .infeasibleTotals(term: name(stuck), total: total(stuck), attained: total(stuck) - stuck.shortfall)
  }

  private func notConverged(_ miss: Miss, _ iterations: Int) -> WeightingError {
    .calibrationNotConverged(
      term: name(miss), total: total(miss), attained: total(miss) - miss.shortfall, iterations: iterations)
  }

  private func infeasible(_ miss: Miss, _ feasible: FeasibleBounds?) -> WeightingError {
    .infeasibleBounds(
      term: name(miss), total: total(miss), attained: total(miss) - miss.shortfall, feasible: feasible)
  }

  private func name(_ miss: Miss) -> String { equations.auxiliaries.names[miss.term] }
  private func total(_ miss: Miss) -> Double { equations.totals[miss.term] }
}

/// A term and how far it is from its total.
private struct Miss {
  let term: Int
  let shortfall: Double

  /// The largest shortfall relative to the size of its term.
  static func worst(_ shortfalls: [Double], _ scales: [Double]) -> Miss {
    let sizes = zip(shortfalls, scales).map { $1 > 0 ? ($0 / $1).magnitude : 0 }
    let term = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    return Miss(term: term, shortfall: shortfalls[term])
  }
}

extension CalibrationDiagnosis {
  /// The term that is furthest beyond what the box allows it alone.
  private func unreachable(_ scales: [Double]) -> Miss? {
    let shortfalls = equations.totals.indices.map { j in
      let (range, total) = (range(of: j), equations.totals[j])
      let tolerance = 1e-10 * scales[j]
      if total > range.upper + tolerance { return total - range.upper }
      return total < range.lower - tolerance ? total - range.lower : 0
    }
    return shortfalls.contains { $0 != 0 } ? Miss.worst(shortfalls, scales) : nil
  }

  /// The smallest and largest sum of term j with g in the box.
  private func range(of j: Int) -> (lower: Double, upper: Double) {
    let x = equations.auxiliaries.column(j)
    var (low, high) = (0.0, 0.0)
    for e in x.indices where x[e] != 0 && equations.weights[e] > 0 {
      let ends = (equations.weights[e] * x[e] * lower[e], equations.weights[e] * x[e] * upper[e])
      low += min(ends.0, ends.1)
      high += max(ends.0, ends.1)
    }
    return (low, high)
  }

  /// What is to be added to the sums at the points of the boxes nearest to 1.
  private var gap: [Double] {
    let centred = equations.weights.indices.map { equations.weights[$0] * nearestToOne($0) }
    return zip(equations.totals, equations.auxiliaries.transposeTimes(centred)).map { $0 - $1 }
  }

  private func nearestToOne(_ e: Int) -> Double { max(lower[e], min(upper[e], 1)) }

  /// The part of that gap which the box allows to close; at least 1 where there is a solution.
  private var towardsTotals: Double? {
    let centres = equations.weights.indices.map(nearestToOne)
    guard !zip(lower, upper).contains(where: { $0 == -.infinity && $1 == .infinity }) else { return nil }
    return BoundedReach(
      equations.auxiliaries, weights: equations.weights, direction: gap, lower: zip(lower, centres).map { $0 - $1 },
      upper: zip(upper, centres).map { $0 - $1 }
    ).largest()
  }
}

extension EntityBounds {
  fileprivate var areFinite: Bool { lower.contains(where: \.isFinite) || upper.contains(where: \.isFinite) }
}

extension CalibrationEquations {
  /// The least U for which g in [0, U] meets the totals; infinite where none does, nil where it cannot be told.
  fileprivate var leastUpperBound: Double? {
    let zeros = [Double](repeating: 0, count: weights.count)
    let reach = BoundedReach(
      auxiliaries, weights: weights, direction: totals, lower: zeros, upper: zeros.map { $0 + 1 }
    ).largest()
    return reach.map { $0 < 1e-9 ? .infinity : 1 / $0 }
  }
}

extension FeasibleBounds {
  /// - Parameter reach: The part of the way to the totals that the bounds allow, below 1.
  fileprivate init?(widening equations: CalibrationEquations, lower: [Double], upper: [Double], reach: Double?) {
    guard let reach, reach > 1e-9 else { return nil }
    let stretch = 1 / reach
    guard equations.bounds.common != nil else {
      self.init(factor: stretch, common: nil)
      return
    }
    let centre = max(lower[0], min(upper[0], 1))
    let low = centre - stretch * (centre - lower[0])
    if low >= 0 || lower[0] < 0 {
      let high = centre + stretch * (upper[0] - centre)
      self.init(factor: stretch, common: Common(lower: low, upper: high))
    } else {
      guard let high = equations.leastUpperBound, high.isFinite, upper[0].isFinite else { return nil }
      self.init(factor: (high - centre) / (upper[0] - centre), common: Common(lower: 0, upper: high))
    }
  }
}
