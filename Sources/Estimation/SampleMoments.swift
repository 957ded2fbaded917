import ExtendedPrecision
import Sampling

/// The moments of a whole sample in a fixed order: strata, units and cells sorted by their labels.
///
/// Sums that reach here are exact; everything computed from them runs in this order, so that results are the same bits
/// whichever row, chunk, thread or file came first.
struct SampleMoments: Sendable {
  /// A table cell: which conditions its rows meet, and their levels.
  struct Cell: Sendable {
    let words: [Int32]
    /// Rank of the level by factor of the layout; -1 is missing.
    let ranks: [Int32]

    func meets(_ condition: Int) -> Bool { words[condition / 31] >> Int32(condition % 31) & 1 == 1 }
  }
  /// The rows of one cell in one leaf.
  struct Group: Sendable {
    let cell: Int
    let rows: Int
    let positiveRows: Int
    /// By variable.
    let sums: [DoubleDouble]
    /// By squared pair; empty where the design has units.
    let squaredSums: [DoubleDouble]
    /// By weighted pair.
    let weightedSums: [DoubleDouble]
  }
  /// A leaf of the sampling tree: a last-stage unit, or a stratum whose rows are units.
  struct Leaf: Sendable {
    let label: String
    /// Stratum of the leaf by stage, positions in `strata`.
    let strata: [Int]
    /// Unit of the leaf by stage, numbered over the whole sample; empty where rows are units.
    let units: [Int]
    let groups: [Group]
  }

  let layout: MomentLayout
  let levels: [[String]]
  /// Strata of all stages, first stage first.
  let strata: [SampledStratum]
  let cells: [Cell]
  let leaves: [Leaf]
  /// Units by stage.
  let unitCounts: [Int]

  /// The levels of a factor of the layout, sorted by code point.
  func levels(ofFactor index: Int) -> [String] { levels[layout.factors[index]] }
}

// MARK: From an accumulator

extension SampleMoments {
  /// Where the groups of an accumulator ended up.
  struct GroupPlaces: Sendable {
    /// Positions in `leaves` and `cells` by the accumulator's number of the group.
    let leaves: [Int32]
    let cells: [Int32]
  }

  /// - Throws: ``EstimationError/design(_:)``, or ``EstimationError/overflow(_:)`` where a sum left the range of doubles.
  init(_ accumulator: MomentAccumulator, design: DesignColumns) throws(EstimationError) {
    self = try Self.ordered(accumulator, design: design).moments
  }

  /// The moments in order, and the order.
  static func ordered(
    _ accumulator: MomentAccumulator, design: DesignColumns
  ) throws(EstimationError) -> (moments: SampleMoments, places: GroupPlaces) {
    guard accumulator.anyPositiveWeight || accumulator.rowCount == 0 else { throw .design(.allWeightsZero) }
    for (variable, sum) in accumulator.sums.enumerated() where sum.overflowed {
      throw .overflow("the weighted sum of \(accumulator.layout.name(ofVariable: variable))")
    }
    let order = LevelOrder(accumulator.levels)
    let tree: SamplingTree
    do { tree = try SamplingTree(accumulator, design: design, order: order) } catch { throw .design(error) }
    let (cells, cellPositions) = sortedCells(accumulator, order)
    let leaves = leaves(accumulator, tree, cellPositions, derivesWeights: design.weights == nil)
    let pairs = (0..<accumulator.groups.count).map { accumulator.groups.pair($0) }
    let moments = SampleMoments(
      layout: accumulator.layout, levels: order.sorted, strata: tree.strata, cells: cells, leaves: leaves,
      unitCounts: tree.unitCounts)
    return (
      moments,
      GroupPlaces(
        leaves: pairs.map { Int32(tree.leafPositions[Int($0.first)]) },
        cells: pairs.map { Int32(cellPositions[Int($0.second)]) })
    )
  }

  private static func sortedCells(
    _ accumulator: MomentAccumulator, _ order: LevelOrder
  ) -> (cells: [Cell], positions: [Int]) {
    let layout = accumulator.layout
    let words = MomentAccumulator.wordCount(layout)
    let cells = (0..<(accumulator.cells.last?.count ?? 0)).map { id in
      var codes: [Int32] = []
      var id = id
      for interner in accumulator.cells.reversed() {
        let pair = interner.pair(id)
        codes.append(pair.second)
        id = Int(pair.first)
      }
      codes.reverse()
      let ranks = layout.factors.indices.map { order.rank(of: codes[words + $0], column: layout.factors[$0]) }
      return Cell(words: Array(codes[..<words]), ranks: ranks)
    }
    let sequence = cells.indices.sorted {
      (cells[$0].ranks + cells[$0].words).lexicographicallyPrecedes(cells[$1].ranks + cells[$1].words)
    }
    var positions = [Int](repeating: 0, count: cells.count)
    for (position, id) in sequence.enumerated() { positions[id] = position }
    return (sequence.map { cells[$0] }, positions)
  }

  private static func leaves(
    _ accumulator: MomentAccumulator, _ tree: SamplingTree, _ cellPositions: [Int], derivesWeights: Bool
  ) -> [Leaf] {
    var groups = [[Group]](repeating: [], count: tree.leaves.count)
    for id in 0..<accumulator.groups.count {
      let (leaf, cell) = accumulator.groups.pair(id)
      let position = tree.leafPositions[Int(leaf)]
      let weight = derivesWeights ? tree.weight(ofLeaf: position) : .one
      groups[position].append(Group(accumulator, id, cell: cellPositions[Int(cell)], weight: weight))
    }
    return tree.leaves.enumerated().map { position, leaf in
      Leaf(
        label: leaf.label, strata: leaf.strata, units: leaf.units,
        groups: groups[position].sorted { $0.cell < $1.cell })
    }
  }
}

extension SampleMoments.Group {
  /// Moments of unweighted rows become those of weighted ones where a whole leaf has one weight.
  fileprivate init(_ accumulator: MomentAccumulator, _ id: Int, cell: Int, weight: DoubleDouble) {
    self.cell = cell
    rows = accumulator.rows[id]
    positiveRows = accumulator.positiveRows[id]
    sums = zip(accumulator.layout.variables, accumulator.sums).map { variable, sum in
      sum[id] * (variable == .weight ? weight * weight : weight)
    }
    squaredSums = accumulator.squaredSums.map { $0[id] * (weight * weight) }
    weightedSums = accumulator.weightedSums.map { $0[id] * weight }
  }
}

/// Levels by column in code-point order, and the rank of every code in it.
struct LevelOrder: Sendable {
  let sorted: [[String]]
  private let ranks: [[Int32]]

  init(_ levels: [[String]]) {
    var (sorted, ranks) = ([[String]](), [[Int32]]())
    for names in levels {
      let keys = names.map { Array($0.utf8) }  // UTF-8 bytes sort like code points
      let sequence = names.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
      var rank = [Int32](repeating: 0, count: names.count)
      for (position, code) in sequence.enumerated() { rank[code] = Int32(position) }
      sorted.append(sequence.map { names[$0] })
      ranks.append(rank)
    }
    (self.sorted, self.ranks) = (sorted, ranks)
  }

  func rank(of code: Int32, column: Int) -> Int32 { code < 0 ? -1 : ranks[column][Int(code)] }
}
