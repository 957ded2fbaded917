import LinearAlgebra
import Microdata
import Sampling

/// The rows of the second phase with their weights, and the pair weights of both phases.
struct TwoPhaseSample {
  let rows: SampleRows
  let totals: any TotalCovariance

  private static let weights = "\u{1}weights"
  private static let sizes = "\u{1}sizes"

  /// - Throws: ``EstimationError/design(_:)`` where a phase is not a design, or a stratum has no row in the second.
  init(_ columns: SampleColumns, _ plan: TwoPhaseColumns, _ requests: [StatisticRequest]) throws(EstimationError) {
    let first = try FirstPhase(columns, plan)
    let members = columns.factor(plan.membership).isTrue
    let chosen = members.indices.filter { members[$0] }
    guard !chosen.isEmpty else { throw .design(.emptySecondPhase(column: plan.membership)) }
    var second = columns.selecting(chosen)
    let fractions = try Self.addSizes(&second, columns, plan)
    let design = Self.design(plan, weights: Self.weights, stages: fractions.count)
    second.setNumbers(
      chosen.enumerated().map { place, row in
        first.weights[row] / fractions.reduce(1) { $0 * $1[place] }
      }, named: Self.weights)
    rows = try SampleRows(second, design, requests, acceptsNegativeWeights: false, hasVariances: false)
    switch plan.method {
    case .full:
      let phases = (first.pairWeights(chosen), Self.pairWeights(rows, fractions))
      totals = TwoPhaseCovariance(pairWeights: TwoPhaseCovariance.combined(phases.0, phases.1))
    case .approximate:
      totals = TwoPhaseApproximation(
        first: first.units(chosen), secondFractions: first.subsampledShare(columns, plan, chosen),
        second: MultistageCovariance(rows))
    }
  }

  private static func design(_ plan: TwoPhaseColumns, weights: String, stages: Int) -> DesignColumns {
    var design = DesignColumns.weighted(by: weights)
    design.units = plan.secondUnits
    design.strata = plan.secondStrata
    design.corrections = (0..<stages).map { .init(column: sizes + String($0), kind: .populationSizes) }
    design.nested = true
    return design
  }

  /// Counts the units of each stratum among all rows, adds them as population sizes, and returns n/N by stage and row.
  private static func addSizes(
    _ second: inout SampleColumns, _ all: SampleColumns, _ plan: TwoPhaseColumns
  ) throws(EstimationError) -> [[Double]] {
    let stages = max(plan.secondUnits.count, 1)
    return (0..<stages).map { stage in
      let sizes = all.unitCounts(plan, stage: stage, over: nil)
      let members = all.factor(plan.membership).isTrue
      let counts = all.unitCounts(plan, stage: stage, over: members)
      let chosen = members.indices.filter { members[$0] }
      second.setNumbers(chosen.map { Double(sizes[$0]) }, named: Self.sizes + String(stage))
      return chosen.map { Double(counts[$0]) / Double(sizes[$0]) }
    }
  }

  /// D₂ by row: `1 - f` on the diagonal of a unit, `-(1 - f) / (n_h - 1)` within a stratum, stages combined.
  private static func pairWeights(_ rows: SampleRows, _ fractions: [[Double]]) -> Matrix {
    var combined = Matrix(rows: rows.rowCount, columns: rows.rowCount)
    for (stage, fraction) in fractions.enumerated() {
      let (units, strata) = (rows.unitNumbers(ofStage: stage), rows.stratumNumbers(ofStage: stage))
      let sizes = strata.map { Double(rows.moments.strata[$0].sampleSize) }
      combined = TwoPhaseCovariance.combined(
        combined, Matrix.pairWeights(units: units, strata: strata, fractions: fraction, sizes: sizes))
    }
    return combined
  }
}

/// The first phase, of which every row of the file is a member.
private struct FirstPhase {
  let rows: SampleRows
  /// Whether the units were drawn without replacement, with known fractions.
  let hasCorrections: Bool
  var weights: [Double] { rows.weights }

  init(_ columns: SampleColumns, _ plan: TwoPhaseColumns) throws(EstimationError) {
    var (columns, design) = (columns, plan.first)
    if design.weights == nil, design.corrections.isEmpty {
      design.weights = "\u{1}one"
      columns.setNumbers([Double](repeating: 1, count: columns.rowCount), named: "\u{1}one")
    }
    rows = try SampleRows(columns, design, [], acceptsNegativeWeights: false, hasVariances: false)
    hasCorrections = !design.corrections.isEmpty
  }

  /// D₁ among the chosen rows. A first phase with replacement from an unlimited population has D₁ = I.
  func pairWeights(_ chosen: [Int]) -> Matrix {
    guard hasCorrections else {
      return Matrix(diagonal: chosen.map { weights[$0] == 1 ? 1 : 1 - 1 / weights[$0] })
    }
    var combined = Matrix(rows: chosen.count, columns: chosen.count)
    for stage in rows.moments.layout.stages.indices {
      let (units, strata) = (rows.unitNumbers(ofStage: stage), rows.stratumNumbers(ofStage: stage))
      let own = chosen.map { rows.moments.strata[strata[$0]] }
      combined = TwoPhaseCovariance.combined(
        combined,
        Matrix.pairWeights(
          units: chosen.map { units[$0] }, strata: chosen.map { strata[$0] },
          fractions: own.map { $0.samplingFraction.value }, sizes: own.map { Double($0.sampleSize) }))
    }
    return combined
  }

  /// The first-stage units of the first phase, as the approximate variance needs them.
  func units(_ chosen: [Int]) -> TwoPhaseApproximation.FirstPhase {
    let (units, strata) = (rows.unitNumbers(ofStage: 0), rows.stratumNumbers(ofStage: 0))
    return TwoPhaseApproximation.FirstPhase(
      unitOfRow: chosen.map { units[$0] }, stratumOfRow: chosen.map { strata[$0] }, strata: rows.moments.strata)
  }

  /// By chosen row: units of the first phase in the subsample over all, within the strata of the second.
  func subsampledShare(_ columns: SampleColumns, _ plan: TwoPhaseColumns, _ chosen: [Int]) -> [Double] {
    let last = rows.moments.layout.stages.count - 1
    let units = rows.unitNumbers(ofStage: last)
    let members = columns.factor(plan.membership).isTrue
    let strata =
      plan.secondStrata.first.map { columns.factor($0).codes.map(Int.init) } ?? rows.stratumNumbers(ofStage: 0)
    let (all, some) = (distinctCounts(units, strata, over: nil), distinctCounts(units, strata, over: members))
    return chosen.map { Double(some[$0]) / Double(all[$0]) }
  }
}

/// By row: the number of distinct units in its stratum, among the rows of the mask.
private func distinctCounts(_ units: [Int], _ strata: [Int], over mask: [Bool]?) -> [Int] {
  var members: [Int: Set<Int>] = [:]
  for row in units.indices where mask?[row] ?? true { members[strata[row], default: []].insert(units[row]) }
  return strata.map { members[$0]?.count ?? 0 }
}

extension SampleColumns {
  /// By row: the units of a second-phase stage in its stratum and parent unit, among the rows of the mask.
  fileprivate func unitCounts(_ plan: TwoPhaseColumns, stage: Int, over mask: [Bool]?) -> [Int] {
    let names = plan.secondStrata.prefix(stage + 1) + plan.secondUnits.prefix(stage)
    let strata = crossed(Array(names)).codes.map(Int.init)
    let units =
      plan.secondUnits.isEmpty ? Array(0..<rowCount) : crossed(names + [plan.secondUnits[stage]]).codes.map(Int.init)
    return distinctCounts(units, strata, over: mask)
  }
}

extension Matrix {
  /// `1 - f_i` where rows share a unit, `-(1 - f_i) / (n_h - 1)` where they share a stratum, else 0.
  fileprivate static func pairWeights(
    units: [Int], strata: [Int], fractions: [Double], sizes: [Double]
  ) -> Matrix {
    Matrix(rows: units.count, columns: units.count) { i, j in
      if units[i] == units[j] { return 1 - fractions[i] }
      return strata[i] == strata[j] ? -(1 - fractions[i]) / (sizes[i] - 1) : 0
    }
  }
}
