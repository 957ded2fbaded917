import TableAudit
import Testing

struct IntervalTests {
  @Test(arguments: [("19.68", 19.675, 19.685), ("15.40", 15.395, 15.405), ("34.1", 34.05, 34.15), ("7", 6.5, 7.5)])
  func aPrintedNumberStandsForHalfAUnitAround(_ text: String, _ lower: Double, _ upper: Double) throws {
    let interval = try #require(PrintedNumeral(text)).interval
    #expect(abs(interval.lower - lower) < 1e-12 && abs(interval.upper - upper) < 1e-12)
  }

  @Test(arguments: ["", "—", "1.2.3", "12a", ".", "-"]) func otherTextIsNoNumber(_ text: String) {
    #expect(PrintedNumeral(text) == nil)
  }

  @Test func arithmeticHoldsEveryResult() {
    let (a, b) = (RoundingInterval(1, 2), RoundingInterval(-3, 4))
    #expect(a + b == RoundingInterval(-2, 6))
    #expect(a - b == RoundingInterval(-3, 5))
    #expect(a * b == RoundingInterval(-6, 8))
    #expect(b / a == RoundingInterval(-3, 4))
    #expect(a / b == RoundingInterval(-.infinity, .infinity))
  }

  @Test func intervalsThatTouchMeet() {
    #expect(RoundingInterval(19.65, 19.75).gap(to: RoundingInterval(19.75, 19.85)) == 0)
    #expect(RoundingInterval(19.65, 19.75).gap(to: RoundingInterval(19.76, 19.85)) > 0)
  }

  @Test func noNumberRoundsToTwoNeighbors() {
    let (a, b) = (PrintedNumeral("24.5")!.interval, PrintedNumeral("24.6")!.interval)
    #expect(a.gap(to: b) == 0 && !a.overlaps(b))
    #expect(PrintedNumeral("42.05")!.interval.overlaps(PrintedNumeral("42")!.interval))
    #expect(RoundingInterval(exactly: 96).overlaps(RoundingInterval(exactly: 96)))
  }

  @Test func wholeCountsAreExactAndHedgesAreOpen() {
    let count = cell("n", "3970", unit: "notifications")
    #expect(count.interval(of: count.numeral!) == RoundingInterval(3970, 3970))
    let over = PublishedCell(
      id: "x", file: "t", measure: "m", qualifier: "over", unit: PublishedUnit("percent_of_firms"),
      numeral: PrintedNumeral("30"))
    #expect(over.interval(of: over.numeral!).upper == .infinity)
  }

  @Test func unitsHaveAScaleAndAThing() {
    #expect(PublishedUnit("CNY_1e8").scale == 1e8 && PublishedUnit("CNY_1e12").dimension == "CNY")
    #expect(PublishedUnit("share_of_firms").dimension == PublishedUnit("percent_of_firms").dimension)
    #expect(PublishedUnit("share_of_firms").scale == 100)
  }
}

struct DigitEditTests {
  @Test(arguments: [
    ("193.68", "19.68", DigitEdit.dropped), ("131.63", "131.36", .transposed), ("614.5", "619.5", .replaced),
    ("5.8", "15.8", .inserted), ("16.136", "161.36", .movedPoint),
  ])
  func aSlipLeadsFromOneToTheOther(_ printed: String, _ meant: String, _ edit: DigitEdit) throws {
    let edits = try #require(PrintedNumeral(printed)).singleEdits
    #expect(edits.contains { $0.numeral.text == meant && $0.edit == edit })
  }

  @Test func everyEditIsADifferentNumberWrittenAsNumbersAre() throws {
    let edits = try #require(PrintedNumeral("10.5")).singleEdits.map(\.numeral)
    #expect(Set(edits).count == edits.count)
    #expect(
      edits.allSatisfy {
        $0.value != 10.5 && !$0.text.hasPrefix(".") && (!$0.text.hasPrefix("0") || $0.text.hasPrefix("0."))
      })
  }
}
