import Testing
import TradeImpact

@Suite struct CauseCountingTests {
  @Test func everyYuanStandsOnceWhereCountingIsAdditive() {
    for mask in 0..<16 {
      let named = (0..<4).map { mask >> $0 & 1 == 1 }
      for primary in [nil] + named.indices.map({ $0 }) {
        for counting in CauseCounting.allCases where counting.isAdditive {
          let parts = counting.parts(named: named, primary: primary)
          #expect(parts.count == 5)
          #expect(abs(parts.reduce(0, +) - 1) <= 1e-15, "\(counting) \(named)")
        }
      }
    }
  }

  @Test func severalCausesAreDividedOrHaveOneOrCountEverywhere() {
    let named = [true, false, true]
    #expect(CauseCounting.fractional.parts(named: named, primary: 2) == [0.5, 0, 0.5, 0])
    #expect(CauseCounting.primary.parts(named: named, primary: 2) == [0, 0, 1, 0])
    #expect(CauseCounting.anyMention.parts(named: named, primary: 2) == [1, 0, 1, 0])
  }

  @Test func aFirmThatSaysNothingHasNoCauseStated() {
    for counting in CauseCounting.allCases {
      #expect(counting.parts(named: [false, false], primary: nil) == [0, 0, 1], "\(counting)")
    }
    #expect(CauseCounting.primary.parts(named: [true, false], primary: nil) == [0, 0, 1])
  }
}
