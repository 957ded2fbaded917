/// A search among all whole-number allocations that could be cheaper than a known one, by branch and bound.
///
/// The penalties of ``LagrangianBound`` add up over strata; a partial choice whose penalties reach the gap between bound and
/// known cost is dropped with all that follow from it, and so is one that misses a target even with the largest of the
/// other sizes. Small problems are thus solved; large ones stop at a number of steps.
struct IntegerSearch {
  private let bound: LagrangianBound
  private let strata: [Int]
  /// By depth: the sizes worth trying and their penalties, the smallest penalty first.
  private let choices: [[(size: Double, penalty: Double)]]
  /// r_j with every stratum at the largest of its sizes.
  private let leastRatios: [Double]
  private let costStep: Double
  private var stepsLeft: Int
  private var sizes: [Double]
  private(set) var best: UnitLedger

  /// Sizes of one stratum beyond which a search is hopeless.
  private static let mostChoices = 500

  /// Whether the search ended before its steps did: then `best` is the optimum.
  var isComplete: Bool { stepsLeft > 0 }

  /// - Parameters:
  ///   - ledger: A known allocation that meets the targets.
  ///   - steps: Partial choices to look at.
  init(below ledger: UnitLedger, bound: LagrangianBound, steps: Int) {
    let problem = ledger.problem
    (self.bound, best, stepsLeft) = (bound, ledger, steps)
    costStep = problem.commonCost ?? 0
    let gap = Self.gap(of: ledger.cost, bound: bound.value, costStep: costStep)
    let choices = problem.limits.indices.map { Self.choices(in: $0, bound: bound, gap: gap) }
    if choices.contains(where: { $0.count >= Self.mostChoices }) { stepsLeft = 0 }
    let branching = choices.indices.filter { choices[$0].count != 1 }
      .sorted { (choices[$0].count, $0) < (choices[$1].count, $1) }
    sizes = choices.enumerated().map { $1.first?.size ?? ledger.sizes[$0] }
    strata = branching
    self.choices = branching.map { choices[$0] }
    leastRatios = Self.leastRatios(strata: branching, choices: self.choices, sizes: sizes, problem: problem)
  }

  mutating func run() {
    // A stratum without any size worth trying proves that nothing is cheaper.
    guard choices.allSatisfy({ !$0.isEmpty }), leastRatios.allSatisfy({ $0 <= 1 + 1e-9 }) else { return }
    visit(0, penalty: 0, ratios: leastRatios)
  }

  /// Penalties from here on are too large; a hair is left for rounding.
  private static func gap(of cost: Double, bound: Double, costStep: Double) -> Double {
    cost - costStep - bound + 1e-11 * cost
  }

  private static func choices(
    in h: Int, bound: LagrangianBound, gap: Double
  ) -> [(size: Double, penalty: Double)] {
    var result: [(size: Double, penalty: Double)] = []
    for direction in [1.0, -1.0] {
      var n = bound.sizes[h] + (direction > 0 ? 0 : -1)
      while n >= bound.problem.wholeMinimum(of: h), n <= bound.problem.limits[h].upperBound, result.count < mostChoices
      {
        let penalty = bound.penalty(of: n, in: h)
        guard penalty <= gap else { break }
        result.append((n, penalty))
        n += direction
      }
    }
    return result.sorted { $0.penalty != $1.penalty ? $0.penalty < $1.penalty : $0.size < $1.size }
  }

  private static func leastRatios(
    strata: [Int], choices: [[(size: Double, penalty: Double)]], sizes: [Double], problem: RelativeVariances
  ) -> [Double] {
    var largest = sizes
    for (h, options) in zip(strata, choices) { largest[h] = options.map(\.size).max() ?? sizes[h] }
    return problem.values(at: largest)
  }

  private mutating func visit(_ depth: Int, penalty: Double, ratios: [Double]) {
    guard stepsLeft > 0 else { return }
    guard depth < strata.count else { return keepIfCheaper() }
    let h = strata[depth]
    let largest = choices[depth].reduce(0) { max($0, $1.size) }
    for choice in choices[depth] {
      let gap = Self.gap(of: best.cost, bound: bound.value, costStep: costStep)
      guard penalty + choice.penalty <= gap, stepsLeft > 0 else { return }
      stepsLeft -= 1
      guard let next = ratiosMoving(h, from: largest, to: choice.size, ratios: ratios) else { continue }
      sizes[h] = choice.size
      visit(depth + 1, penalty: penalty + choice.penalty, ratios: next)
    }
  }

  /// - Returns: nil where a target is missed.
  private func ratiosMoving(_ h: Int, from old: Double, to new: Double, ratios: [Double]) -> [Double]? {
    let change = bound.problem.reciprocalExcess(new, in: h) - bound.problem.reciprocalExcess(old, in: h)
    var result = ratios
    for j in ratios.indices {
      result[j] += bound.problem.coefficients[j, h] * change
      if result[j] > 1 + 1e-9 { return nil }
    }
    return result
  }

  private mutating func keepIfCheaper() {
    guard bound.problem.cost(of: sizes) < best.cost * (1 - 1e-12) else { return }
    let found = UnitLedger(of: bound.problem, sizes: sizes)
    if found.meetsEveryTarget { best = found }
  }
}

extension RelativeVariances {
  /// The cost of a unit where all strata have the same: then costs are its multiples.
  var commonCost: Double? {
    unitCosts.allSatisfy { $0 == unitCosts[0] } ? unitCosts[0] : nil
  }
}
