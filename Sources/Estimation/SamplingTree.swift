import ExtendedPrecision
import Sampling

/// Strata and units of every stage, sorted by label, with their sample and population sizes.
struct SamplingTree: Sendable {
  struct Leaf: Sendable {
    let label: String
    /// By stage, positions in `strata`.
    let strata: [Int]
    /// By stage, positions among the units of that stage.
    let units: [Int]
  }

  private(set) var strata: [SampledStratum] = []
  private(set) var unitCounts: [Int] = []
  private(set) var leaves: [Leaf] = []
  /// Position in `leaves` by the accumulator's number.
  private(set) var leafPositions: [Int] = []

  /// Π N/n over the stages of a leaf: the weight of its rows where the design gives none.
  func weight(ofLeaf position: Int) -> DoubleDouble {
    leaves[position].strata.reduce(.one) { $0 / strata[$1].samplingFraction }
  }
}

/// A stratum or unit while the tree is built.
private struct TreeNode {
  /// Ranks of the names from the first stage down: nodes sort by it.
  let path: [Int32]
  let label: String
  /// Position of the node above.
  let above: Int
  /// Strata and units met on the way down, this one included.
  var strata: [Int]
  var units: [Int]
}

/// The nodes of one level, sorted, and where the accumulator's numbers are among them.
private struct TreeLevel {
  var nodes: [TreeNode]
  let positions: [Int]

  static let root = TreeLevel(nodes: [TreeNode(path: [], label: "", above: 0, strata: [], units: [])], positions: [0])

  private init(nodes: [TreeNode], positions: [Int]) {
    self.nodes = nodes
    self.positions = positions
  }

  init(_ interner: PairInterner, under parents: TreeLevel, column: Int?, _ order: LevelOrder) {
    let unsorted = (0..<interner.count).map { id in
      let (first, code) = interner.pair(id)
      return TreeNode(under: parents, at: parents.positions[Int(first)], code: code, column: column, order)
    }
    let sequence = unsorted.indices.sorted { unsorted[$0].path.lexicographicallyPrecedes(unsorted[$1].path) }
    var positions = [Int](repeating: 0, count: unsorted.count)
    for (position, id) in sequence.enumerated() { positions[id] = position }
    self.init(nodes: sequence.map { unsorted[$0] }, positions: positions)
  }

  /// The accumulator's number by position.
  var numbers: [Int] {
    var numbers = [Int](repeating: 0, count: positions.count)
    for (id, position) in positions.enumerated() { numbers[position] = id }
    return numbers
  }
}

extension TreeNode {
  init(under parents: TreeLevel, at position: Int, code: Int32, column: Int?, _ order: LevelOrder) {
    let parent = parents.nodes[position]
    guard let column else {
      self.init(
        path: parent.path, label: parent.label, above: position, strata: parent.strata, units: parent.units)
      return
    }
    let rank = order.rank(of: code, column: column)
    let name = order.sorted[column][Int(rank)]
    self.init(
      path: parent.path + [rank], label: parent.label.isEmpty ? name : parent.label + "." + name, above: position,
      strata: parent.strata, units: parent.units)
  }
}

extension SamplingTree {
  /// - Throws: ``DesignError`` where corrections vary within a stratum, the sample exceeds the population, or a unit
  ///   occurs in two strata of a design that is not nested.
  init(_ accumulator: MomentAccumulator, design: DesignColumns, order: LevelOrder) throws(DesignError) {
    var above = TreeLevel.root
    for (s, stage) in accumulator.layout.stages.enumerated() {
      var strata = TreeLevel(accumulator.strata[s], under: above, column: stage.stratum, order)
      var units: TreeLevel?
      if stage.unit != nil { units = TreeLevel(accumulator.units[s], under: strata, column: stage.unit, order) }
      if let units, s == 0, stage.stratum != nil, !design.nested { try Self.checkNesting(units, under: strata) }
      let sizes = Self.sampleSizes(accumulator, strata, units)
      try add(&strata, stage: s, sizes, accumulator, design)
      unitCounts.append(units?.nodes.count ?? 0)
      units?.inherit(from: strata)
      above = units ?? strata
    }
    leaves = above.nodes.map { Leaf(label: $0.label, strata: $0.strata, units: $0.units) }
    leafPositions = above.positions
  }

  /// Units by stratum, or rows by stratum where rows are units.
  private static func sampleSizes(
    _ accumulator: MomentAccumulator, _ strata: TreeLevel, _ units: TreeLevel?
  ) -> [Int] {
    var sizes = [Int](repeating: 0, count: strata.nodes.count)
    for unit in units?.nodes ?? [] { sizes[unit.above] += 1 }
    guard units == nil else { return sizes }
    for id in 0..<accumulator.groups.count {
      sizes[strata.positions[Int(accumulator.groups.pair(id).first)]] += accumulator.rows[id]
    }
    return sizes
  }

  private static func checkNesting(_ units: TreeLevel, under strata: TreeLevel) throws(DesignError) {
    var home: [Int32: TreeNode] = [:]
    for unit in units.nodes {
      let rank = unit.path[unit.path.count - 1]
      if let other = home[rank] {
        let (first, second) = (strata.nodes[other.above].label, strata.nodes[unit.above].label)
        let name = String(decoding: unit.label.utf8.dropFirst(second.utf8.count + 1), as: UTF8.self)
        throw .unitInTwoStrata(stage: 1, unit: name, strata: [first, second])
      }
      home[rank] = unit
    }
  }

  private mutating func add(
    _ level: inout TreeLevel, stage s: Int, _ sizes: [Int], _ accumulator: MomentAccumulator, _ design: DesignColumns
  ) throws(DesignError) {
    let kind = try Self.correctionKind(stage: s, accumulator, design)
    let numbers = level.numbers
    for (position, node) in level.nodes.enumerated() {
      let correction = accumulator.corrections[s][numbers[position]]
      let population = try Self.populationSize(stage: s, node.label, correction, kind, sizes[position])
      let above = node.strata.reduce(DoubleDouble.one) { $0 * strata[$1].samplingFraction }
      level.nodes[position].strata.append(strata.count)
      strata.append(
        SampledStratum(
          stage: s + 1, label: node.label, sampleSize: sizes[position], populationSize: population,
          fractionAbove: above))
    }
  }

  /// Whether the stage's column holds sizes or fractions.
  private static func correctionKind(
    stage s: Int, _ accumulator: MomentAccumulator, _ design: DesignColumns
  ) throws(DesignError) -> DesignColumns.Correction.Kind {
    guard design.corrections.indices.contains(s) else { return .populationSizes }
    let ranges = accumulator.corrections[s].compactMap { $0 }
    let smallest = ranges.map(\.lowerBound).min() ?? 1
    let largest = ranges.map(\.upperBound).max() ?? 1
    let kind = design.corrections[s].kind
    if kind == .inclusionProbabilities {
      guard largest <= 1 else {
        throw .probabilityAboveOne(column: design.corrections[s].column, value: largest)
      }
      return kind
    }
    let isMixed = kind == .populationSizes ? smallest < 1 : largest > 1 && (smallest < 1 || kind == .samplingFractions)
    guard !isMixed else {
      throw .mixedSizesAndFractions(column: design.corrections[s].column, smallest: smallest, largest: largest)
    }
    return kind == .fractionsUpToOne ? (largest <= 1 ? .samplingFractions : .populationSizes) : kind
  }

  private static func populationSize(
    stage s: Int, _ label: String, _ correction: ClosedRange<Double>?, _ kind: DesignColumns.Correction.Kind,
    _ sampleSize: Int
  ) throws(DesignError) -> Double? {
    guard let correction, kind != .inclusionProbabilities else { return nil }
    guard correction.lowerBound == correction.upperBound else {
      throw .correctionVariesWithinStratum(
        stage: s + 1, stratum: label, smallest: correction.lowerBound, largest: correction.upperBound)
    }
    let value = correction.lowerBound
    let size = kind == .samplingFractions ? Double(sampleSize) / value : value
    guard size >= Double(sampleSize) else {
      throw .sampleExceedsPopulation(stage: s + 1, stratum: label, sampleSize: sampleSize, populationSize: size)
    }
    return size
  }
}

extension TreeLevel {
  /// Takes over the strata and units on the way down, and adds each unit itself.
  fileprivate mutating func inherit(from strata: TreeLevel) {
    for position in nodes.indices {
      let stratum = strata.nodes[nodes[position].above]
      nodes[position].strata = stratum.strata
      nodes[position].units = stratum.units + [position]
    }
  }
}
