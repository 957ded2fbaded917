/// One way to sort cells into levels, and what each level must add up to.
package struct Margin: Sendable {
  package let name: String
  /// For each cell its level, from 0.
  package let levels: [Int]
  package let targets: [Double]

  package init(_ name: String, _ levels: [Int], _ targets: [Double]) {
    (self.name, self.levels, self.targets) = (name, levels, targets)
  }

  package func sums(_ cells: [Double]) -> [Double] { totals(of: cells, by: levels, count: targets.count) }
}

/// Ceilings on the sums of groups of cells, such as the losses of one firm in all markets.
package struct Ceilings: Sendable {
  /// For each cell its group, from 0.
  package let groups: [Int]
  package let limits: [Double]

  package init(groups: [Int], limits: [Double]) { (self.groups, self.limits) = (groups, limits) }
}

func totals(of cells: [Double], by levels: [Int], count: Int) -> [Double] {
  var sums = [Double](repeating: 0, count: count)
  for (cell, level) in zip(cells, levels) { sums[level] += cell }
  return sums
}

/// Iterative proportional fitting: cells in the proportions of the seed that add up to every margin.
///
/// Each pass multiplies the cells of a level by target / sum, margin after margin, and brings groups above their
/// ceiling back to it. Stops when every margin is met to `tolerance` of the grand total.
/// - Throws: ``PopulationError/notConverged(margin:level:target:reached:)`` with the first margin missed after `passes`.
/// > Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444.
package func raked(
  _ seed: [Double], to margins: [Margin], within ceilings: Ceilings? = nil, tolerance: Double = 1e-10,
  passes: Int = 5000
) throws(PopulationError) -> [Double] {
  var cells = seed
  for _ in 0..<passes {
    if firstMiss(cells, margins, tolerance) == nil { return cells }
    for margin in margins { scale(&cells, to: margin) }
    if let ceilings { lower(&cells, to: ceilings) }
  }
  guard let miss = firstMiss(cells, margins, tolerance) else { return cells }
  let (margin, level) = (margins[miss.margin], miss.level)
  throw .notConverged(
    margin: margin.name, level: level, target: margin.targets[level], reached: margin.sums(cells)[level])
}

private func firstMiss(_ cells: [Double], _ margins: [Margin], _ tolerance: Double) -> (margin: Int, level: Int)? {
  for (index, margin) in margins.enumerated() {
    let limit = tolerance * margin.targets.reduce(0, +)
    let sums = margin.sums(cells)
    if let level = sums.indices.first(where: { abs(sums[$0] - margin.targets[$0]) > limit }) { return (index, level) }
  }
  return nil
}

private func scale(_ cells: inout [Double], to margin: Margin) {
  let factors = zip(margin.targets, margin.sums(cells)).map { target, sum in sum > 0 ? target / sum : 0 }
  for cell in cells.indices { cells[cell] *= factors[margin.levels[cell]] }
}

private func lower(_ cells: inout [Double], to ceilings: Ceilings) {
  let sums = totals(of: cells, by: ceilings.groups, count: ceilings.limits.count)
  for cell in cells.indices {
    let group = ceilings.groups[cell]
    if sums[group] > ceilings.limits[group] { cells[cell] *= ceilings.limits[group] / sums[group] }
  }
}
