/// Sample sizes with the cost and the precision that they give.
public struct PlannedSizes: Sendable, Hashable {
  public let requirements: PrecisionRequirements
  /// n_h, H numbers in the order of the strata.
  public let sampleSizes: [Double]
  /// What each target's coefficient of variation will be, J fractions.
  public let coefficientsOfVariation: [Double]

  /// - Precondition: one sample size a stratum, not negative and at most N_h.
  public init(of requirements: PrecisionRequirements, sampleSizes: [Double]) {
    precondition(sampleSizes.count == requirements.strata.count, "one sample size a stratum")
    (self.requirements, self.sampleSizes) = (requirements, sampleSizes)
    let ratios = RelativeVariances(of: requirements).exactValues(at: sampleSizes)
    // The root and the product keep the order of numbers: a ratio of at most 1 gives no more than the target.
    coefficientsOfVariation = zip(requirements.targets, ratios).map {
      $0.coefficientOfVariation * $1.squareRoot()
    }
  }

  /// n = Σ n_h.
  public var sampleSize: Double { sampleSizes.reduce(0, +) }

  /// Σ c_h n_h.
  public var cost: Double { zip(requirements.unitCosts, sampleSizes).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Strata of which every unit is taken.
  public var takesAll: [Bool] { zip(sampleSizes, requirements.populationSizes).map { $0 >= $1 } }

  /// Coefficient of variation over its target, J numbers; at most 1 where it is met.
  public var ratios: [Double] {
    zip(coefficientsOfVariation, requirements.targets).map { $0 / $1.coefficientOfVariation }
  }

  /// The target that is missed by most, or met most narrowly.
  public var largestRatio: Double { ratios.reduce(0, max) }

  public var meetsEveryTarget: Bool {
    zip(coefficientsOfVariation, requirements.targets).allSatisfy { $0 <= $1.coefficientOfVariation }
  }
}
