import Populations
import RandomStreams
import Testing

@Suite struct WholeCountsTests {
  @Test(arguments: 0..<5) func wholeCountsMeetEveryMarginAndStayNear(_ seed: Int) throws {
    let (cells, margins, _) = RakingTests.problem(seed)
    let raked = try raked(cells, to: margins)
    let counts = try wholeCounts(near: raked, margins: margins)
    for margin in margins { #expect(margin.sums(counts.map(Double.init)) == margin.targets) }
    #expect(zip(counts, raked).allSatisfy { abs(Double($0) - $1) < 2 })
  }

  @Test func wholeCellsStay() throws {
    let (_, margins, truth) = RakingTests.problem(3)
    #expect(try wholeCounts(near: truth, margins: margins) == truth.map { Int($0) })
  }

  @Test func ceilingsHold() throws {
    let margins = [Margin("all", [0, 0, 0], [4])]
    #expect(try wholeCounts(near: [1.9, 1.05, 1.05], margins: margins, ceilings: [1, 2, 2]) == [1, 2, 1])
  }

  @Test func marginsOutOfReachAreAnError() {
    let margins = [Margin("all", [0, 0], [5])]
    #expect(throws: PopulationError.self) { try wholeCounts(near: [1, 2], margins: margins, ceilings: [1, 2]) }
  }

  // MARK: Printed shares

  /// k of n firms print as P when the percentage, rounded in whole numbers with halves upward, is P.
  @Test(arguments: [1, 2]) func sharesPrintAsRoundingSays(_ decimals: Int) {
    let scale = decimals == 1 ? 1000 : 10_000
    for firms in [1, 7, 96, 1000, 1207] {
      for affected in 0...firms {
        let units = (2 * scale * affected + firms) / (2 * firms)
        let percent = Double(units) / Double(scale / 100)
        #expect(PrintedShare(percent: percent, decimals: decimals).prints(affected, of: firms))
        #expect(!PrintedShare(percent: percent + 100 / Double(scale), decimals: decimals).prints(affected, of: firms))
      }
    }
  }

  @Test func someClassSizesHaveNoSuchShare() {
    let share = PrintedShare(percent: 16.13, decimals: 2)
    #expect(share.affected(of: 1000) == nil)
    #expect(share.affected(of: 31) == 5...5)
  }

  /// The largest and the next level settle the sums; every level prints as its share.
  @Test(arguments: [5000, 12_750, 80_000]) func levelsPrintAndAddUp(_ firms: Int) throws {
    let shares = [16.13, 22.62, 31.2, 23.49].map { PrintedShare(percent: $0, decimals: 2) }
    let printable = PrintableCounts(margin: "A", year: 2019, shares: shares, base: [0.04, 0.12, 0.79, 0.05])
    let whole = LevelCount(firms: firms, affected: Int((0.2827 * Double(firms)).rounded()))
    let counts = try printable.counts(of: whole)
    #expect(counts.reduce(0) { $0 + $1.firms } == whole.firms)
    #expect(counts.reduce(0) { $0 + $1.affected } == whole.affected)
    for (count, share) in zip(counts, shares) { #expect(share.prints(count.affected, of: count.firms)) }
  }

  @Test func aWholeOutsideItsPartsIsAnError() {
    let shares = [16.13, 18.05].map { PrintedShare(percent: $0, decimals: 2) }
    let printable = PrintableCounts(margin: "product group", year: 2019, shares: shares, base: [1, 1])
    let error = #expect(throws: PopulationError.self) {
      try printable.counts(of: LevelCount(firms: 10_000, affected: 1968))
    }
    #expect("\(error!)".contains("product group, 2019: 19.68 % cannot be a mean of shares between"))
  }
}
