import Glibc

/// What exporters sell when a measure raises their cost and buyers' demand has a constant elasticity.
///
/// ```
/// q'/q = (1 + θ c)^ε        c added cost a unit over price, θ the part that buyers pay, ε < 0
/// ```
/// The price before the measure is 1, so quantities are values at that price. What buyers do not pay the firms bear.
public struct ConstantElasticityResponse: Sendable, Hashable {
  /// X, money at the price before.
  public let baseline: Double
  /// X q'/q, money at the price before.
  public let counterfactual: Double
  /// X (1 - q'/q), the exports that are lost, money at the price before.
  public let lostExports: Double
  /// c X q'/q, what meeting the measure costs, money.
  public let complianceCost: Double
  /// (1 - θ) c X q'/q, the part of it that the firms bear, money.
  public let absorbedCost: Double
  /// θ c X q'/q, the part that buyers pay, money.
  public let passedOnCost: Double

  /// - Parameters:
  ///   - exports: X, money, 0 or more.
  ///   - costRise: c, a fraction, above -1; negative where a measure is withdrawn.
  ///   - passThrough: θ, from 0 to 1.
  ///   - elasticity: ε, 0 or less.
  /// - Throws: `TradeEquilibriumError.parameter`.
  public init(
    exports: Double, costRise: Double, passThrough: Double, elasticity: Double
  ) throws(TradeEquilibriumError) {
    try exports.require("exports", "a number of 0 or more") { $0 >= 0 && $0.isFinite }
    try costRise.require("the cost rise", "a fraction above -1") { $0 > -1 && $0.isFinite }
    try passThrough.require("the pass-through", "a fraction from 0 to 1") { 0 <= $0 && $0 <= 1 }
    try elasticity.require("the elasticity of demand", "a number of 0 or less") { $0 <= 0 && $0.isFinite }
    let logarithm = elasticity * log1p(passThrough * costRise)
    baseline = exports
    counterfactual = exports * exp(logarithm)
    // Not a difference of both: small responses keep their digits.
    lostExports = -exports * expm1(logarithm)
    complianceCost = costRise * counterfactual
    passedOnCost = passThrough * complianceCost
    absorbedCost = (1 - passThrough) * complianceCost
  }
}
