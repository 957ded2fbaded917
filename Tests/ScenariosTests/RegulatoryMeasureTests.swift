import Documents
import Scenarios
import Testing
import TradeImpact

@Suite struct RegulatoryMeasureTests {
  private func measure(_ keys: String) throws -> RegulatoryMeasure {
    var text = ScenarioText()
    text.market = "EU\n\(keys.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))"
    return try text.scenario().measure
  }

  @Test func whatFormsAskIsReadWhereTheFileSaysIt() throws {
    let particulars = try measure(
      """
      agency: {zh: 委员会, en: Commission}
      published: 2013-08-22
      requests:
        - {zh: 推迟, en: postpone}
      """
    ).particulars
    #expect(particulars.agency == LocalizedText(zh: "委员会", en: "Commission"))
    #expect(particulars.published?.description == "2013-08-22")
    #expect(particulars.requests.map(\.en) == ["postpone"])
    #expect(particulars.background == nil && particulars.internationalStandard == nil)
  }

  @Test func aTextInOneLanguageIsAnError() {
    #expect(throws: DocumentError.self) { try measure("agency: Commission") }
    #expect(throws: DocumentError.self) { try measure("agencies: {zh: 委员会, en: Commission}") }
  }

  @Test func aSourceMayBeInBothLanguages() throws {
    var text = ScenarioText()
    text.exposure = text.exposure.replacing("source: s}", with: "source: {zh: 年鉴, en: yearbook}}")
    #expect(try text.scenario().exposure.markets[0].exports.source == LocalizedText(zh: "年鉴", en: "yearbook"))
    #expect(try ScenarioText().scenario().exposure.markets[0].exports.source == LocalizedText(zh: "s", en: "s"))
  }
}
