import Glibc

/// What an amount a period later is worth less, for amounts in constant prices: `(1 + r)^-t`.
///
/// Rates differ between guidelines (the Green Book of the United Kingdom 3.5 %, the toolbox of the European Commission 3 %,
/// Chinese project appraisal commonly 8 %), so there is no default.
public struct DiscountRate: Sendable, Hashable {
  /// r, a fraction a period, above -1.
  public let perPeriod: Double

  /// - Parameter perPeriod: 0.03 for 3 %.
  /// - Throws: `RegulatoryCostError.parameter` where it is not above -1 and below 1: 3 for 3 % is an error.
  public init(_ perPeriod: Double) throws(RegulatoryCostError) {
    try perPeriod.require("the discount rate", "a fraction above -1 and below 1, such as 0.03 for 3 %") {
      -1 < $0 && $0 < 1
    }
    self.perPeriod = perPeriod
  }

  /// The rate that compounds to this one over `parts` equal parts of the period: of months for 12.
  public func divided(by parts: Int) -> DiscountRate {
    precondition(parts > 0, "\(parts) parts")
    return DiscountRate(checked: expm1(log1p(perPeriod) / Double(parts)))
  }

  private init(checked perPeriod: Double) { self.perPeriod = perPeriod }

  /// `(1 + r)^-t`.
  public func factor(after periods: Int) -> Double { exp(-Double(periods) * log1p(perPeriod)) }

  /// `1 - (1 + r)^-t`, the part of an amount that waiting saves; without cancellation for small rates.
  func savedPart(after periods: Int) -> Double { -expm1(-Double(periods) * log1p(perPeriod)) }

  /// The present value of 1 in each of T periods: `(1 - (1 + r)^-T) / r`, times 1 + r where the first payment is now.
  public func annuityFactor(periods: Int, firstPayment: FirstPayment) -> Double {
    precondition(periods > 0, "\(periods) periods")
    guard perPeriod != 0 else { return Double(periods) }
    let ordinary = savedPart(after: periods) / perPeriod
    return firstPayment == .now ? ordinary * (1 + perPeriod) : ordinary
  }

  public enum FirstPayment: Sendable, Hashable {
    /// In period 0, which is not discounted: an annuity due.
    case now
    /// In period 1: an ordinary annuity.
    case afterOnePeriod
  }
}
