import ScenarioReports
import Testing

@Suite struct RoundedTextTests {
  private let dollars = RoundedText(currency: "USD")

  @Test func digitsFollowTheIntervalAndTheNumber() {
    let cost = dollars.amount(431_016_601, 268_608_733, 588_518_951)
    #expect(cost.zh == "4.3（2.7至5.9）亿美元")
    #expect(cost.en == "USD 430 million (270 to 590 million)")
    let loss = dollars.amount(898_351_987, 316_736_239, 1_867_761_089)
    #expect(loss.zh == "9.0（3.2至18.7）亿美元")
    #expect(loss.en == "USD 900 million (320 to 1,870 million)")
  }

  @Test func aKnownAmountHasNoInterval() {
    #expect(dollars.amount(9_340_000_000, 9_339_999_999.99, 9_340_000_000.01).zh == "93.4亿美元")
    #expect(RoundedText(currency: "CNY").amount(12_000, 12_000, 12_000).zh == "1.2万元")
    #expect(RoundedText(currency: "CNY").amount(0, 0, 0).en == "CNY 0")
  }

  @Test func negativeAmountsKeepTheirSign() {
    #expect(dollars.amount(-153_000_000, -200_000_000, -111_000_000).zh == "−1.53（−2.00至−1.11）亿美元")
  }

  @Test(arguments: [(0.139820, "14%"), (0.02796, "2.8%"), (0.9254, "93%"), (1.0, "100%"), (0.0, "0.0%")])
  func sharesHaveTwoDigits(_ value: Double, _ text: String) {
    #expect(RoundedText.percent(value) == text)
  }
}
