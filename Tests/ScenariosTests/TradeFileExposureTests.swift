import Scenarios
import TestSupport
import Testing

/// Exports summed from a file of trade.
@Suite struct TradeFileExposureTests {
  private let folder = TemporaryFolder()

  private func text(_ exports: String, hs: String = "[\"8517\", \"851762\", \"9018\"]") -> ScenarioText {
    let lines = """
      market,hs,year,exports,unit,source
      EU,851713,2019,10,亿元,s
      EU,851762,2019,20,亿元,s
      EU,901890,2019,5,亿元,s
      EU,841510,2019,700,亿元,s
      US,851762,2019,3,亿元,s
      US,901890,2019,,亿元,s
      JP,851762,2019,1000,万元,s
      """
    let path = folder.write("lines.csv", lines)
    var text = ScenarioText()
    text.market = "EU\n  hs: \(hs)"
    text.exposure = "  year: 2019\n  exports: {\(exports.replacingRange("FILE", with: path)), source: s}"
    return text
  }

  /// A line within two of the codes counts once; other codes and markets do not.
  @Test func linesOfTheCodesAndTheMarketAreSummed() throws {
    let result = try text("trade: FILE").result()
    #expect(abs(result.outcome(.exposedExports).mean - 35e8) <= 1e-6)
    #expect(result.scenario.inputs == ["\(folder.path)/lines.csv"])
  }

  @Test func marketsOfTheSurveyAreSumsOfTheirMembers() throws {
    var text = text("trade: FILE", hs: "[\"8517\"]")
    text.market = text.market.replacingRange("EU", with: "JP_KR")
    #expect(abs(try text.result().outcome(.exposedExports).mean - 1000e4) <= 1e-6)
  }

  @Test func unknownExportsAreNotTakenForNone() throws {
    var text = text("trade: FILE")
    text.market = text.market.replacingRange("EU", with: "US")
    #expect(text.message.hasSuffix("write a file whose exports of these codes are known; 1 of 2 lines have none"))
  }

  @Test func whatTheFileLacksIsAnError() throws {
    #expect(text("trade: FILE", hs: "[\"0101\"]").message.hasSuffix("write a file with exports of 0101 to EU"))
    #expect(
      text("trade: FILE", hs: "[]").message.hasSuffix(
        "write exports as an amount, or add measure: hs, the codes to sum the file over"))
    #expect(text("trade: FILE, year: 2018").message.contains("2018"))
  }
}
