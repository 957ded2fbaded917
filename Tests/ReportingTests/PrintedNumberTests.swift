import Reporting
import Testing

@Suite struct PrintedNumberTests {
  @Test(arguments: [
    ("约为 692.08亿元", "692.08", 8), ("1.67万亿元", "1.67", 12), ("38 %", "38", -2), ("0.9个百分点", "0.9", -2),
    ("92,873.9亿元人民币", "92873.9", 8), ("50万元", "50", 4),
  ])
  func numeralAndUnitAreFoundInThePrintedText(_ text: String, _ numeral: String, _ exponent: Int) throws {
    let found = try #require(PrintedNumber(text))
    #expect(found.numeral == numeral)
    #expect(found.exponent == exponent)
  }

  @Test func aBareNumberIsInTheUnitOfItsColumn() throws {
    let found = try #require(PrintedNumber("16.136"))
    #expect(found.exponent == nil)
    #expect(found.decimals == 3)
    #expect(abs(found.value(in: .percent) - 0.16136) < 1e-15)
  }

  @Test(arguments: ["40%-60%", "约有三分之一", "—", "", "1.2.3"])
  func rangesWordsAndDashesAreNoNumber(_ text: String) {
    #expect(PrintedNumber(text) == nil)
  }
}
