/// Every area's own estimate, from its own firms alone: `Y_a = X_a Σ_a w y / Σ_a w x`.
struct DirectRates: Sendable {
  /// nil where the area has no firm in the sample.
  let amounts: [LinearizedAmount?]
  /// Their sampling variances.
  let variances: [Double?]

  init(_ sample: RegionalSample, _ register: RegisterExports, _ model: AmountModel) {
    let exports = register.areas.indices.map { area in
      sample.sums.exports.indices.contains(area) ? sample.sums.exports[area].reduce(0, +) : 0
    }
    amounts = exports.enumerated().map { area, weighted in
      guard weighted > 0 else { return nil }
      let own = sample.expansion(inAreas: [area])
      let rate = own.value / weighted
      let ratio = register.total(ofArea: area) / weighted
      return LinearizedAmount(
        value: ratio * own.value, amountFactors: own.amountFactors.map { ratio * $0 },
        exportFactors: own.amountFactors.map { -ratio * rate * $0 })
    }
    variances = amounts.map { $0.map(model.variance) }
  }
}
