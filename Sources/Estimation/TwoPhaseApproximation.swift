import LinearAlgebra
import Sampling

/// The older variance of a two-phase sample: the first phase from expanded deviations, plus the second.
///
/// ```
/// V₁ = Σ_h (1 - f_h) n_h / (n_h - 1) Σ_{i ∈ s₂h} (p_i u_i - û_h / n_h)² / p_i        û_h = Σ_{i ∈ s₂h} u_i
/// ```
/// with n_h first-phase units of stratum h, p_i the share of them in the second phase, and u_i the totals weighted by both
/// phases; V₂ is the variance of the second phase given the first. Biased by a few per cent where strata are small.
/// > Source: R `twophase(method = "approx")`; Särndal, Swensson and Wretman (1992), section 9.4.
struct TwoPhaseApproximation: TotalCovariance {
  struct FirstPhase: Sendable {
    /// By row of the second phase.
    let unitOfRow: [Int]
    let stratumOfRow: [Int]
    let strata: [SampledStratum]
  }
  let first: FirstPhase
  /// p_i by row of the second phase.
  let secondFractions: [Double]
  let second: MultistageCovariance

  func covariance(
    present: [Bool], ofTotals rows: (_ stage: Int) -> any MatrixBlocks
  ) throws(EstimationError) -> Matrix {
    let weighted = rows(1).matrix
    return firstPhase(weighted) + (try second.covariance(present: present, ofTotals: rows))
  }

  private func firstPhase(_ weighted: Matrix) -> Matrix {
    let units = Dictionary(grouping: weighted.rowIndices) { first.unitOfRow[$0] }
    let members = units.keys.sorted()
    let strata = members.map { first.stratumOfRow[units[$0]![0]] }
    let fractions = members.map { secondFractions[units[$0]![0]] }
    let totals = Matrix(rows: members.count, columns: weighted.columns) { i, a in
      units[members[i]]!.reduce(0) { $0 + weighted[$1, a] }
    }
    let means = stratumMeans(totals, strata)
    let deviations = Matrix(rows: members.count, columns: weighted.columns) { i, a in
      let spread = (fractions[i] * totals[i, a] - means[strata[i]]![a]) / fractions[i].squareRoot()
      return spread * first.strata[strata[i]].leverage.value.squareRoot()
    }
    return deviations.crossProduct()
  }

  /// û_h / n_h by stratum.
  private func stratumMeans(_ totals: Matrix, _ strata: [Int]) -> [Int: [Double]] {
    var means: [Int: [Double]] = [:]
    for (i, stratum) in strata.enumerated() {
      let size = Double(first.strata[stratum].sampleSize)
      let sums = means[stratum] ?? [Double](repeating: 0, count: totals.columns)
      means[stratum] = sums.indices.map { sums[$0] + totals[i, $0] / size }
    }
    return means
  }
}

extension Matrix {
  fileprivate var rowIndices: Range<Int> { 0..<rows }
}
