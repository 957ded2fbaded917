/// One way to sort cells into levels, and what each level must add up to.
struct Margin {
  let name: String
  /// For each cell its level, from 0.
  let levels: [Int]
  let targets: [Double]
}

/// Ceilings on the sums of groups of cells, such as the losses of one firm in all markets.
struct Ceilings {
  /// For each cell its group, from 0.
  let groups: [Int]
  let limits: [Double]
}

struct MarginError: Error {
  let margin: String
  let level: Int
  let target: Double
  let reached: Double
}

/// Iterative proportional fitting: cells in the proportions of the seed that add up to every margin.
///
/// Each pass multiplies the cells of a level by target / sum, margin after margin, and brings groups above their
/// ceiling back to it. Stops when every margin is met to `tolerance` of the grand total.
/// - Throws: `MarginError` with the first margin missed after `passes` passes.
/// > Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444.
func raked(
  _ seed: [Double], to margins: [Margin], within ceilings: Ceilings? = nil, tolerance: Double = 1e-9, passes: Int = 5000
) throws -> [Double] {
  var cells = seed
  var missed: MarginError?
  for _ in 0..<passes {
    missed = nil
    for margin in margins {
      let sums = totals(of: cells, by: margin.levels, count: margin.targets.count)
      let limit = tolerance * margin.targets.reduce(0, +)
      for level in sums.indices where missed == nil && abs(sums[level] - margin.targets[level]) > limit {
        missed = MarginError(
          margin: margin.name, level: level, target: margin.targets[level], reached: sums[level])
      }
      let factors = zip(margin.targets, sums).map { target, sum in sum > 0 ? target / sum : 0 }
      for cell in cells.indices { cells[cell] *= factors[margin.levels[cell]] }
    }
    if let ceilings { lower(&cells, to: ceilings) }
    if missed == nil { return cells }
  }
  throw missed!
}

private func lower(_ cells: inout [Double], to ceilings: Ceilings) {
  let sums = totals(of: cells, by: ceilings.groups, count: ceilings.limits.count)
  for cell in cells.indices {
    let group = ceilings.groups[cell]
    if sums[group] > ceilings.limits[group] { cells[cell] *= ceilings.limits[group] / sums[group] }
  }
}

func totals(of cells: [Double], by levels: [Int], count: Int) -> [Double] {
  var sums = [Double](repeating: 0, count: count)
  for (cell, level) in zip(cells, levels) { sums[level] += cell }
  return sums
}

/// Shares close to `base` whose weighted mean of `values` is `mean`: w_i proportional to base_i exp(λ value_i).
///
/// The solution of least Kullback-Leibler distance from the base. λ is found by bisection.
func tilted(_ base: [Double], values: [Double], mean: Double) -> [Double] {
  func shares(_ lambda: Double) -> [Double] {
    let weights = zip(base, values).map { $0 * exponential(lambda * ($1 - mean)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
  precondition(values.min()! < mean && mean < values.max()!, "the mean lies outside the values")
  var low = -10.0
  var high = 10.0
  for _ in 0..<200 {
    let middle = (low + high) / 2
    let reached = zip(shares(middle), values).reduce(0) { $0 + $1.0 * $1.1 }
    if reached < mean { low = middle } else { high = middle }
  }
  return shares((low + high) / 2)
}

/// Whole numbers that add up to `total`, each the share rounded up or down, largest remainders first.
func apportioned(_ shares: [Double], total: Int) -> [Int] {
  let sum = shares.reduce(0, +)
  let exact = shares.map { $0 / sum * Double(total) }
  var counts = exact.map { Int($0.rounded(.down)) }
  let order = exact.indices.sorted {
    let (a, b) = (exact[$0] - Double(counts[$0]), exact[$1] - Double(counts[$1]))
    return a != b ? a > b : $0 < $1
  }
  for index in order.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
  return counts
}

/// Controlled rounding: every cell rounded up or down so that all margins come out as close as can be.
///
/// Starts from the cells rounded down, raises the cell that helps the margins most until the grand total is
/// reached, and then exchanges a raised for an unraised cell as long as the squared misses shrink. Margin targets
/// must be whole numbers and margins must agree on the grand total, that of the first.
func integers(near cells: [Double], margins: [Margin]) -> [Int] {
  var rounding = ControlledRounding(cells: cells, margins: margins)
  rounding.raise()
  rounding.exchange()
  return rounding.counts
}

private struct ControlledRounding {
  private(set) var counts: [Int]
  private let fractions: [Double]
  private let margins: [Margin]
  private var raised: [Bool]
  /// What each level still lacks, margin by margin.
  private var lacking: [[Double]]

  init(cells: [Double], margins: [Margin]) {
    // A cell that is whole but for rounding error must not lose a unit.
    counts = cells.map { Int(($0 + 1e-7).rounded(.down)) }
    fractions = zip(cells, counts).map { $0 - Double($1) }
    raised = cells.map { _ in false }
    self.margins = margins
    lacking = []
    for margin in margins {
      let sums = totals(of: counts.map(Double.init), by: margin.levels, count: margin.targets.count)
      lacking.append(zip(margin.targets, sums).map { $0 - $1 })
    }
  }

  mutating func raise() {
    var units = Int(lacking[0].reduce(0, +).rounded())
    while units > 0 {
      guard let best = candidates(false).max(by: { (gain($0), fractions[$0], -$0) < (gain($1), fractions[$1], -$1) })
      else { return }
      change(best, up: true)
      units -= 1
    }
  }

  mutating func exchange() {
    while true {
      var best = (gain: 0.5, up: -1, down: -1)
      let raisedCells = candidates(true)
      for up in candidates(false) {
        for down in raisedCells {
          let gain = gain(up: up, down: down)
          if gain > best.gain { best = (gain, up, down) }
        }
      }
      guard best.up >= 0 else { return }
      change(best.up, up: true)
      change(best.down, up: false)
    }
  }

  /// Cells that may be raised: those with a fraction that are not raised yet; or those that are.
  private func candidates(_ state: Bool) -> [Int] {
    fractions.indices.filter { raised[$0] == state && fractions[$0] > 1e-6 }
  }

  /// By how much the squared misses shrink when a cell goes up by one: Σ d² - (d - 1)².
  private func gain(_ cell: Int) -> Double {
    var sum = 0.0
    for (margin, lacks) in zip(margins, lacking) { sum += 2 * lacks[margin.levels[cell]] - 1 }
    return sum
  }

  /// The same when one cell goes up and another down; a level that holds both does not change.
  private func gain(up: Int, down: Int) -> Double {
    var sum = 0.0
    for (margin, lacks) in zip(margins, lacking) {
      let (a, b) = (margin.levels[up], margin.levels[down])
      if a != b { sum += 2 * lacks[a] - 2 * lacks[b] - 2 }
    }
    return sum
  }

  private mutating func change(_ cell: Int, up: Bool) {
    counts[cell] += up ? 1 : -1
    raised[cell] = up
    for index in margins.indices { lacking[index][margins[index].levels[cell]] += up ? -1 : 1 }
  }
}
