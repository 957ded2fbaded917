/// How an interval is chosen from the data; ``SkewedSample/interval(level:replicates:seed:)`` states it.
struct IntervalRule {
  let sample: SkewedSample
  let level: Double
  let replicates: Int
  let seed: UInt64

  struct Choice {
    let method: SkewedInterval.Method
    let limits: Limits
    var reason: SkewedInterval.Reason?
  }
}

extension IntervalRule {
  /// Fewer different amounts cannot tell one law from another, nor fit a tail.
  static let positivesNeeded = 10
  /// From here a sample's variance is estimated well enough to condition on.
  static let positivesForConditioning = 40.0

  func choice() -> Choice {
    guard !sample.isCensus else {
      return Choice(method: .census, limits: Limits(lower: sample.estimate, upper: sample.estimate))
    }
    guard sample.estimate > 0 else { return nothingObserved }
    let amounts = PositiveAmounts(sample)
    guard amounts.distinctCount >= Self.positivesNeeded else { return bootstrapAlone(amounts.distinctCount) }
    let ranked = PositiveLaw.allCases.compactMap { LawFit($0, amounts) }
      .sorted { $0.logLikelihood > $1.logLikelihood }
    guard let fit = ranked.first(where: \.hasMean) else { return bootstrapAlone(amounts.distinctCount) }
    var choice = choice(fit, amounts)
    choice.reason = choice.reason ?? (amounts.strataCount == 1 ? infiniteMean(ranked[0]) : dominatedVariance)
    return choice
  }

  private func choice(_ fit: LawFit, _ amounts: PositiveAmounts) -> Choice {
    let test = AndersonDarling(fit, amounts)
    guard !test.rejects else {
      // Amounts of several strata are no sample of one law, so that there is no tail to fit.
      guard amounts.strataCount == 1 else { return Choice(method: .studentizedBootstrap, limits: bootstrap) }
      return withTail(amounts, .noLawFits(closest: fit.law, statistic: test.statistic, critical: test.critical))
    }
    return amounts.effectiveCount < Self.positivesForConditioning
      ? pooledUpperLimit(fit, amounts) : withLaw(fit, amounts)
  }

  private func infiniteMean(_ closest: LawFit) -> SkewedInterval.Reason? {
    closest.hasMean ? nil : .meanMayBeInfinite(tailIndex: closest.shape)
  }

  /// A standard error that rests on one unit says little about the others.
  private var dominatedVariance: SkewedInterval.Reason? {
    let share = sample.largestVarianceShare
    return share > 0.5 ? .oneUnitMakesTheVariance(share: share) : nil
  }
}

// MARK: Methods

extension IntervalRule {
  private var resampled: PlausibleTotals {
    PlausibleTotals(studentized: StudentizedBootstrap(sample).statistics(replicates, seed: seed), of: sample)
  }

  private var bootstrap: Limits { Limits(resampled, level: level) }

  private var nothingObserved: Choice {
    Choice(
      method: .studentizedBootstrap, limits: Limits(lower: sample.estimate, upper: .infinity),
      reason: .noPositiveAmount)
  }

  private func bootstrapAlone(_ distinct: Int) -> Choice {
    Choice(
      method: .studentizedBootstrap, limits: bootstrap,
      reason: .fewPositiveAmounts(distinct: distinct, needed: Self.positivesNeeded))
  }

  private func pooledUpperLimit(_ fit: LawFit, _ amounts: PositiveAmounts) -> Choice {
    let simulated = FittedPopulation(sample, amounts, fit: fit).replicates(replicates, seed: seed)
    let resampled = self.resampled
    let pool = resampled.pooled(with: PlausibleTotals(ratio: simulated, of: sample))
    return Choice(
      method: .pooledUpperLimit(fit.law),
      limits: Limits(lower: Limits(resampled, level: level).lower, upper: Limits(pool, level: level).upper))
  }

  private func withLaw(_ fit: LawFit, _ amounts: PositiveAmounts) -> Choice {
    let simulated = FittedPopulation(sample, amounts, shapesAround: fit).replicates(replicates, seed: seed)
    let law = Limits(PlausibleTotals(conditional: simulated, of: sample), level: level)
    return Choice(method: .bootstrapWithLaw(fit.law), limits: bootstrap.envelope(law))
  }

  private func withTail(_ amounts: PositiveAmounts, _ reason: SkewedInterval.Reason) -> Choice {
    guard let population = FittedPopulation(sample, amounts) else {
      return Choice(method: .studentizedBootstrap, limits: bootstrap, reason: reason)
    }
    let simulated = population.replicates(replicates, seed: seed)
    let tail = Limits(PlausibleTotals(studentized: simulated, of: sample), level: level)
    return Choice(method: .bootstrapWithTail, limits: bootstrap.envelope(tail), reason: reason)
  }
}
