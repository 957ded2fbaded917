/// How amounts of firms lie about the rate of their cell: what a handful of firms in a region cannot tell of itself.
///
/// ```
/// y_k = R_g x_k + e_k      E e_k² = φ_c x_k²      φ_c = Σ w e² / Σ w x²   over the firms of class c in the country
/// ```
/// A region's own variance estimate misses the tail in the very samples whose total misses it, so that errors look small where
/// they are large, and a choice by estimated error would choose the unlucky. The variances here are the expected ones under
/// the model: the rate's part as in the sample, and the deviations' part from φ.
/// > Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, section 12.2, on anticipated variances; Rao
/// > and Molina (2015), Small Area Estimation, section 6.4.1, on smoothed sampling variances.
struct AmountModel: Sendable {
  private let sample: RegionalSample
  /// R_g x_k.
  private let expected: [Double]
  /// w² (1 - f) φ_c x_k²: what a_k² adds to a variance.
  private let spread: [Double]
  /// Σ w e² / Σ w x of every class: a region's firms' own deviations, a unit of its exports.
  private let noise: [Double]
  private let classes: CellGrouping

  init(_ sample: RegionalSample, _ rates: SyntheticRates, classes: CellGrouping) {
    let expected = (0..<sample.count).map { rates.rate(ofCell: sample.cells[$0]) * sample.exports[$0] }
    var (residuals, squares) = (
      [Double](repeating: 0, count: classes.groupCount), [Double](repeating: 0, count: classes.groupCount)
    )
    var exports = residuals
    for k in 0..<sample.count {
      let (group, weight, x) = (classes.groupOfCell[sample.cells[k]], sample.units.weights[k], sample.exports[k])
      let residual = sample.amounts[k] - expected[k]
      residuals[group] += weight * residual * residual
      squares[group] += weight * x * x
      exports[group] += weight * x
    }
    spread = (0..<sample.count).map { k in
      let group = classes.groupOfCell[sample.cells[k]]
      guard squares[group] > 0 else { return 0 }
      let squared = residuals[group] / squares[group] * sample.exports[k] * sample.exports[k]
      return sample.units.varianceFactor(k) * squared
    }
    noise = zip(residuals, exports).map { $1 > 0 ? $0 / $1 : 0 }
    (self.sample, self.expected, self.classes) = (sample, expected, classes)
  }

  /// The expected sampling variance of an estimate, `V(a R x + b x) + Σ w² (1 - f) a² φ x²`.
  func variance(_ amount: LinearizedAmount) -> Double {
    let predictable = (0..<sample.count).map { k in
      amount.amountFactors[k] * expected[k] + amount.exportFactors[k] * sample.exports[k]
    }
    return (0..<sample.count).reduce(sample.units.variance(ofTotal: predictable)) { sum, k in
      sum + spread[k] * amount.amountFactors[k] * amount.amountFactors[k]
    }
  }

  /// The variance of a region's true amount about its rates: `Σ_U φ x²`, from its exports by cell.
  func noise(ofArea area: Int, _ register: RegisterExports) -> Double {
    let exports = register.totals(ofAreas: [area], by: classes)
    return zip(noise, exports).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
