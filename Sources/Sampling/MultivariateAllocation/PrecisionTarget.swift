/// How precise the total of one variable in one domain has to be.
///
/// Units outside the domain count with the value zero, so that a domain may cut through strata: the S_jh are those of the
/// variable so extended. Where the domain is a set of strata they are the S_h within it and zero elsewhere.
/// > Source: Bethel (1989), Survey Methodology 15, 47-57; domains as in Cochran (1977), section 2.13.
public struct PrecisionTarget: Sendable, Hashable {
  /// What the error messages call it, such as `exports, mining`.
  public let name: String
  /// CV_j, a fraction: 0.05 for 5 %.
  public let coefficientOfVariation: Double
  /// Y_j, in the unit of the variable; not 0.
  public let total: Double
  /// S_jh, one a stratum in the unit of the variable, divisor N_h - 1.
  public let standardDeviations: [Double]

  public init(name: String, coefficientOfVariation: Double, total: Double, standardDeviations: [Double]) {
    (self.name, self.coefficientOfVariation) = (name, coefficientOfVariation)
    (self.total, self.standardDeviations) = (total, standardDeviations)
  }

  /// The total of a summarized variable; a domain that cuts strata is one whose values are zero outside of it.
  public init(name: String, coefficientOfVariation: Double, of strata: StratumSummary) {
    self.init(
      name: name, coefficientOfVariation: coefficientOfVariation, total: strata.total,
      standardDeviations: strata.standardDeviations)
  }

  /// The total of a summarized variable in some of the strata.
  /// - Precondition: one mark a stratum.
  public init(name: String, coefficientOfVariation: Double, of strata: StratumSummary, within domain: [Bool]) {
    precondition(domain.count == strata.count, "one mark a stratum")
    self.init(
      name: name, coefficientOfVariation: coefficientOfVariation,
      total: zip(strata.totals, domain).reduce(0) { $1.1 ? $0 + $1.0 : $0 },
      standardDeviations: zip(strata.standardDeviations, domain).map { $1 ? $0 : 0 })
  }
}
