/// Whole numbers near the cells that add up to every margin exactly.
///
/// Cells are rounded down; those that help the margins most go up until the grand total is reached; then units move
/// from cell to cell as long as the squared misses shrink. Most cells end at one of their two neighbors; a few may
/// end one further away, where the margins leave no other way.
/// - Parameters:
///   - cells: Sums that meet the margins, but for rounding.
///   - margins: Whole targets that agree on the grand total.
///   - ceilings: The most that each cell may hold.
/// - Throws: ``PopulationError/roundingMissed(margin:level:lacking:)``.
/// > Source: the problem is that of Cox (1987), JASA 82, 520-524; the search is a plain descent.
package func wholeCounts(
  near cells: [Double], margins: [Margin], ceilings: [Int]? = nil
) throws(PopulationError) -> [Int] {
  var rounding = ControlledRounding(cells, margins, ceilings ?? cells.map { _ in Int.max })
  rounding.raise()
  rounding.move()
  if let miss = rounding.firstMiss { throw miss }
  return rounding.counts
}

private struct ControlledRounding {
  private(set) var counts: [Int]
  private let cells: [Double]
  private let margins: [Margin]
  private let ceilings: [Int]
  /// What each level still lacks, margin by margin.
  private var lacking: [[Int]]

  init(_ cells: [Double], _ margins: [Margin], _ ceilings: [Int]) {
    // A cell that is whole but for rounding error must not lose a unit.
    counts = zip(cells, ceilings).map { min(Int(($0 + 1e-7).rounded(.down)), $1) }
    (self.cells, self.margins, self.ceilings) = (cells, margins, ceilings)
    lacking = []
    for margin in margins {
      let sums = margin.sums(counts.map(Double.init))
      lacking.append(zip(margin.targets, sums).map { Int(($0 - $1).rounded()) })
    }
  }

  var firstMiss: PopulationError? {
    for (margin, lacks) in zip(margins, lacking) {
      guard let level = lacks.firstIndex(where: { $0 != 0 }) else { continue }
      return .roundingMissed(margin: margin.name, level: level, lacking: lacks[level])
    }
    return nil
  }

  mutating func raise() {
    for _ in 0..<max(0, lacking[0].reduce(0, +)) {
      let free = counts.indices.filter { counts[$0] < ceilings[$0] && cells[$0] > Double(counts[$0]) }
      guard let best = free.max(by: { rank($0) < rank($1) }) else { return }
      change(best, by: 1)
    }
  }

  private func rank(_ cell: Int) -> (Int, Double, Int) { (gain(cell), cells[cell] - Double(counts[cell]), -cell) }

  mutating func move() {
    while lacking.contains(where: { $0.contains { $0 != 0 } }), let best = bestMove() {
      change(best.up, by: 1)
      change(best.down, by: -1)
    }
  }

  /// The move that shrinks the squared misses most; among equals the one that strays least from the cells.
  private func bestMove() -> (up: Int, down: Int)? {
    var best: (gain: Int, strain: Double, up: Int, down: Int)?
    let downs = counts.indices.filter { counts[$0] > 0 }
    for up in counts.indices where counts[up] < ceilings[up] && cells[up] > 0 {
      for down in downs where down != up {
        let gain = gain(up: up, down: down)
        guard gain > 0, gain >= best?.gain ?? 0 else { continue }
        let strain = strain(up: up, down: down)
        if best == nil || gain > best!.gain || strain < best!.strain { best = (gain, strain, up, down) }
      }
    }
    return best.map { ($0.up, $0.down) }
  }

  private func strain(up: Int, down: Int) -> Double {
    let (above, below) = (Double(counts[up]) + 1 - cells[up], cells[down] - Double(counts[down]) + 1)
    return max(above, 0) + max(below, 0)
  }

  /// By how much the squared misses shrink when a cell goes up by one: Σ d² - (d - 1)².
  private func gain(_ cell: Int) -> Int {
    var sum = 0
    for (margin, lacks) in zip(margins, lacking) { sum += 2 * lacks[margin.levels[cell]] - 1 }
    return sum
  }

  /// The same when one cell goes up and another down; a level that holds both does not change.
  private func gain(up: Int, down: Int) -> Int {
    var sum = 0
    for index in margins.indices {
      let (a, b) = (margins[index].levels[up], margins[index].levels[down])
      if a != b { sum += 2 * (lacking[index][a] - lacking[index][b] - 1) }
    }
    return sum
  }

  private mutating func change(_ cell: Int, by step: Int) {
    counts[cell] += step
    for index in margins.indices { lacking[index][margins[index].levels[cell]] -= step }
  }
}
