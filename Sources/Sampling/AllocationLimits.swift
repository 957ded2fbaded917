/// How few and how many units of each stratum a sample may take.
///
/// A minimum above N_h means N_h: two units cannot be asked of a stratum that has one.
public struct AllocationLimits: Sendable, Hashable {
  /// One value for all strata or H of them; units.
  public let minima: [Double]
  /// One value for all strata or H of them; units.
  public let maxima: [Double]
  /// Whether n_h stops at N_h, so that a stratum whose share is larger is taken in full.
  public let capsAtPopulation: Bool

  public init(minima: [Double] = [0], maxima: [Double] = [.infinity], capsAtPopulation: Bool = true) {
    (self.minima, self.maxima, self.capsAtPopulation) = (minima, maxima, capsAtPopulation)
  }

  public init(minimum: Double, maximum: Double = .infinity, capsAtPopulation: Bool = true) {
    self.init(minima: [minimum], maxima: [maximum], capsAtPopulation: capsAtPopulation)
  }

  /// The formula as it stands, even where it asks for more units than there are.
  public static let none = AllocationLimits(capsAtPopulation: false)
  /// Strata whose share exceeds N_h are taken in full and the rest is divided anew.
  public static let takeAll = AllocationLimits()

  /// The limits of every stratum.
  func resolved(for strata: StratumSummary) throws(SamplingPlanError) -> [ClosedRange<Double>] {
    let lowest = try Self.spread(minima, over: strata, what: "minima")
    let highest = try Self.spread(maxima, over: strata, what: "maxima")
    var result: [ClosedRange<Double>] = []
    for (h, size) in strata.populationSizes.enumerated() {
      guard lowest[h] >= 0, lowest[h] <= highest[h] else {
        throw .minimumAboveMaximum(stratum: strata.labels[h], minimum: lowest[h], maximum: highest[h])
      }
      let cap = capsAtPopulation ? size : .infinity
      result.append(min(lowest[h], cap)...min(highest[h], cap))
    }
    return result
  }

  private static func spread(
    _ values: [Double], over strata: StratumSummary, what: String
  ) throws(SamplingPlanError) -> [Double] {
    if values.count == 1 { return [Double](repeating: values[0], count: strata.count) }
    guard values.count == strata.count else {
      throw .unequalLengths(what: what, count: values.count, strata: strata.count)
    }
    return values
  }
}
