import ExtendedPrecision
import Microdata

/// Moments of the sample by cell, and the cells that a request selects.
struct SampleTables {
  let moments: SampleMoments
  /// By cell, over all leaves.
  let rows: [Int]
  let sums: [[DoubleDouble]]
  let weightedSums: [[DoubleDouble]]

  /// What the sample as a whole has to say: empty strata, levels spelt twice.
  let findings: [Finding]

  init(
    moments: SampleMoments, rows: [Int], sums: [[DoubleDouble]], weightedSums: [[DoubleDouble]],
    findings: [Finding] = []
  ) {
    (self.moments, self.rows, self.sums, self.weightedSums) = (moments, rows, sums, weightedSums)
    self.findings = findings
  }

  init(_ moments: SampleMoments) {
    let layout = moments.layout
    let count = moments.cells.count
    var rows = [Int](repeating: 0, count: count)
    var sums = [[DoubleDouble]](repeating: Array(repeating: .zero, count: layout.variables.count), count: count)
    var weighted = [[DoubleDouble]](
      repeating: Array(repeating: .zero, count: layout.weightedPairs.elements.count), count: count)
    for leaf in moments.leaves {
      for group in leaf.groups {
        rows[group.cell] += group.positiveRows
        for k in group.sums.indices { sums[group.cell][k] += group.sums[k] }
        for k in group.weightedSums.indices { weighted[group.cell][k] += group.weightedSums[k] }
      }
    }
    self.init(
      moments: moments, rows: rows, sums: sums, weightedSums: weighted,
      findings: Self.emptyStrata(moments) + Self.similarLevels(moments))
  }

  /// First-stage strata in which every weight is zero: they count as sampled, and stand for nothing.
  private static func emptyStrata(_ moments: SampleMoments) -> [Finding] {
    var weighted = Set<Int>()
    for leaf in moments.leaves where leaf.groups.contains(where: { $0.positiveRows > 0 }) {
      weighted.insert(leaf.strata[0])
    }
    return moments.strata.indices.filter { moments.strata[$0].stage == 1 && !weighted.contains($0) }.map {
      Finding(
        kind: "zero_weight_stratum", subject: moments.strata[$0].label,
        zh: "该层权数全为零，其总体未进入任何估计；请核对权数",
        en:
          "all weights of the stratum are zero, so its population is left out of every estimate; check the weights")
    }
  }

  /// Levels of one factor that differ by blanks or by their Unicode form only: two spellings of one thing, most likely.
  private static func similarLevels(_ moments: SampleMoments) -> [Finding] {
    let layout = moments.layout
    let columns = Set(layout.factors + layout.stages.compactMap(\.stratum)).sorted()
    return columns.flatMap { column in
      SimilarLevels.pairs(among: moments.levels[column]).map { pair in
        Finding(
          kind: "similar_levels", subject: layout.columns[column].name,
          message:
            "the levels \"\(pair.first)\" and \"\(pair.second)\" differ by blanks or by their Unicode form only, and count as two; "
            + "write them alike if they are one")
      }
    }
  }

  // MARK: Cells of a request

  /// The rows that one estimate is about.
  struct Group {
    /// `a=1,b=2|`, or empty without factors.
    let prefix: String
    /// Cells whose rows are complete.
    let cells: [Int]
    let sampleSize: Int
    /// Rows left out, or making the estimate undefined, because a variable is missing.
    let incompleteRows: Int
  }

  /// Groups in the order of their levels; without factors one group, which may be empty.
  func groups(_ request: StatisticRequest) -> [Group] {
    let factors = request.by.map(moments.layout.factorIndex)
    let complete = moments.layout.conditionIndex(.complete(request.statistic.measures))
    var members: [Int: [Int]] = factors.isEmpty ? [0: []] : [:]
    for cell in domainCells(request) {
      if let key = groupKey(cell, factors) { members[key, default: []].append(cell) }
    }
    return members.sorted { $0.key < $1.key }.map { _, cells in
      let whole = cells.filter { moments.cells[$0].meets(complete) }
      let size = rowCount(over: whole)
      return Group(
        prefix: prefix(request.by, factors, of: cells.first), cells: whole, sampleSize: size,
        incompleteRows: rowCount(over: cells) - size)
    }
  }

  /// The place of a cell's combination of levels among all combinations, in the order of the levels; nil where one is
  /// missing.
  private func groupKey(_ cell: Int, _ factors: [Int]) -> Int? {
    var key = 0
    for factor in factors {
      let rank = Int(moments.cells[cell].ranks[factor])
      guard rank >= 0 else { return nil }
      let (product, overflow) = key.multipliedReportingOverflow(by: moments.levels(ofFactor: factor).count)
      precondition(!overflow, "the factors of a request have more combinations than can be numbered")
      key = product + rank
    }
    return key
  }

  private func prefix(_ names: [String], _ factors: [Int], of cell: Int?) -> String {
    guard !names.isEmpty, let cell else { return "" }
    let parts = names.indices.map { place in
      let rank = Int(moments.cells[cell].ranks[factors[place]])
      return "\(names[place])=\(moments.levels(ofFactor: factors[place])[rank])"
    }
    return parts.joined(separator: ",") + "|"
  }

  /// Cells of the domain that have a row of positive weight.
  func domainCells(_ request: StatisticRequest) -> [Int] {
    let domain = moments.layout.conditionIndex(.all(request.domain))
    return moments.cells.indices.filter { moments.cells[$0].meets(domain) && rows[$0] > 0 }
  }

  // MARK: Totals

  func total(_ variable: Int, over cells: [Int]) -> DoubleDouble {
    cells.reduce(.zero) { $0 + sums[$1][variable] }
  }

  func rowCount(over cells: [Int]) -> Int { cells.reduce(0) { $0 + rows[$1] } }

  // MARK: Counts and degrees of freedom

  /// First-stage units less strata that have a row of positive weight in the cells.
  func designDegreesOfFreedom(over cells: [Int]) -> Int {
    var isIn = [Bool](repeating: false, count: moments.cells.count)
    for cell in cells { isIn[cell] = true }
    var (units, unitRows, strata) = (Set<Int>(), 0, Set<Int>())
    for leaf in moments.leaves {
      let present = leaf.groups.reduce(0) { $0 + (isIn[$1.cell] ? $1.positiveRows : 0) }
      guard present > 0 else { continue }
      strata.insert(leaf.strata[0])
      if let unit = leaf.units.first { units.insert(unit) } else { unitRows += present }
    }
    return units.count + unitRows - strata.count
  }

  /// Estimates by group are compared with each other, so they share the degrees of freedom of the whole design.
  func designDegreesOfFreedom(_ request: StatisticRequest) -> Double {
    Double(designDegreesOfFreedom(over: request.by.isEmpty ? domainCells(request) : Array(moments.cells.indices)))
  }

  func count(_ request: StatisticRequest) -> SampleCount {
    let cells = domainCells(request)
    let weights = total(moments.layout.one, over: cells)
    let squares = total(moments.layout.weight, over: cells)
    let isEmpty = rowCount(over: cells) == 0
    return SampleCount(
      rows: rowCount(over: cells), sumOfWeights: weights.value, sumOfSquaredWeights: squares.value,
      effectiveSize: isEmpty ? nil : (weights * weights / squares).value,
      degreesOfFreedom: designDegreesOfFreedom(over: cells),
      findings: findings + (isEmpty ? [.emptyDomain("count")] : []))
  }
}

extension Finding {
  static func emptyDomain(_ label: String) -> Finding {
    Finding(
      kind: "empty_domain", subject: label, zh: "没有权数为正的样本企业落入该范围",
      en: "no sampled row of positive weight lies in the domain")
  }

  static func missingValues(_ label: String, _ count: Int) -> Finding {
    Finding(
      kind: "missing_values", subject: label,
      zh: "\(count) 行有缺失值，估计值无法计算；设 na_rm: true 则将其排除",
      en:
        "\(count) rows have a missing value, so the estimate is undefined; na_rm: true leaves them out as a domain")
  }
}
