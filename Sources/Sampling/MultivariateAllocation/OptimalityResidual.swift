/// How far an allocation is from the conditions of an optimum (Karush, Kuhn and Tucker), all relative.
public struct OptimalityResidual: Sendable, Hashable {
  /// Largest `abs(c_h - Σ_j λ_j a_jh / n_h²) / c_h` where n_h could still move that way.
  public let stationarity: Double
  /// Largest excess of `Σ_h N_h² S_jh² / n_h` over `V_j + Σ_h N_h S_jh²`, as a fraction of that. Of V_j alone the fraction is
  /// larger where nearly all units are taken: there n_h itself, rounded, moves the variance by more.
  public let feasibility: Double
  /// Largest `λ_j abs(1 - r_j)`, as a fraction of the cost.
  public let complementarity: Double

  public var largest: Double { max(stationarity, feasibility, complementarity) }

  static let zero = OptimalityResidual(stationarity: 0, feasibility: 0, complementarity: 0)

  private init(stationarity: Double, feasibility: Double, complementarity: Double) {
    (self.stationarity, self.feasibility) = (stationarity, feasibility)
    self.complementarity = complementarity
  }

  init(of sizes: [Double], multipliers: [Double], in problem: RelativeVariances) {
    let ratios = problem.values(at: sizes)
    let cost = problem.cost(of: sizes)
    stationarity = Self.stationarity(of: sizes, weights: problem.combined(multipliers), in: problem)
    feasibility = zip(ratios, problem.bounds).reduce(0) { max($0, ($1.0 - 1) / $1.1) }
    complementarity = zip(multipliers, ratios).reduce(0) { max($0, $1.0 * abs(1 - $1.1) / cost) }
  }

  private static func stationarity(of sizes: [Double], weights: [Double], in problem: RelativeVariances) -> Double {
    problem.varying.reduce(0) { worst, h in
      let slope = 1 - weights[h] / (problem.unitCosts[h] * sizes[h] * sizes[h])
      let isFree = slope > 0 ? sizes[h] > problem.limits[h].lowerBound : sizes[h] < problem.limits[h].upperBound
      return isFree ? max(worst, abs(slope)) : worst
    }
  }
}
