/// An area's amount made to add with the rest of its region to the region's own estimate.
///
/// ```
/// Y_a* = f Y_a      f = Y_p / S      S = Y_a + Y_rest      π = Y_a / S
/// dY_a* = f (1 - π) dY_a - f π dY_rest + π dY_p
/// ```
/// The region's amount is taken from its own firms, so rates that differ between regions bear on the division alone.
/// > Source: Rao and Molina (2015), section 6.4.6, ratio benchmarking.
struct BenchmarkedAmount {
  let method: RegionalMethod
  /// Before.
  let unadjusted: Double
  let unadjustedError: RegionalError
  /// Y_a*.
  let value: Double
  /// Y_p - Y_a*.
  let rest: Double
  let samplingVariance: Double
  let betweenRegions: Double?
  let ownFirms: Double
  let borrowed: Int

  /// nil where the parts have no amount to divide by.
  init?(_ wanted: AmountByMethod, rest others: [AmountByMethod], region: LinearizedAmount, _ model: AmountModel) {
    let others = others.dropFirst().reduce(others[0]) { $0.joined(with: $1) }
    let sum = wanted.amount.value + others.amount.value
    guard sum > 0 else { return nil }
    let factor = region.value / sum
    let part = wanted.amount.value / sum
    let adjusted =
      wanted.amount.scaled(by: factor * (1 - part)) - others.amount.scaled(by: factor * part)
      + region.scaled(by: part)
    method = wanted.method
    unadjusted = wanted.amount.value
    unadjustedError = RegionalError(
      sampling: model.variance(wanted.amount), betweenRegions: wanted.betweenRegions,
      ownFirms: wanted.ownFirms, register: 0)
    value = factor * wanted.amount.value
    rest = region.value - value
    samplingVariance = model.variance(adjusted)
    if wanted.method.dividesRegion {
      (betweenRegions, ownFirms) = (wanted.betweenRegions, wanted.ownFirms)
    } else {
      let (own, foreign) = (factor * factor * (1 - part) * (1 - part), factor * factor * part * part)
      betweenRegions = wanted.betweenRegions.flatMap { mine in
        others.betweenRegions.map { own * mine + foreign * $0 }
      }
      ownFirms = own * wanted.ownFirms + foreign * others.ownFirms
    }
    borrowed = wanted.borrowed
  }
}

extension RegionalMethod {
  /// Whether the parts add to the region as they are, and the part's error between regions is that of a division already.
  fileprivate var dividesRegion: Bool {
    switch self {
    case .proportional, .bySector, .bySectorAndSize: true
    case .nationalRates, .direct, .composite, .fayHerriot: false
    }
  }
}

extension AmountByMethod {
  /// Two areas together, whose rates deviate on their own.
  fileprivate func joined(with other: AmountByMethod) -> AmountByMethod {
    AmountByMethod(
      method: method, amount: amount + other.amount,
      betweenRegions: betweenRegions.flatMap { own in other.betweenRegions.map { own + $0 } },
      ownFirms: ownFirms + other.ownFirms, borrowed: borrowed + other.borrowed)
  }
}
