import LinearPrograms
import LinkedTables

/// The integer programs of one rounding.
struct RoundingProgram {
  struct Solution {
    let units: [Int]
    let isProvenOptimal: Bool
  }

  /// u, n numbers of units.
  let values: [Double]
  let relations: CellRelations
  let nodeLimit: Int

  /// The best rounding whose largest move is the least possible.
  func solution() throws(RoundingError) -> Solution {
    let bound = try leastBound()
    let windows = windows(within: bound)
    guard let best = try solution(in: windows, costs: true) else { preconditionFailure("the bound is feasible") }
    return best
  }

  // MARK: The largest move

  /// Searches among the distances of values from whole numbers, which are all that the largest move can be.
  private func leastBound() throws(RoundingError) -> Double {
    var reach = 0.0
    while true {
      let candidates = distances(in: reach)
      if let last = candidates.last, try isFeasible(within: last) { return try least(of: candidates) }
      // With moves as large as the values, every cell can become zero.
      precondition(reach <= values.reduce(1) { max($0, abs($1)) } + 1, "zero everywhere adds up")
      reach += 1
    }
  }

  /// Distances in [reach, reach + 1), ascending.
  private func distances(in reach: Double) -> [Double] {
    let parts = values.filter { $0 != 0 }.flatMap { value in
      let part = value - value.rounded(.down)
      return part == 0 ? [0] : [part, 1 - part]
    }
    return Set(parts + [0]).map { $0 + reach }.sorted()
  }

  /// - Precondition: The last one is feasible.
  private func least(of candidates: [Double]) throws(RoundingError) -> Double {
    var (low, high) = (0, candidates.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if try isFeasible(within: candidates[middle]) { high = middle } else { low = middle + 1 }
    }
    return candidates[high]
  }

  private func isFeasible(within bound: Double) throws(RoundingError) -> Bool {
    try solution(in: windows(within: bound), costs: false) != nil
  }

  /// The multiples that a cell may become; empty ones make the bound infeasible.
  private func windows(within bound: Double) -> [(low: Int, high: Int)] {
    values.map { value in
      guard value != 0 else { return (0, 0) }
      let slack = 1e-12 * max(1, abs(value))
      let (low, high) = ((value - bound - slack).rounded(.up), (value + bound + slack).rounded(.down))
      return value > 0 ? (Int(max(low, 0)), Int(high)) : (Int(low), Int(min(high, 0)))
    }
  }

  // MARK: The least squares

  /// Units of cost in a squared unit: far above the tolerance of a solver, with room below for the order of cells.
  private static let scale = 1e5

  /// r_i = low_i + Σ_k step_ik, steps of 0 or 1. A step from k to k + 1 costs (k + 1 - u)² - (k - u)², which rises with k, so cheaper
  /// steps are taken first.
  /// - Returns: nil where no rounding stays in the windows.
  private func solution(in windows: [(low: Int, high: Int)], costs: Bool) throws(RoundingError) -> Solution? {
    guard windows.allSatisfy({ $0.low <= $0.high }) else { return nil }
    var (starts, steps) = ([0], [Double]())
    for (cell, window) in windows.enumerated() {
      steps += (window.low..<window.high).map { costs ? cost(ofStepFrom: $0, cell) : 0 }
      starts.append(steps.count)
    }
    let rows = relations.relations.map { row($0, windows, starts) }
    let program = LinearProgram(
      costs: steps, lower: [Double](repeating: 0, count: steps.count),
      upper: [Double](repeating: 1, count: steps.count), rows: rows)
    do {
      let best = try IntegerProgram(program, nodeLimit: nodeLimit).minimum()
      let units = windows.indices.map { cell in
        windows[cell].low + Int(best.values[starts[cell]..<starts[cell + 1]].reduce(0, +))
      }
      return Solution(units: units, isProvenOptimal: best.isProvenOptimal)
    } catch {
      if error == .infeasible { return nil }
      throw .program(error)
    }
  }

  /// Of equal sums of squares the one that rounds up cells further down the list is taken.
  private func cost(ofStepFrom low: Int, _ cell: Int) -> Double {
    let square = 2 * (Double(low) - values[cell]) + 1
    let n = Double(values.count)
    return Self.scale * square - Double(cell + 1) / (n * n)
  }

  /// Σ parts - total, in steps.
  private func row(
    _ relation: CellRelations.Relation, _ windows: [(low: Int, high: Int)], _ starts: [Int]
  ) -> LinearProgram.Row {
    let signed = relation.cells.map { ($0, $0 == relation.total ? -1.0 : 1.0) }
    let entries = signed.flatMap { cell, sign in
      (starts[cell]..<starts[cell + 1]).map { LinearProgram.Entry($0, sign) }
    }
    let known = signed.reduce(0) { $0 + ($1.1 < 0 ? -windows[$1.0].low : windows[$1.0].low) }
    return LinearProgram.Row(entries, equals: Double(-known))
  }
}
