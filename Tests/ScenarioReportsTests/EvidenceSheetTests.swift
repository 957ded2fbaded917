import Reporting
import ScenarioReports
import TestSupport
import Testing
import TradeImpact

@Suite struct EvidenceSheetTests {
  /// `trade-impact scenario run datasets/scenarios/eu-network-standby.yml --formats markdown` writes the two files anew.
  @Test(arguments: Language.allCases) func theNetworkStandbyCaseIsAsRead(_ language: Language) throws {
    let golden = Fixtures.package + "/Tests/ScenarioReportsTests/Golden/evidence.\(language.rawValue).md"
    let text = MarkdownFormRenderer(language).text(try Samples.report.get().evidence)
    #expect(text == String(decoding: try Fixtures.bytes(golden), as: UTF8.self))
  }

  private func markdown(_ language: Language, _ text: String) throws -> String {
    MarkdownFormRenderer(language).text(try Samples.report(text).evidence)
  }

  @Test func whatTheFileDoesNotSayIsAVisibleBlank() throws {
    let (zh, en) = (try markdown(.zh, Samples.text(delays: "[]")), try markdown(.en, Samples.text(delays: "[]")))
    for blank in [
      "**（待填写：姓名）**", "- **措施名称：（待填写）**", "- **评议截止期：（待填写）**", "**（待填写：至少4位的HS编码）**",
      "**（待填写：推迟生效或过渡期的年数及其价值）**", "**（待填写：中小企业是否受到影响及具体情况）**",
    ] { #expect(zh.contains(blank), "\(blank)") }
    #expect(en.contains("- **Final date for comments: \\[to be completed\\]**"))
    #expect(en.contains("**\\[to be completed: HS codes of 4 digits or more\\]**"))
  }

  @Test func theFormHasTheFieldsOfBothAppendices() throws {
    let form = try Samples.report.get().evidence
    #expect(
      form.parts[0].fields.map(\.label.zh) == [
        "姓名", "工作单位", "电话", "邮箱", "通报号", "关注内容", "背景情况", "评论意见", "结论与要求",
      ])
    #expect(form.parts[1].fields.count == 6)
    #expect(form.parts.count == 4)
  }

  @Test func absoluteAndRelativeImpactAreThoseOfTheReferences() throws {
    let text = MarkdownFormRenderer(.en).text(try Samples.report.get().evidence)
    // 93.4 of 668 and of 3,339.9.
    #expect(text.contains("14% of China's exports of electronic information products to the EU"))
    #expect(text.contains("2.8% of China's exports to the EU"))
  }
}
