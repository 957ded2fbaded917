import Glibc
import RegulatoryCosts
import Testing

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }

@Suite struct DelayHorizonTests {
  /// Both readings by the definition: present values of the two streams, one shifted.
  @Test(arguments: [0, 1, 3, 6, 9], DelayHorizon.allCases)
  func gainIsTheDifferenceOfPresentValues(delay: Int, horizon: DelayHorizon) throws {
    let rate = try DiscountRate(0.07)
    let stream = try CostStream([500, 80, 90, -30, 60, 20])
    let kept = horizon == .moving ? stream.costs[...] : stream.costs.prefix(max(6 - delay, 0))
    let later = kept.enumerated().reduce(0) { $0 + $1.element * pow(1.07, -Double($1.offset + delay)) }
    let gain = stream.gain(ofDelay: delay, at: rate, horizon: horizon)
    #expect(abs(gain - (stream.presentValue(at: rate) - later)) <= 1e-9 * stream.presentValue(at: rate))
  }

  /// Of a constant cost a fixed end saves the first s discounted terms.
  @Test(arguments: [1, 2, 5, 10]) func fixedEndSavesTheFirstTerms(delay: Int) throws {
    let rate = try DiscountRate(0.03)
    let constant = try CostStream(oneOff: 0, recurring: 100, horizon: 10)
    let terms = 100 * rate.annuityFactor(periods: delay, firstPayment: .now)
    #expect(isClose(constant.gain(ofDelay: delay, at: rate, horizon: .fixedEnd), terms))
  }

  @Test func aCostThatComesOnceIsWorthLessLater() throws {
    let rate = try DiscountRate(0.03)
    let once = try CostStream(oneOff: 1000, recurring: 0, horizon: 10)
    for horizon in DelayHorizon.allCases {
      #expect(isClose(once.gain(ofDelay: 2, at: rate, horizon: horizon), 1000 * (1 - pow(1.03, -2))))
    }
    #expect(isClose(once.gain(ofDelay: 10, at: rate, horizon: .fixedEnd), 1000))
  }

  /// 100 a year over ten years at 3 %: 100, and 878.61 × (1 - 1/1.03) = 25.59.
  @Test func theTwoReadingsDiffer() throws {
    let rate = try DiscountRate(0.03)
    let constant = try CostStream(oneOff: 0, recurring: 100, horizon: 10)
    #expect(isClose(constant.gain(ofDelay: 1, at: rate, horizon: .fixedEnd), 100))
    #expect(abs(constant.gain(ofDelay: 1, at: rate, horizon: .moving) - 25.59) <= 5e-3)
  }

  @Test func withoutDiscountingOnlyAFixedEndSaves() throws {
    let rate = try DiscountRate(0)
    let stream = try CostStream([5, 7, 11])
    #expect(stream.gain(ofDelay: 1, at: rate, horizon: .moving) == 0)
    #expect(stream.gain(ofDelay: 1, at: rate, horizon: .fixedEnd) == 11)
    #expect(stream.gain(ofDelay: 9, at: rate, horizon: .fixedEnd) == 23)
  }
}
