/// Costs period by period in constant prices, period 0 being that of the entry into force.
///
/// Benefits and savings are negative costs. Periods are years, or parts of years with a rate divided like them.
public struct CostStream: Sendable, Hashable {
  /// C_t, T amounts, T the horizon.
  public let costs: [Double]

  /// - Throws: ``RegulatoryCostError`` where there are none or one is not finite.
  public init(_ costs: [Double]) throws(RegulatoryCostError) {
    guard !costs.isEmpty else { throw .noYears }
    for (t, cost) in costs.enumerated() {
      try cost.require("the cost", of: "period \(t)", "a finite number") { _ in true }
    }
    self.costs = costs
  }

  /// A cost once at the entry into force and another in every period of the horizon, the first one included.
  /// - Parameter horizon: T, periods.
  public init(oneOff: Double, recurring: Double, horizon: Int) throws(RegulatoryCostError) {
    precondition(horizon > 0, "a horizon of \(horizon) periods")
    try self.init((0..<horizon).map { $0 == 0 ? oneOff + recurring : recurring })
  }

  /// T.
  public var horizon: Int { costs.count }

  /// `Σ_t C_t (1 + r)^-t`, in money of period 0.
  public func presentValue(at rate: DiscountRate) -> Double {
    costs.enumerated().reduce(0) { $0 + $1.element * rate.factor(after: $1.offset) }
  }

  /// The constant amount in each period of the horizon, the first one included, that is worth as much.
  ///
  /// ```
  /// A = PV / a        a = (1 + r)/r (1 - (1 + r)^-T)
  /// ```
  /// With the direct costs to business less their direct benefits it is the equivalent annual net direct cost to business (EANDCB).
  /// > Source: HM Government, Better Regulation Framework Manual, on the EANDCB.
  public func equivalentAnnualCost(at rate: DiscountRate) -> Double {
    presentValue(at: rate) / rate.annuityFactor(periods: horizon, firstPayment: .now)
  }
}
