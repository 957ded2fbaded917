import Microdata
import Sampling

extension SamplingFrame {
  /// The column of a stratum table that says how a number differs between the units of a row.
  static func spreadColumn(of variable: String) -> String { variable + "_sd" }

  /// Mean and standard deviation of a number in each stratum.
  /// - Parameters:
  ///   - variable: A column of numbers; nil is 1 for every unit.
  ///   - inside: Rows that count as they are; all others count as zero.
  /// - Throws: `SamplingPlanError`.
  func summary(
    of variable: String?, _ strata: PlanStrata, inside: [Bool]? = nil
  ) throws(SamplingPlanError) -> StratumSummary {
    var values = variable.map(numbers) ?? counts.map { $0.map(Double.init) } ?? [Double](repeating: 1, count: rowCount)
    if let inside { values = zip(values, inside).map { $1 ? $0 : 0 } }
    guard let counts else {
      return try StratumSummary(of: values, by: Factor(levels: strata.labels, codes: strata.stratumOfUnit))
    }
    var spreads = variable.map { numbers(Self.spreadColumn(of: $0)) } ?? [Double](repeating: 0, count: rowCount)
    if let inside { spreads = zip(spreads, inside).map { $1 ? $0 : 0 } }
    return try Self.pooled(counts.map(Double.init), totals: values, spreads, strata)
  }

  /// ```
  /// (N_h - 1) S_h² = Σ_i (N_i - 1) S_i² + Σ_i N_i (T_i / N_i - T_h / N_h)²
  /// ```
  /// over the rows i of stratum h, with N_i units, total T_i and standard deviation S_i.
  private static func pooled(
    _ sizes: [Double], totals: [Double], _ deviations: [Double], _ strata: PlanStrata
  ) throws(SamplingPlanError) -> StratumSummary {
    let stratumSizes = strata.populationSizes.map(Double.init)
    var means = [Double](repeating: 0, count: strata.count)
    for (row, h) in strata.stratumOfUnit.enumerated() { means[Int(h)] += totals[row] }
    means = zip(means, stratumSizes).map { $0 / $1 }
    var squares = [Double](repeating: 0, count: strata.count)
    for (row, h) in strata.stratumOfUnit.enumerated() {
      let between = totals[row] / sizes[row] - means[Int(h)]
      squares[Int(h)] += (sizes[row] - 1) * deviations[row] * deviations[row] + sizes[row] * between * between
    }
    return try StratumSummary(
      labels: strata.labels, populationSizes: stratumSizes, means: means,
      standardDeviations: zip(squares, stratumSizes).map { $1 > 1 ? ($0 / ($1 - 1)).squareRoot() : 0 })
  }
}
