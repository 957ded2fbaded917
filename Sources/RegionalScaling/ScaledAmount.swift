/// An area's amount by one method, with the parts of its error and intervals that stay above zero.
public struct ScaledAmount: Sendable, Hashable {
  public struct Interval: Sendable, Hashable {
    public let lower: Double
    public let upper: Double
  }

  public let method: RegionalMethod
  /// With the rest it adds to the region's amount.
  public let value: Double
  /// Of the rest of the region.
  public let rest: Double
  /// Before the parts were made to add.
  public let unadjusted: Double
  /// √ of the mean squared error before; nil where a part of it is not known.
  public let unadjustedRootMeanSquaredError: Double?
  public let error: RegionalError
  /// From the sample alone, as if all regions had the same rates.
  public let samplingInterval: Interval
  /// With all parts; nil where one is not known.
  public let interval: Interval?
  /// Groups of cells whose rate comes from all cells, because no firm of the group is in the sample.
  public let borrowedRates: Int

  /// √ of the mean squared error; nil where a part of it is not known.
  public var rootMeanSquaredError: Double? { error.meanSquaredError?.squareRoot() }

  init(_ amount: BenchmarkedAmount, between: BetweenRegions?, registerError: Double, level: Double) {
    let register = (registerError * amount.value) * (registerError * amount.value)
    let before = (registerError * amount.unadjusted) * (registerError * amount.unadjusted)
    var unadjusted = amount.unadjustedError
    unadjusted.register = before
    (method, value, rest, borrowedRates) = (amount.method, amount.value, amount.rest, amount.borrowed)
    self.unadjusted = amount.unadjusted
    unadjustedRootMeanSquaredError = unadjusted.meanSquaredError?.squareRoot()
    error = RegionalError(
      sampling: amount.samplingVariance, betweenRegions: amount.betweenRegions, ownFirms: amount.ownFirms,
      register: register)
    let square = amount.value * amount.value
    let spread = LogarithmicSpread(
      value: amount.value, sampling: amount.samplingVariance / square,
      known: (amount.samplingVariance + amount.ownFirms) / square + registerError * registerError,
      between: amount.betweenRegions.map { $0 / square }, between)
    samplingInterval = spread.samplingInterval(level: level)
    interval = spread.interval(level: level)
  }
}
