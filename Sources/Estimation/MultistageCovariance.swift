import LinearAlgebra
import Sampling

/// The covariance of totals in a stratified multistage sample.
///
/// ```
/// C_ab = Σ_s Σ_h Σ_{i ∈ h} L_i (u_ia - ū_ha)(u_ib - ū_hb)
/// ```
/// over stages s, their strata h and units i, with u_i the total of the weighted rows of a unit and L_i its leverage
/// (``SampledStratum/leverage``); under unequal probabilities after Brewer `(1 - π_i) n_h / (n_h - 1)`.
/// > Source: Särndal, Swensson and Wretman (1992), result 4.3.1; Brewer (2002), chapter 9.
struct MultistageCovariance: TotalCovariance {
  /// One stage of the sample.
  struct Stage: Sendable {
    /// n: the unit of each row; nil where rows are units.
    let unitOfRow: [Int32]?
    /// By unit: its stratum in `strata`.
    let stratumOfUnit: [Int32]
    /// By unit: L_i where it differs within strata; nil: that of the stratum.
    let leverageOfUnit: [Double]?
    /// By stratum of this stage's units: the unit of the stage before; 0 at the first stage, which lies in the population.
    let parentOfStratum: [Int]
    let parentCount: Int
  }

  let stages: [Stage]
  /// Strata of all stages.
  let strata: [SampledStratum]
  let rule: SingletonRule
  let adjustsSingletonsInDomains: Bool
  let threads: Int

  func covariance(
    present: [Bool], ofTotals totals: (_ stage: Int) -> any MatrixBlocks
  ) throws(EstimationError) -> Matrix {
    let first = totals(1)
    var sum = try covariance(stages[0], first, present)
    for (place, stage) in stages.enumerated().dropFirst() {
      sum = sum + (try covariance(stage, totals(place + 1), present))
    }
    return sum
  }

  private func covariance(
    _ stage: Stage, _ weighted: any MatrixBlocks, _ present: [Bool]
  ) throws(EstimationError) -> Matrix {
    let units = stage.unitTotals(weighted, threads: threads)
    let spread = try StrataSpread(self, stage, units, stage.presence(present))
    let covariance = spread.deviations(of: units).crossProduct(threads: threads)
    return spread.scale * covariance
  }
}

extension MultistageCovariance.Stage {
  /// Totals of the rows of units, units × q.
  fileprivate func unitTotals(_ weighted: any MatrixBlocks, threads: Int) -> any MatrixBlocks {
    guard let unitOfRow else { return weighted }
    return weighted.sums(by: unitOfRow, count: stratumOfUnit.count, threads: threads)
  }

  /// By unit: whether one of its rows is present.
  fileprivate func presence(_ rows: [Bool]) -> [Bool] {
    guard let unitOfRow else { return rows }
    var presence = [Bool](repeating: false, count: stratumOfUnit.count)
    for (row, unit) in unitOfRow.enumerated() where rows[row] { presence[Int(unit)] = true }
    return presence
  }
}

/// What the strata of a stage have to say about the variance: around which values units spread, and how much it counts.
private struct StrataSpread {
  /// Strata × q: ū_h, or what stands in for it.
  private var centers: Matrix
  /// By stratum: 1 where it has a part in the variance.
  private var counts: [Double]
  private let stage: MultistageCovariance.Stage
  private let leverages: [Double]
  /// Makes up for singletons left out under ``SingletonRule/average``.
  private(set) var scale = 1.0

  init(
    _ design: MultistageCovariance, _ stage: MultistageCovariance.Stage, _ units: any MatrixBlocks, _ presence: [Bool]
  ) throws(EstimationError) {
    let count = design.strata.count
    let members = Self.counts(stage.stratumOfUnit, count)
    let present = Self.counts(stage.stratumOfUnit, count, of: presence)
    self.stage = stage
    leverages = design.strata.map(\.leverage.value)
    let largest = stage.leverageOfUnit.map { Self.largest($0, stage.stratumOfUnit, count) } ?? leverages
    let sums = units.sums(by: stage.stratumOfUnit, count: count, threads: design.threads)
    let parents = design.rule == .adjust ? Self.parentMeans(sums, stage, members) : nil
    centers = Matrix(rows: count, columns: units.columns)
    counts = [Double](repeating: 0, count: count)
    var (answered, unanswered) = (0, 0)
    for h in 0..<count where members[h] > 0 && present[h] > 0 && largest[h] > 0 {
      if try design.isSingleton(h, present: present[h]) {
        unanswered += 1
        guard let parents else { continue }
        set(h) { parents[stage.parentOfStratum[h], $0] }
      } else {
        answered += 1
        set(h) { sums[h, $0] / Double(members[h]) }
      }
    }
    if design.rule == .average, unanswered > 0 {
      scale = answered == 0 ? 0 : Double(answered + unanswered) / Double(answered)
    }
  }

  private mutating func set(_ stratum: Int, center: (_ column: Int) -> Double) {
    counts[stratum] = 1
    for column in 0..<centers.columns { centers[stratum, column] = center(column) }
  }

  /// `√L_i (u_i - ū_h)`, zeros in strata without a part.
  func deviations(of units: any MatrixBlocks) -> CenteredBlocks {
    let factors: CenteredBlocks.Factors =
      if let own = stage.leverageOfUnit {
        .byRow(zip(own, stage.stratumOfUnit).map { $0.squareRoot() * counts[Int($1)] })
      } else {
        .byGroup(zip(leverages, counts).map { $0.squareRoot() * $1 })
      }
    return CenteredBlocks(base: units, groups: stage.stratumOfUnit, centers: centers, factors: factors)
  }

  /// Means over the units under one parent, parents × q.
  private static func parentMeans(_ sums: Matrix, _ stage: MultistageCovariance.Stage, _ members: [Int]) -> Matrix {
    var means = Matrix(rows: stage.parentCount, columns: sums.columns)
    var sizes = [Double](repeating: 0, count: stage.parentCount)
    for h in members.indices where members[h] > 0 {
      sizes[stage.parentOfStratum[h]] += Double(members[h])
      for column in 0..<sums.columns { means[stage.parentOfStratum[h], column] += sums[h, column] }
    }
    return Matrix(rows: means.rows, columns: means.columns) { means[$0, $1] / sizes[$0] }
  }

  private static func counts(_ groups: [Int32], _ count: Int, of isCounted: [Bool]? = nil) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for (place, group) in groups.enumerated() where isCounted?[place] ?? true { counts[Int(group)] += 1 }
    return counts
  }

  private static func largest(_ values: [Double], _ groups: [Int32], _ count: Int) -> [Double] {
    var largest = [Double](repeating: 0, count: count)
    for (value, group) in zip(values, groups) { largest[Int(group)] = max(largest[Int(group)], value) }
    return largest
  }
}

extension MultistageCovariance {
  /// Whether a stratum has one unit, for the rule to decide about.
  fileprivate func isSingleton(_ stratum: Int, present: Int) throws(EstimationError) -> Bool {
    if strata[stratum].isSingleton {
      guard rule != .fail else {
        throw .design(
          .singletonStratum(stage: strata[stratum].stage, stratum: strata[stratum].label, unit: nil))
      }
      return true
    }
    return adjustsSingletonsInDomains && present == 1 && (rule == .adjust || rule == .average)
  }
}

extension MultistageCovariance {
  /// The design of a sample in memory.
  init(_ rows: SampleRows) {
    let strata = rows.moments.strata
    let units = rows.moments.layout.stages.indices.map { rows.units(ofStage: $0) }
    stages = rows.moments.layout.stages.indices.map { s in
      let stratumOfRow = rows.strata(ofStage: s)
      var parents = [Int](repeating: 0, count: strata.count)
      guard let unitOfRow = units[s].unit else {
        if s > 0, let above = units[s - 1].unit {
          for (row, stratum) in stratumOfRow.enumerated() { parents[Int(stratum)] = Int(above[row]) }
        }
        return Stage(
          unitOfRow: nil, stratumOfUnit: stratumOfRow, leverageOfUnit: nil, parentOfStratum: parents,
          parentCount: s > 0 ? units[s - 1].count : 1)
      }
      var stratumOfUnit = [Int32](repeating: 0, count: units[s].count)
      for (row, stratum) in stratumOfRow.enumerated() {
        stratumOfUnit[Int(unitOfRow[row])] = stratum
        if s > 0, let above = units[s - 1].unit { parents[Int(stratum)] = Int(above[row]) }
      }
      return Stage(
        unitOfRow: unitOfRow, stratumOfUnit: stratumOfUnit, leverageOfUnit: nil, parentOfStratum: parents,
        parentCount: s > 0 ? units[s - 1].count : 1)
    }
    self.strata = strata
    rule = rows.design.singletons
    adjustsSingletonsInDomains = rows.design.adjustsSingletonsInDomains
    threads = rows.threads
  }
}

extension MultistageCovariance {
  /// A sample drawn with unequal probabilities, after Brewer: `L_i = (1 - π_i) n_h / (n_h - 1)`, times the probabilities of
  /// the units above.
  /// - Parameter probabilities: By stage, n inclusion probabilities.
  init(_ rows: SampleRows, probabilities: [[Double]]) {
    let design = MultistageCovariance(rows)
    strata = design.strata
    rule = design.rule
    adjustsSingletonsInDomains = design.adjustsSingletonsInDomains
    threads = design.threads
    var above = [Double](repeating: 1, count: rows.rowCount)
    stages = design.stages.enumerated().map { s, stage in
      let own = probabilities.indices.contains(s) ? probabilities[s] : [Double](repeating: 0, count: rows.rowCount)
      var leverage = [Double](repeating: 0, count: stage.stratumOfUnit.count)
      for row in own.indices {
        let unit = stage.unitOfRow.map { Int($0[row]) } ?? row
        let size = Double(design.strata[Int(stage.stratumOfUnit[unit])].sampleSize)
        leverage[unit] = above[row] * (1 - own[row]) * (size > 1 ? size / (size - 1) : 1)
      }
      above = zip(above, own).map(*)
      return Stage(
        unitOfRow: stage.unitOfRow, stratumOfUnit: stage.stratumOfUnit, leverageOfUnit: leverage,
        parentOfStratum: stage.parentOfStratum, parentCount: stage.parentCount)
    }
  }
}
