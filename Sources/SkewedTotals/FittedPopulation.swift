/// Populations drawn from laws fitted to a sample, each with a sample of the same design.
///
/// A replicate is the estimate, its standard error and the population's true total, all from one draw, so that the total
/// of a finite population is what the intervals cover, not a mean of a law.
package struct FittedPopulation {
  private let tables: [QuantileTable]
  private let strata: [SimulatedStratum]
  /// Strata taken in full: in every total and every estimate.
  private let certain: Double

  package struct Replicate {
    package let estimate: Double
    package let standardError: Double
    package let total: Double
  }
}

extension FittedPopulation {
  /// - Parameters:
  ///   - tables: Of each law, at scale 1.
  ///   - scales: By law and group.
  init(_ sample: SkewedSample, _ amounts: PositiveAmounts, tables: [QuantileTable], scales: [[Double]]) {
    self.tables = tables
    certain = sample.strata.lazy.filter(\.isCensus).flatMap(\.values).reduce(0, +)
    let drawn = zip(sample.strata, amounts.groupOfStratum).count { !$0.isCensus && $1 != nil }
    strata = sample.strata.enumerated().compactMap { h, stratum in
      guard !stratum.isCensus, let group = amounts.groupOfStratum[h] else { return nil }
      return SimulatedStratum(stratum, index: h, among: drawn, scales: scales.map { $0[group] })
    }
  }

  /// The laws take turns, an equal number of replicates each.
  package func replicates(_ count: Int, seed: UInt64) -> [Replicate] {
    (0..<count).map { replicate($0, law: $0 * tables.count / count, seed: seed) }
  }

  private func replicate(_ index: Int, law: Int, seed: UInt64) -> Replicate {
    var sums = SimulatedStratum.Sums()
    for stratum in strata { sums.add(stratum.sums(tables[law], law: law, replicate: index, seed: seed)) }
    return Replicate(
      estimate: sums.estimate + certain, standardError: sums.variance.squareRoot(), total: sums.total + certain)
  }
}

// MARK: Which laws

extension FittedPopulation {
  /// The law of largest likelihood alone.
  package init(_ sample: SkewedSample, _ amounts: PositiveAmounts, fit: LawFit) {
    self.init(sample, amounts, tables: [QuantileTable(fit.law, shape: fit.shape)], scales: [fit.scales])
  }

  /// The law at shapes as uncertain as the fitted one: log(shape) normal with the error of maximum likelihood, at the
  /// midpoints of fifteen equally probable classes.
  init(_ sample: SkewedSample, _ amounts: PositiveAmounts, shapesAround fit: LawFit) {
    let shapes = fit.plausibleShapes(effectiveCount: amounts.effectiveCount)
    self.init(
      sample, amounts, tables: shapes.map { QuantileTable(fit.law, shape: $0) },
      scales: shapes.map { fit.law.scales(of: amounts, shape: $0) })
  }

  /// The amounts themselves below a threshold and a generalised Pareto law above, both relative to their group's mean.
  /// - Returns: `nil` where the amounts above the threshold are equal.
  init?(_ sample: SkewedSample, _ amounts: PositiveAmounts) {
    let means = amounts.groups.map(\.mean)
    let relative = zip(amounts.groups, means).flatMap { group, mean in group.amounts.map { $0.value / mean } }.sorted()
    guard let tail = ExceedanceTail(ascending: relative) else { return nil }
    self.init(sample, amounts, tables: [QuantileTable(ascending: relative, tail: tail)], scales: [means])
  }
}
