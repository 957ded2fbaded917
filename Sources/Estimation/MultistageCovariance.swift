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
    /// n: the unit of each row.
    let unitOfRow: [Int]
    /// By unit: its stratum in `strata`, its leverage, and the unit of the stage before that it lies in.
    let stratumOfUnit: [Int]
    let leverage: [Double]
    let parent: [Int]
  }

  let stages: [Stage]
  /// Strata of all stages.
  let strata: [SampledStratum]
  let rule: SingletonRule
  let adjustsSingletonsInDomains: Bool

  func covariance(
    present: [Bool], ofTotals totals: (_ stage: Int) -> Matrix
  ) throws(EstimationError) -> Matrix {
    let first = totals(1)
    var sum = try covariance(stages[0], first, present)
    for (place, stage) in stages.enumerated().dropFirst() {
      sum = sum + (try covariance(stage, totals(place + 1), present))
    }
    return sum
  }

  private func covariance(_ stage: Stage, _ weighted: Matrix, _ present: [Bool]) throws(EstimationError) -> Matrix {
    var deviations = stage.totals(of: weighted)
    let members = stage.members(strataCount: strata.count)
    let presence = stage.presence(present)
    let parentMeans = rule == .adjust ? stage.parentMeans(deviations) : [:]
    var (answered, unanswered) = (0, 0)
    for (position, units) in members.enumerated() where !units.isEmpty {
      var center: [Double]?
      switch try part(of: strata[position], present: units.count { presence[$0] }, leverage: stage.leverage, units) {
      case .none: break
      case .singleton:
        unanswered += 1
        center = parentMeans[stage.parent[units[0]]]
      case .spread:
        answered += 1
        center = deviations.means(of: units)
      }
      deviations.center(units, on: center, leverage: stage.leverage)
    }
    let covariance = deviations.crossProduct()
    guard rule == .average, unanswered > 0 else { return covariance }
    return (answered == 0 ? 0 : Double(answered + unanswered) / Double(answered)) * covariance
  }

  /// What a stratum has to say about the variance.
  private enum Part {
    /// A census, or no unit inside the domain.
    case none
    /// One unit, for the rule to decide about.
    case singleton
    case spread
  }

  private func part(
    of stratum: SampledStratum, present: Int, leverage: [Double], _ units: [Int]
  ) throws(EstimationError) -> Part {
    guard present > 0, units.contains(where: { leverage[$0] > 0 }) else { return .none }
    if stratum.isSingleton {
      guard rule != .fail else {
        throw .design(.singletonStratum(stage: stratum.stage, stratum: stratum.label, unit: nil))
      }
      return .singleton
    }
    let isAlone = adjustsSingletonsInDomains && present == 1 && (rule == .adjust || rule == .average)
    return isAlone ? .singleton : .spread
  }
}

extension MultistageCovariance.Stage {
  /// Unit totals, units × q.
  fileprivate func totals(of weighted: Matrix) -> Matrix {
    var totals = Matrix(rows: stratumOfUnit.count, columns: weighted.columns)
    for column in 0..<weighted.columns {
      let values = weighted.column(column)
      for (row, value) in zip(unitOfRow, values) where value != 0 { totals[row, column] += value }
    }
    return totals
  }

  fileprivate func members(strataCount: Int) -> [[Int]] {
    var members = [[Int]](repeating: [], count: strataCount)
    for (unit, stratum) in stratumOfUnit.enumerated() { members[stratum].append(unit) }
    return members
  }

  fileprivate func presence(_ rows: [Bool]) -> [Bool] {
    var presence = [Bool](repeating: false, count: stratumOfUnit.count)
    for (row, unit) in unitOfRow.enumerated() where rows[row] { presence[unit] = true }
    return presence
  }

  /// Means over the units under one parent, for ``SingletonRule/adjust``.
  fileprivate func parentMeans(_ totals: Matrix) -> [Int: [Double]] {
    let units = Dictionary(grouping: stratumOfUnit.indices) { parent[$0] }
    return units.mapValues { totals.means(of: $0) }
  }
}

extension Matrix {
  fileprivate func means(of units: [Int]) -> [Double] {
    (0..<columns).map { column in units.reduce(0) { $0 + self[$1, column] } / Double(units.count) }
  }

  /// Rows of units become `√L_i (u_i - m)`, or zero without a centre.
  fileprivate mutating func center(_ units: [Int], on means: [Double]?, leverage: [Double]) {
    for column in 0..<columns {
      for unit in units {
        self[unit, column] = means.map { (self[unit, column] - $0[column]) * leverage[unit].squareRoot() } ?? 0
      }
    }
  }
}

extension MultistageCovariance {
  /// The design of a sample in memory.
  init(_ rows: SampleRows) {
    let strata = rows.moments.strata
    let parents = rows.moments.layout.stages.indices.map { rows.units(ofStage: $0) }
    stages = rows.moments.layout.stages.indices.map { s in
      let (unitOfRow, count) = parents[s]
      var (stratumOfUnit, parent) = ([Int](repeating: 0, count: count), [Int](repeating: -1, count: count))
      for (row, stratum) in rows.strata(ofStage: s).enumerated() {
        stratumOfUnit[unitOfRow[row]] = stratum
        if s > 0 { parent[unitOfRow[row]] = parents[s - 1].unit[row] }
      }
      return Stage(
        unitOfRow: unitOfRow, stratumOfUnit: stratumOfUnit, leverage: stratumOfUnit.map { strata[$0].leverage.value },
        parent: parent)
    }
    self.strata = strata
    rule = rows.design.singletons
    adjustsSingletonsInDomains = rows.design.adjustsSingletonsInDomains
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
    var above = [Double](repeating: 1, count: rows.rowCount)
    stages = design.stages.enumerated().map { s, stage in
      let own = probabilities.indices.contains(s) ? probabilities[s] : [Double](repeating: 0, count: rows.rowCount)
      var leverage = [Double](repeating: 0, count: stage.leverage.count)
      for (row, unit) in stage.unitOfRow.enumerated() {
        let size = Double(design.strata[stage.stratumOfUnit[unit]].sampleSize)
        leverage[unit] = above[row] * (1 - own[row]) * (size > 1 ? size / (size - 1) : 1)
      }
      above = zip(above, own).map(*)
      return Stage(
        unitOfRow: stage.unitOfRow, stratumOfUnit: stage.stratumOfUnit, leverage: leverage, parent: stage.parent)
    }
  }
}
