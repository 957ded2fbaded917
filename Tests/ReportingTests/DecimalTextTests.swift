import Reporting
import Testing

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (0.285, 2, 0, "29"), (0.19685, 2, 2, "19.69"), (1.005, 0, 2, "1.01"), (69_208_000_000, -8, 2, "692.08"),
    (999.995, 0, 2, "1,000.00"), (9.99, 0, 0, "10"), (0.05, 0, 0, "0"), (0.5, 0, 0, "1"), (1e-20, 0, 3, "0.000"),
    (1_234_567, 0, 0, "1,234,567"), (1e22, 0, 0, "10,000,000,000,000,000,000,000"), (0, 0, 1, "0.0"),
  ])
  func numbersAreMovedAndRoundedInDecimal(_ value: Double, _ power: Int, _ decimals: Int, _ text: String) {
    #expect(DecimalText(value).moved(by: power).text(decimals: decimals) == text)
  }

  @Test func negativeNumbersHaveAMinusSignAndRoundAwayFromZero() {
    #expect(DecimalText(-1234.5).text(decimals: 0) == "−1,235")
  }

  @Test func whatRoundsToZeroHasNoSign() {
    #expect(DecimalText(-0.004).text(decimals: 2, signed: true) == "0.00")
    #expect(DecimalText(-0.0).text(decimals: 1) == "0.0")
  }

  @Test func differencesAboveZeroHaveAPlusSign() {
    #expect(DecimalText(0.5).text(decimals: 1, signed: true) == "+0.5")
  }

  @Test(arguments: [(0.95, "95"), (0.999, "99.9"), (0.9, "90")])
  func plainTextHasNoMoreDigitsThanNeeded(_ level: Double, _ text: String) {
    #expect(DecimalText(level).moved(by: 2).plain == text)
  }

  @Test func printedZerosAreKept() {
    #expect(DecimalText(numeral: "40.0").text(decimals: 1) == "40.0")
    #expect(DecimalText(numeral: "0.40").text(decimals: 2) == "0.40")
  }

  @Test func roundingAgreesWithTheNearestDoubleForManyValues() {
    for i in 0..<2000 {
      let value = Double(i) * 0.37
      let shown = Double(DecimalText(value).text(decimals: 3, grouped: false))!
      #expect(abs(shown - value) <= 0.0005 + 1e-12)
    }
  }
}
