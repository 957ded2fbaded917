import ExtendedPrecision
import Microdata
import Sampling

/// Exact weighted moments of the rows seen so far, by sampling unit or stratum and by table cell.
///
/// ```
/// m_gj = Σ_k w_k x_kj      s_gjl = Σ_k w_k² x_kj x_kl      p_gjl = Σ_k w_k x_kj x_kl      over rows k of group g
/// ```
/// A group is a cell inside a stratum, or, where the design has units, inside a last-stage unit; squared moments are kept
/// only where every row is a unit. All sums are exact, so accumulators of any blocks, in any order, merge to the same bits.
///
/// Blocks folded into one accumulator must share their level dictionaries, as the blocks of one reader do; accumulators
/// of different readers are merged by level names.
public struct MomentAccumulator: Sendable {
  let layout: MomentLayout
  /// Rows seen, those of weight zero included.
  public private(set) var rowCount = 0
  private(set) var anyPositiveWeight = false

  /// Levels by column of the plan, of factors only.
  private(set) var levels: [[String]]
  /// One interner a stage: (unit above, stratum code) to stratum; and (stratum, unit code) to unit.
  private(set) var strata: [PairInterner]
  private(set) var units: [PairInterner]
  /// Smallest and largest correction by stage and stratum.
  private(set) var corrections: [[ClosedRange<Double>?]]
  /// One interner a link: condition words, then factors.
  private(set) var cells: [PairInterner]
  /// (leaf, cell) to group.
  private(set) var groups = PairInterner()
  private(set) var rows: [Int] = []
  private(set) var positiveRows: [Int] = []
  private(set) var sums: [ExactSumTable]
  private(set) var squaredSums: [ExactSumTable]
  private(set) var weightedSums: [ExactSumTable]
  private var isMerged = false
  private var products: BlockProducts

  init(layout: MomentLayout) {
    self.layout = layout
    levels = Array(repeating: [], count: layout.columns.count)
    strata = Array(repeating: PairInterner(), count: layout.stages.count)
    units = Array(repeating: PairInterner(), count: layout.stages.count)
    corrections = Array(repeating: [], count: layout.stages.count)
    cells = Array(repeating: PairInterner(), count: Self.wordCount(layout) + layout.factors.count)
    sums = Array(repeating: ExactSumTable(), count: layout.variables.count)
    products = BlockProducts(layout.variables)
    let squares = layout.everyRowIsAUnit ? layout.squaredPairs.elements.count : 0
    squaredSums = Array(repeating: ExactSumTable(), count: squares)
    weightedSums = Array(repeating: ExactSumTable(), count: layout.weightedPairs.elements.count)
  }

  /// Conditions are packed 31 to a word, the bits of a non-negative code.
  static func wordCount(_ layout: MomentLayout) -> Int { max(1, (layout.conditions.count + 30) / 31) }
}

// MARK: One block

extension MomentAccumulator {
  /// Adds the rows of a block whose columns are those of the plan, in its order.
  /// - Throws: `DesignError` with the row counted within the block.
  public mutating func accumulate(_ block: RowBlock) throws(DesignError) {
    _ = try groups(adding: BlockValues(block, layout: layout))
  }

  /// Adds a block and says which group each of its rows belongs to.
  mutating func groups(adding values: BlockValues) throws(DesignError) -> [Int32] {
    precondition(!isMerged, "a merged accumulator takes no more blocks")
    guard values.rowCount > 0 else { return [] }
    rowCount += values.rowCount
    for (position, names) in values.levels.enumerated() where names.count > levels[position].count {
      levels[position] = names
    }
    let weights = try checkedWeights(values)
    let leaves = try leaves(values)
    let groupIDs = groupIDs(leaves, cells: cellIDs(values))
    count(groupIDs, weights: weights)
    addMoments(values, weights: weights, groups: groupIDs)
    return groupIDs
  }

  private mutating func checkedWeights(_ values: BlockValues) throws(DesignError) -> [Double] {
    guard let column = layout.weights else {
      anyPositiveWeight = true
      return [Double](repeating: 1, count: values.rowCount)
    }
    let weights = values.numbers[column]
    for row in weights.indices where !(weights[row] > 0) {
      if weights[row].isNaN { throw .missingWeight(row: row) }
      if weights[row] < 0, !layout.acceptsNegativeWeights { throw .negativeWeight(row: row, value: weights[row]) }
    }
    anyPositiveWeight = anyPositiveWeight || weights.contains { $0 > 0 }
    return weights
  }

  /// The last-stage unit of every row, or its stratum where rows are units.
  private mutating func leaves(_ values: BlockValues) throws(DesignError) -> [Int32] {
    var ids = [Int32](repeating: 0, count: values.rowCount)
    for (s, stage) in layout.stages.enumerated() {
      strata[s].refine(&ids, with: try designCodes(stage.stratum, values))
      try noteCorrections(stage: s, column: stage.correction, values, strata: ids)
      if stage.unit != nil { units[s].refine(&ids, with: try designCodes(stage.unit, values)) }
    }
    return ids
  }

  private func designCodes(_ column: Int?, _ values: BlockValues) throws(DesignError) -> [Int32] {
    guard let column else { return [Int32](repeating: 0, count: values.rowCount) }
    if let row = values.codes[column].firstIndex(of: -1) {
      throw .missingDesignValue(column: layout.columns[column].name, row: row)
    }
    return values.codes[column]
  }

  private mutating func noteCorrections(
    stage s: Int, column: Int?, _ values: BlockValues, strata ids: [Int32]
  ) throws(DesignError) {
    corrections[s].append(contentsOf: repeatElement(nil, count: strata[s].count - corrections[s].count))
    guard let column else { return }
    let name = layout.columns[column].name
    for (row, value) in values.numbers[column].enumerated() {
      guard !value.isNaN else { throw .missingDesignValue(column: name, row: row) }
      guard value > 0 else { throw .correctionNotPositive(column: name, row: row, value: value) }
      let known = corrections[s][Int(ids[row])]
      if known == nil || value < known!.lowerBound || value > known!.upperBound {
        corrections[s][Int(ids[row])] = min(value, known?.lowerBound ?? value)...max(value, known?.upperBound ?? value)
      }
    }
  }

  private mutating func cellIDs(_ values: BlockValues) -> [Int32] {
    var ids = [Int32](repeating: 0, count: values.rowCount)
    let words = values.conditionWords(layout)
    for (link, word) in words.enumerated() {
      switch word {
      case .constant(let word) where ids.first == ids.last && ids.allSatisfy({ $0 == ids[0] }):
        ids = [Int32](repeating: cells[link].id(ids[0], word), count: ids.count)
      case .constant(let word): cells[link].refine(&ids, with: [Int32](repeating: word, count: ids.count))
      case .byRow(let word): cells[link].refine(&ids, with: word)
      }
    }
    for (link, factor) in layout.factors.enumerated() {
      cells[words.count + link].refine(&ids, with: values.codes[factor])
    }
    return ids
  }

  private mutating func groupIDs(_ leaves: [Int32], cells: [Int32]) -> [Int32] {
    var ids = leaves
    groups.refine(&ids, with: cells)
    growTables()
    return ids
  }

  private mutating func growTables() {
    rows.append(contentsOf: repeatElement(0, count: groups.count - rows.count))
    positiveRows.append(contentsOf: repeatElement(0, count: groups.count - positiveRows.count))
    for k in sums.indices { sums[k].grow(to: groups.count) }
    for k in squaredSums.indices { squaredSums[k].grow(to: groups.count) }
    for k in weightedSums.indices { weightedSums[k].grow(to: groups.count) }
  }

  private mutating func count(_ groupIDs: [Int32], weights: [Double]) {
    rows.withUnsafeMutableBufferPointer { rows in
      positiveRows.withUnsafeMutableBufferPointer { positiveRows in
        for (row, group) in groupIDs.enumerated() {
          rows[Int(group)] += 1
          positiveRows[Int(group)] += weights[row] != 0 ? 1 : 0
        }
      }
    }
  }

  private mutating func addMoments(_ values: BlockValues, weights: [Double], groups ids: [Int32]) {
    products.form(values, weights: weights)
    for k in sums.indices { products.addSum(k, by: ids, to: &sums[k]) }
    for k in squaredSums.indices {
      let pair = layout.squaredPairs.elements[k]
      products.addSquare(pair.first, pair.second, by: ids, to: &squaredSums[k])
    }
    for (k, pair) in layout.weightedPairs.elements.enumerated() {
      products.addProduct(pair.first, pair.second, by: ids, to: &weightedSums[k])
    }
  }
}

// MARK: Merging

extension MomentAccumulator {
  /// Adds the moments of rows that another accumulator of the same plan has seen.
  public mutating func merge(_ other: MomentAccumulator) { _ = mergeGroups(other) }

  /// The same, and the numbers that the groups of the other now have.
  mutating func mergeGroups(_ other: MomentAccumulator) -> [Int] {
    isMerged = true
    rowCount += other.rowCount
    anyPositiveWeight = anyPositiveWeight || other.anyPositiveWeight
    let codes = mergeLevels(other)
    let leaves = mergeDesign(other, codes)
    let cells = mergeCells(other, codes)
    let groups = (0..<other.groups.count).map { id in
      let (leaf, cell) = other.groups.pair(id)
      return Int(self.groups.id(leaves[Int(leaf)], cells[Int(cell)]))
    }
    growTables()
    for (id, group) in groups.enumerated() {
      rows[group] += other.rows[id]
      positiveRows[group] += other.positiveRows[id]
    }
    for k in sums.indices { sums[k].merge(other.sums[k], to: groups) }
    for k in squaredSums.indices { squaredSums[k].merge(other.squaredSums[k], to: groups) }
    for k in weightedSums.indices { weightedSums[k].merge(other.weightedSums[k], to: groups) }
    return groups
  }

  /// The codes that this accumulator gives the levels of the other, by column and code.
  private mutating func mergeLevels(_ other: MomentAccumulator) -> [[Int32]] {
    levels.indices.map { position in
      var dictionary = LevelDictionary(levels[position])
      let codes = other.levels[position].map { dictionary.code(for: $0) }
      levels[position] = dictionary.levels
      return codes
    }
  }

  private mutating func mergeDesign(_ other: MomentAccumulator, _ codes: [[Int32]]) -> [Int32] {
    var above: [Int32] = [0]
    for (s, stage) in layout.stages.enumerated() {
      above = Self.merge(other.strata[s], into: &strata[s], first: above, second: stage.stratum.map { codes[$0] })
      corrections[s].append(contentsOf: repeatElement(nil, count: strata[s].count - corrections[s].count))
      for (id, range) in other.corrections[s].enumerated() { widen(stage: s, stratum: Int(above[id]), by: range) }
      if let unit = stage.unit {
        above = Self.merge(other.units[s], into: &units[s], first: above, second: codes[unit])
      }
    }
    return above
  }

  private mutating func widen(stage s: Int, stratum: Int, by range: ClosedRange<Double>?) {
    guard let range else { return }
    let known = corrections[s][stratum] ?? range
    corrections[s][stratum] =
      min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
  }

  private mutating func mergeCells(_ other: MomentAccumulator, _ codes: [[Int32]]) -> [Int32] {
    let words = Self.wordCount(layout)
    var above: [Int32] = [0]
    for link in cells.indices {
      let second = link < words ? nil : codes[layout.factors[link - words]]
      above = Self.merge(other.cells[link], into: &cells[link], first: above, second: second)
    }
    return above
  }

  /// Numbers the pairs of one interner in another; codes of `second` are translated where a table is given.
  private static func merge(
    _ other: PairInterner, into interner: inout PairInterner, first: [Int32], second: [Int32]?
  ) -> [Int32] {
    (0..<other.count).map { id in
      let pair = other.pair(id)
      let code = pair.second < 0 ? pair.second : second?[Int(pair.second)] ?? pair.second
      return interner.id(first[Int(pair.first)], code)
    }
  }
}
