import Glibc
import RegulatoryCosts
import Testing

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }

@Suite struct CostStreamTests {
  /// -100 + 60/1.1 + 60/1.21 = 500/121.
  @Test func presentValueIsThatByHand() throws {
    #expect(try isClose(CostStream([-100, 60, 60]).presentValue(at: DiscountRate(0.1)), 500 / 121.0))
    #expect(try CostStream([-100, 60, 60]).presentValue(at: DiscountRate(0)) == 20)
  }

  /// Tables of annuities: 8.3166 for ten payments at 3.5 %.
  @Test func annuityFactorsAreThoseOfTables() throws {
    let rate = try DiscountRate(0.035)
    #expect(abs(rate.annuityFactor(periods: 10, firstPayment: .afterOnePeriod) - 8.3166) <= 5e-5)
    #expect(abs(rate.annuityFactor(periods: 10, firstPayment: .now) - 8.6077) <= 5e-5)
    #expect(try DiscountRate(0).annuityFactor(periods: 7, firstPayment: .now) == 7)
  }

  @Test(arguments: [-0.02, 0, 1e-12, 0.03, 0.3], [1, 2, 10, 60])
  func annuityFactorsAreSumsOfFactors(rate: Double, periods: Int) throws {
    let rate = try DiscountRate(rate)
    let sum = (0..<periods).reduce(0) { $0 + rate.factor(after: $1) }
    #expect(isClose(rate.annuityFactor(periods: periods, firstPayment: .now), sum))
    #expect(isClose(rate.annuityFactor(periods: periods, firstPayment: .afterOnePeriod), sum * rate.factor(after: 1)))
  }

  @Test(arguments: [0, 0.03, 0.08]) func aConstantCostIsItsOwnEquivalent(rate: Double) throws {
    let constant = try CostStream(oneOff: 0, recurring: 42, horizon: 10)
    #expect(try isClose(constant.equivalentAnnualCost(at: DiscountRate(rate)), 42))
  }

  @Test func theEquivalentIsWorthAsMuch() throws {
    let rate = try DiscountRate(0.05)
    let uneven = try CostStream([900, 3, -20, 70, 0, 11])
    let even = try CostStream(oneOff: 0, recurring: uneven.equivalentAnnualCost(at: rate), horizon: 6)
    #expect(isClose(uneven.presentValue(at: rate), even.presentValue(at: rate)))
  }

  @Test func monthsCompoundToTheYear() throws {
    let year = try DiscountRate(0.08)
    #expect(isClose(year.divided(by: 12).factor(after: 12), year.factor(after: 1)))
    #expect(isClose(year.divided(by: 12).perPeriod, pow(1.08, 1 / 12.0) - 1))
  }

  @Test func impossibleNumbersAreNamed() {
    let error = #expect(throws: RegulatoryCostError.self) { try DiscountRate(3) }
    #expect(error?.description.contains("such as 0.03 for 3 %") == true)
    #expect(throws: RegulatoryCostError.noYears) { try CostStream([]) }
    let infinite = #expect(throws: RegulatoryCostError.self) { try CostStream([1, .infinity]) }
    #expect(infinite?.description == "the cost of period 1 is inf; give a finite number")
  }
}
