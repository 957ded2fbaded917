import ExtendedPrecision

extension PointEstimates.Point {
  /// The design variance over the variance of the same statistic in a simple random sample of n units.
  ///
  /// ```
  /// V_srs = N² (1 - n/N) S²_z / n      S²_z = n / (n - 1) Σ_k w_k (z_k - z̄)² / Σ w      N = Σ w
  /// ```
  /// with the score z and the sums over the rows of the estimate's own group; with replacement the factor 1 - n/N is left
  /// out. nil where the group has fewer than two rows, more rows than its weights stand for, or no spread.
  /// > Source: Kish (1965), section 8.2; the convention is that of R `svymean(deff = TRUE)`.
  func designEffect(_ variance: Double, _ sample: SampleTables, _ reference: DesignEffectReference) -> Double? {
    guard value != nil, sampleSize > 1 else { return nil }
    let (n, size) = (DoubleDouble(sampleSize), sample.total(sample.moments.layout.one, over: cells))
    let uncovered = reference == .withReplacement ? DoubleDouble.one : (size - n) / size
    guard uncovered.value >= 0 else { return nil }
    let spread = scoreVariance(sample, size: size) * n / (n - .one)
    let simple = size * size * uncovered * spread / n
    return simple.value > 0 ? variance / simple.value : nil
  }

  /// `Σ_k w_k (z_k - z̄)² / Σ w`, zero where it cancels to below the rounding error of its terms.
  private func scoreVariance(_ sample: SampleTables, size: DoubleDouble) -> DoubleDouble {
    var terms = [[Score.Term]](repeating: [], count: sample.moments.cells.count)
    for part in score.parts {
      for cell in part.cells { terms[cell] += part.terms }
    }
    var (squares, magnitude, total) = (DoubleDouble.zero, DoubleDouble.zero, DoubleDouble.zero)
    for cell in cells {
      for a in terms[cell] {
        total += a.coefficient * sample.sums[cell][a.variable]
        for b in terms[cell] {
          let term = a.coefficient * b.coefficient * sample.weightedProduct(a.variable, b.variable, cell)
          squares += term
          magnitude += term.magnitude
        }
      }
    }
    let mean = total / size
    let result = squares / size - mean * mean
    let rounding = (magnitude / size + mean * mean).value * 0x1p-98
    return result.value <= rounding ? .zero : result
  }
}

extension SampleTables {
  fileprivate func weightedProduct(_ a: Int, _ b: Int, _ cell: Int) -> DoubleDouble {
    guard let pair = moments.layout.weightedPairs.position(of: .init(a, b)) else {
      preconditionFailure("the plan keeps the products of a request with a design effect")
    }
    return weightedSums[cell][pair]
  }
}
