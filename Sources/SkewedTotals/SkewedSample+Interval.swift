extension SkewedSample {
  /// A confidence interval for the population's total of a skewed, non-negative amount.
  ///
  /// The rule, with m positive amounts (their effective number where weights differ):
  ///
  /// 1. Every unit observed: the total itself.
  /// 2. Fewer than ten different positive amounts: the studentised bootstrap, and the finding
  ///    ``SkewedInterval/Finding/tailNotIdentified(_:)``.
  /// 3. Gamma, Weibull, lognormal and Pareto laws are fitted to the positive amounts; the one of largest likelihood is taken,
  ///    a Pareto law only if it has a mean (α > 1). If it came first without one, that is a finding.
  /// 4. The law fails the Anderson-Darling test at 5 %: in a sample of one stratum the envelope of the studentised bootstraps of the
  ///    sample and of the sample with a generalised Pareto tail, and the finding; in several strata, whose amounts together are no
  ///    sample of one law, the studentised bootstrap.
  /// 5. m < 40: the lower limit of the studentised bootstrap; the upper limit at which the mean of two p-values is half of the error
  ///    probability, the bootstrap's and that of the law's ratio of estimate to total. With few amounts the bootstrap alone rests on
  ///    resamples that have hardly any spread, and the law alone on a test that can hardly refuse it.
  /// 6. m ≥ 40: the envelope of the studentised bootstrap and of the law's limits given the coefficient of variation.
  ///
  /// In several strata the finding is also made where one unit makes more than half of the estimated variance. The lower limit is raised to the observed sum where it falls below.
  /// - Parameters:
  ///   - replicates: B; (B + 1)(1 - level)/2 should be a whole number.
  ///   - seed: The limits are a function of the sample and the seed, on any number of threads.
  /// > Source: Rüschendorf (1982) and Vovk and Wang (2020) for step 5; Berger and Boos (1994) for envelopes; Polansky (2000),
  /// > Canadian Journal of Statistics 28, 501-516, for bootstrap-t intervals from small samples.
  /// > The study of its coverage is the executable `skewed-coverage`.
  public func interval(
    level: Double = 0.95, replicates: Int = 999, seed: UInt64 = 1
  ) throws(SkewedTotalError) -> SkewedInterval {
    try Self.check(level: level)
    guard Double(replicates + 1) * (1 - level) >= 2 - 1e-9, replicates < 1 << 24 else {
      throw .invalidSetting(
        name: "the number of replicates", value: Double(replicates),
        expected: "at least 2/(1 - level) - 1, and fewer than 16,777,216")
    }
    let choice = IntervalRule(sample: self, level: level, replicates: replicates, seed: seed).choice()
    let lower = max(choice.limits.lower, observedSum)
    return SkewedInterval(
      estimate: estimate, standardError: standardError, level: level, observedSum: observedSum, lower: lower,
      upper: max(choice.limits.upper, lower), method: choice.method, diagnostics: TailDiagnostics(self),
      findings: choice.reason.map { [.tailNotIdentified($0)] } ?? [])
  }

  /// The limits of the studentised bootstrap alone, against which the rule is compared.
  public func studentizedBootstrapLimits(
    level: Double = 0.95, replicates: Int = 999, seed: UInt64 = 1
  ) -> (lower: Double, upper: Double) {
    let statistics = StudentizedBootstrap(self).statistics(replicates, seed: seed)
    let limits = Limits(PlausibleTotals(studentized: statistics, of: self), level: level)
    return (limits.lower, limits.upper)
  }
}
