import Glibc

/// A measure expressed as the tariff, a fraction of the price, that would do the same, with its standard error.
public struct AdValoremEquivalent: Sendable, Hashable {
  public let value: Double
  /// By the delta method.
  public let standardError: Double

  /// What firms say: added cost over export value, `c = C / X`.
  /// - Parameters:
  ///   - covariance: Of the two estimates, from one survey.
  ///   - exports: X, positive, in the unit of `addedCost`.
  public init(
    addedCost: Double, exports: Double, varianceOfCost: Double, varianceOfExports: Double, covariance: Double
  ) throws(TradeEquilibriumError) {
    try exports.require("exports", "a positive number") { $0 > 0 && $0.isFinite }
    try addedCost.require("the added cost", "a number of 0 or more") { $0 >= 0 && $0.isFinite }
    let ratio = addedCost / exports
    let variance = varianceOfCost - 2 * ratio * covariance + ratio * ratio * varianceOfExports
    value = ratio
    standardError = max(variance, 0).squareRoot() / exports
  }

  /// From a gravity equation of quantities with a dummy variable for the measure: `(e^b - 1) / ε`.
  /// - Parameters:
  ///   - coefficient: b.
  ///   - elasticity: ε of import demand, negative, taken as known.
  /// > Source: Kee, Nicita and Olarreaga (2009), The Economic Journal 119, 172-199.
  public init(
    quantityCoefficient coefficient: Double, standardError: Double, elasticity: Double
  ) throws(TradeEquilibriumError) {
    try elasticity.require("the elasticity of import demand", "a negative number") { $0 < 0 && $0.isFinite }
    value = expm1(coefficient) / elasticity
    self.standardError = exp(coefficient) * standardError / -elasticity
  }

  /// From an equation of prices: `e^b - 1`.
  public init(priceCoefficient coefficient: Double, standardError: Double) {
    value = expm1(coefficient)
    self.standardError = exp(coefficient) * standardError
  }
}
