import LinearAlgebra
import Regression

/// A stratified sample of clusters at one stage, as far as these tests need it.
struct SmallDesign {
  let weights: [Double]
  /// By row.
  let strata: [String]
  let units: [String]
  /// By row: units of the stratum in the population; nil: with replacement.
  let populationSizes: [Double]?

  /// Sampled units by stratum, in order of appearance.
  private func sampledUnits(_ mask: [Bool]? = nil) -> [(stratum: String, units: [String])] {
    var result: [(stratum: String, units: [String])] = []
    for row in weights.indices where mask?[row] ?? true {
      let place = result.firstIndex { $0.stratum == strata[row] } ?? result.count
      if place == result.count { result.append((strata[row], [])) }
      if !result[place].units.contains(units[row]) { result[place].units.append(units[row]) }
    }
    return result
  }

  /// Units less strata that have a member in the domain.
  func degreesOfFreedom(_ mask: [Bool]? = nil) -> Double {
    sampledUnits(mask).reduce(0) { $0 + Double($1.units.count) - 1 }
  }

  /// `Σ_h (1 - f_h) n_h / (n_h - 1) Σ_i (t_hi - t̄_h)(t_hi - t̄_h)'` of the weighted totals t_hi.
  func covariance(_ scores: Matrix) -> Matrix {
    var result = Matrix(rows: scores.columns, columns: scores.columns)
    for (stratum, units) in sampledUnits() {
      let totals = unitTotals(scores, stratum, units)
      let n = Double(units.count)
      let size = populationSizes.map { sizes in strata.firstIndex(of: stratum).map { sizes[$0] } ?? 0 }
      result = result + (1 - (size.map { n / $0 } ?? 0)) * n / (n - 1) * totals.crossProduct()
    }
    return result
  }

  /// Units × q weighted totals less their mean.
  private func unitTotals(_ scores: Matrix, _ stratum: String, _ units: [String]) -> Matrix {
    var totals = Matrix(rows: units.count, columns: scores.columns)
    for row in weights.indices where strata[row] == stratum {
      guard let unit = units.firstIndex(of: self.units[row]) else { continue }
      for j in 0..<scores.columns { totals[unit, j] += weights[row] * scores[row, j] }
    }
    let means = (0..<scores.columns).map { totals.column($0).reduce(0, +) / Double(units.count) }
    return Matrix(rows: totals.rows, columns: totals.columns) { totals[$0, $1] - means[$1] }
  }

  var linearized: DesignCovariance { .linearized { scores in covariance(scores.matrix) } }

  /// The jackknife that leaves out one unit, of a design without strata, centered at the full sample.
  var jackknife: DesignCovariance {
    let left = sampledUnits().flatMap(\.units)
    let factor = Double(left.count) / Double(left.count - 1)
    return .replicated(count: left.count) { replicate in
      weights.indices.map { units[$0] == left[replicate] ? 0 : factor * weights[$0] }
    } spread: { estimates, full in
      let deviations = Matrix(rows: estimates.rows, columns: estimates.columns) { estimates[$0, $1] - full[$1] }
      return 1 / factor * deviations.crossProduct()
    }
  }

  /// Covariances of means over a domain: of `Σ w y / Σ w`, by columns of n values.
  func covariance(ofMeans columns: [[Double]]) -> Matrix {
    let size = weights.reduce(0, +)
    let means = columns.map { column in zip(weights, column).reduce(0) { $0 + $1.0 * $1.1 } / size }
    return covariance(
      Matrix(rows: weights.count, columns: columns.count) { (columns[$1][$0] - means[$1]) / size })
  }
}
