/// Strata, what a unit of each costs, and how precise several totals have to be.
///
/// ```
/// min Σ_h c_h n_h    subject to    Σ_h N_h² S_jh² (1/n_h - 1/N_h) <= (CV_j Y_j)²,    l_h <= n_h <= u_h <= N_h
/// ```
/// With t_h = 1/n_h the constraints are linear and the cost is convex: the least cost is one number, and every allocation
/// that has it is an optimum.
/// > Source: Bethel (1989), Survey Methodology 15, 47-57.
public struct PrecisionRequirements: Sendable, Hashable {
  /// H names.
  public let strata: [String]
  /// N_h, H counts.
  public let populationSizes: [Double]
  /// c_h, H positive costs of a unit.
  public let unitCosts: [Double]
  /// J targets.
  public let targets: [PrecisionTarget]
  /// l_h...u_h in whole units; u_h never exceeds N_h.
  public let limits: [ClosedRange<Double>]

  /// - Parameters:
  ///   - strata: H names.
  ///   - populationSizes: N_h, at least 1.
  ///   - unitCosts: c_h; nil where all units cost 1, so that the cost is the sample size.
  ///   - targets: J totals and the coefficients of variation they may have.
  ///   - limits: Minima are rounded up and maxima down to whole units, and both stop at N_h.
  /// - Throws: ``MultivariateAllocationError`` naming target and stratum.
  public init(
    strata: [String], populationSizes: [Double], unitCosts: [Double]? = nil, targets: [PrecisionTarget],
    limits: AllocationLimits = AllocationLimits(minimum: 2)
  ) throws(MultivariateAllocationError) {
    let frame = try Self.frame(strata, populationSizes)
    (self.strata, self.populationSizes) = (strata, populationSizes)
    self.unitCosts = try Self.costs(unitCosts ?? strata.map { _ in 1 }, of: frame)
    self.limits = try Self.wholeLimits(limits, of: frame)
    guard !targets.isEmpty else { throw .noTargets }
    for target in targets {
      try target.requireUsable(strata: strata)
      try target.requireWithinRange(strata: strata, populationSizes: populationSizes)
    }
    self.targets = targets
  }

  private static func frame(
    _ strata: [String], _ sizes: [Double]
  ) throws(MultivariateAllocationError) -> StratumSummary {
    let zeros = strata.map { _ in 0.0 }
    let frame: StratumSummary
    do {
      frame = try StratumSummary(labels: strata, populationSizes: sizes, means: zeros, standardDeviations: zeros)
    } catch { throw .strata(error) }
    guard let h = sizes.firstIndex(where: { $0 < 1 }) else { return frame }
    throw .stratumBelowOneUnit(stratum: strata[h], size: sizes[h])
  }

  private static func costs(
    _ costs: [Double], of frame: StratumSummary
  ) throws(MultivariateAllocationError) -> [Double] {
    do { return try frame.checkedCosts(costs) } catch { throw .strata(error) }
  }

  private static func wholeLimits(
    _ limits: AllocationLimits, of frame: StratumSummary
  ) throws(MultivariateAllocationError) -> [ClosedRange<Double>] {
    let ranges: [ClosedRange<Double>]
    do { ranges = try limits.resolved(for: frame) } catch { throw .strata(error) }
    var whole: [ClosedRange<Double>] = []
    for (h, range) in ranges.enumerated() {
      let highest = min(range.upperBound, frame.populationSizes[h]).rounded(.down)
      // A minimum between ⌊N_h⌋ and N_h means all there is.
      let lowest = min(range.lowerBound.rounded(.up), frame.populationSizes[h].rounded(.down))
      guard lowest <= highest, highest >= 1 else {
        throw .noWholeNumberWithinLimits(
          stratum: frame.labels[h], minimum: range.lowerBound, maximum: range.upperBound)
      }
      whole.append(lowest...highest)
    }
    return whole
  }
}

extension PrecisionTarget {
  func requireUsable(strata: [String]) throws(MultivariateAllocationError) {
    guard coefficientOfVariation > 0, coefficientOfVariation.isFinite else {
      throw .targetNotPositive(target: name, coefficientOfVariation: coefficientOfVariation)
    }
    guard total != 0, total.isFinite else { throw .totalNotUsable(target: name, total: total) }
    guard standardDeviations.count == strata.count else {
      throw .deviationsMissing(target: name, count: standardDeviations.count, strata: strata.count)
    }
    if let h = standardDeviations.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .deviationNotUsable(target: name, stratum: strata[h], value: standardDeviations[h])
    }
  }

  /// `N_h S_jh / (CV_j Y_j)`.
  func relativeSpread(in h: Int, size: Double) -> Double {
    size * (standardDeviations[h] / abs(coefficientOfVariation * total))
  }

  /// The square is used, and targets are scaled; so the range is much narrower than that of numbers.
  func requireWithinRange(strata: [String], populationSizes: [Double]) throws(MultivariateAllocationError) {
    for (h, size) in populationSizes.enumerated() where standardDeviations[h] > 0 {
      let spread = relativeSpread(in: h, size: size)
      guard spread > 1e-60, spread < 1e60 else { throw .outOfRange(target: name, stratum: strata[h]) }
    }
  }
}
