import LinearAlgebra

/// What is left to decide of an allocation, in variables between 0 and 1.
///
/// ```
/// 1/n_h = 1/u_h + d_h τ_h,    d_h = 1/l_h - 1/u_h        min Σ_h c_h n_h / C    subject to    G'τ <= 1,   0 <= τ <= 1
/// ```
/// Strata with one possible size are left out, and so are targets that even the minima meet. C is a cost near the least, so
/// that objective and multipliers are of order one.
struct ReducedProgram: Sendable {
  /// Positions of the p strata and m targets that remain.
  let strata: [Int]
  let targets: [Int]
  /// G, p × m.
  let gradients: Matrix
  /// c_h / C.
  private let prices: [Double]
  private let reciprocalMaxima: [Double]
  private let widths: [Double]
  /// `1 - r_j` at the maxima, by which the rows of G were divided.
  private let rooms: [Double]
  private let costScale: Double

  init(of problem: RelativeVariances, costScale: Double) {
    let atMinima = problem.values(at: problem.limits.map(\.lowerBound))
    let atMaxima = problem.values(at: problem.largestSizes)
    let strata = problem.varying.filter { problem.limits[$0].lowerBound < problem.limits[$0].upperBound }
    let targets = atMinima.indices.filter { atMinima[$0] > 1 && atMaxima[$0] < 1 }
    (self.strata, self.targets, self.costScale) = (strata, targets, costScale)
    let rooms = targets.map { 1 - atMaxima[$0] }
    let widths = strata.map { 1 / problem.limits[$0].lowerBound - 1 / problem.limits[$0].upperBound }
    (self.rooms, self.widths) = (rooms, widths)
    reciprocalMaxima = strata.map { 1 / problem.limits[$0].upperBound }
    prices = strata.map { problem.unitCosts[$0] / costScale }
    gradients = Matrix(rows: strata.count, columns: targets.count) { i, k in
      problem.coefficients[targets[k], strata[i]] * widths[i] / rooms[k]
    }
  }

  /// First derivatives of the objective by τ.
  func slopes(at position: [Double]) -> [Double] {
    position.indices.map { i in
      let x = reciprocalMaxima[i] + widths[i] * position[i]
      return -prices[i] * widths[i] / (x * x)
    }
  }

  /// Second derivatives of the objective by τ; it is a sum of functions of one variable.
  func curvatures(at position: [Double]) -> [Double] {
    position.indices.map { i in
      let x = reciprocalMaxima[i] + widths[i] * position[i]
      return 2 * prices[i] * widths[i] * widths[i] / (x * x * x)
    }
  }

  /// A point that meets every inequality strictly, on the way from the maxima to these sizes.
  func interior(near sizes: [Double]) -> [Double] {
    let wished = strata.enumerated().map { i, h in
      let position = (1 / sizes[h] - reciprocalMaxima[i]) / widths[i]
      return min(max(position, min(0.05 * reciprocalMaxima[i] / widths[i], 0.5)), 0.95)
    }
    let largest = gradients.transposeTimes(wished).reduce(0, max)
    return wished.map { $0 * min(1, 0.9 / largest) }
  }

  /// Strata within their limits and targets that bind: of slack and multiplier the one is large, the other small.
  /// - Parameter bias: Above 1 it takes more for free and binding, where both are small.
  func activity(at point: InteriorPoint, bias: Double) -> (free: [Int], binding: [Int]) {
    let free = strata.indices.filter { i in
      [point.lower, point.upper].allSatisfy { bias * $0.slacks[i] > $0.duals[i] }
    }
    let binding = targets.indices.filter { bias * point.targets.duals[$0] > point.targets.slacks[$0] }
    return (free.map { strata[$0] }, binding.map { targets[$0] })
  }

  /// Multipliers of `r_j <= 1`, for all targets of the problem, from those of this program.
  func multipliers(_ reduced: [Double], count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (k, j) in targets.enumerated() { result[j] = reduced[k] * costScale / rooms[k] }
    return result
  }

  /// The inverse of ``multipliers(_:count:)``.
  func reduced(_ multipliers: [Double]) -> [Double] {
    targets.enumerated().map { multipliers[$1] * rooms[$0] / costScale }
  }
}
