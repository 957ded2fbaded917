import LinearAlgebra
import Microdata
import Replication
import Sampling

/// `V = Σ_h (1 - f_h) n_h/(n_h - 1) Σ_i (z_i - z̄_h)² + Σ_h Σ_i f_h V_i`, the textbook variance of a total, by recursion.
func linearVariance(_ design: SurveyDesign, _ values: [Double], corrected: Bool = true) -> Double {
  let weighted = zip(design.weights, values).map(*)
  return variance(Array(weighted.indices), design.stages[...], weighted, corrected)
}

private func variance(_ rows: [Int], _ stages: ArraySlice<SamplingStage>, _ z: [Double], _ corrected: Bool) -> Double {
  guard let stage = stages.first else { return 0 }
  var sum = 0.0
  for (_, rows) in Dictionary(grouping: rows, by: { stage.stratum?.codes[$0] ?? 0 }).sorted(by: { $0.key < $1.key }) {
    let units = Dictionary(grouping: rows) { stage.unit?.codes[$0] ?? Int32($0) }.sorted { $0.key < $1.key }
    let totals = units.map { $0.value.reduce(0) { $0 + z[$1] } }
    let n = Double(totals.count)
    let fraction = corrected ? stage.correction.fraction(row: rows[0], units: n) : 0
    let mean = totals.reduce(0, +) / n
    let spread = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    if n > 1 { sum += (1 - fraction) * n / (n - 1) * spread }
    if fraction > 0 {
      sum += fraction * units.reduce(0) { $0 + variance($1.value, stages.dropFirst(), z, corrected) }
    }
  }
  return sum
}

extension FinitePopulationCorrection {
  fileprivate func fraction(row: Int, units: Double) -> Double {
    switch self {
    case .withReplacement: 0
    case .populationSizes(let sizes): units / sizes[row]
    case .samplingFractions(let fractions): fractions[row]
    }
  }
}

extension ReplicateWeights {
  /// The replicate variance of the total of one variable.
  func varianceOfTotal(_ values: [Double]) throws -> Double {
    let matrix = Matrix(columns: [values])
    return try variance.variances(of: totals(of: matrix), fullSample: [fullTotal(values)])[0]
  }

  func fullTotal(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The replicate variance of the mean of one variable.
  func varianceOfMean(_ values: [Double]) throws -> Double {
    let ones = [Double](repeating: 1, count: values.count)
    let sums = totals(of: Matrix(columns: [values, ones]))
    let means = Matrix(rows: sums.rows, columns: 1) { r, _ in sums[r, 0] / sums[r, 1] }
    return try variance.variances(of: means, fullSample: [fullTotal(values) / fullTotal(ones)])[0]
  }

  func sumsOfWeights() -> [Double] {
    totals(of: Matrix(columns: [[Double](repeating: 1, count: rowCount)])).elements
  }
}
