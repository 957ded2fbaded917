import LinearAlgebra
import Weighting

/// The variance of a total of weighted scores under stratified multistage sampling.
///
/// ```
/// V = Σ_h (1 - f_h) n_h / (n_h - 1) Σ_i (u_i - ū_h)² + Σ_i f_h V_i
/// ```
/// > Source: Cochran (1977), section 11.8.
struct DesignVariance {
  struct Stage {
    let stratum: [Int32]
    let unit: [Int32]
    /// N_h by row; nil with replacement.
    let populationSize: [Double]?
  }
  let stages: [Stage]

  static func simple(strata: [Int32], populationSize: [Double]?) -> DesignVariance {
    DesignVariance(
      stages: [Stage(stratum: strata, unit: (0..<Int32(strata.count)).map { $0 }, populationSize: populationSize)])
  }

  /// - Parameter scores: The scores as they stand for each stage, from 1.
  func variance(_ scores: (_ stage: Int) -> [Double]) -> Double {
    variance(Array(stages[0].unit.indices), stage: 0, scores)
  }

  private func variance(_ rows: [Int], stage: Int, _ scores: (Int) -> [Double]) -> Double {
    guard stage < stages.count else { return 0 }
    let (design, u) = (stages[stage], scores(stage + 1))
    return Dictionary(grouping: rows) { design.stratum[$0] }.sorted { $0.key < $1.key }.reduce(0) { sum, stratum in
      let units = Dictionary(grouping: stratum.value) { design.unit[$0] }.sorted { $0.key < $1.key }.map(\.value)
      let n = Double(units.count)
      let fraction = design.populationSize.map { n / $0[stratum.value[0]] } ?? 0
      let totals = units.map { $0.reduce(0) { $0 + u[$1] } }
      let mean = totals.reduce(0, +) / n
      let spread = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let own = n > 1 ? (1 - fraction) * n / (n - 1) * spread : 0
      return sum + own + fraction * units.reduce(0) { $0 + variance($1, stage: stage + 1, scores) }
    }
  }
}

/// Totals and means with standard errors, from weights and what their steps leave of scores.
struct Estimator {
  let design: DesignVariance
  let weights: ChainedWeights

  func total(_ y: [Double]) -> (value: Double, standardError: Double) {
    (zip(weights.weights, y).reduce(0) { $0 + $1.0 * $1.1 }, standardError(y))
  }

  func mean(_ y: [Double]) -> (value: Double, standardError: Double) {
    let size = weights.weights.reduce(0, +)
    let mean = zip(weights.weights, y).reduce(0) { $0 + $1.0 * $1.1 } / size
    return (mean, standardError(y.map { ($0 - mean) / size }))
  }

  private func standardError(_ z: [Double]) -> Double {
    let scores = Matrix(columns: [zip(weights.weights, z).map { $0 * $1 }])
    let variance = design.variance { stage in weights.residuals(of: scores, forStage: stage).elements }
    return variance.squareRoot()
  }
}
