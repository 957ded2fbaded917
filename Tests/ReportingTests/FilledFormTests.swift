import Reporting
import Testing
import TradeImpact

@Suite struct FilledFormTests {
  private func text(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

  private var form: FilledForm {
    FilledForm(
      id: "form", title: text("表", "Form"), introduction: [text("说明", "What it is")],
      parts: [
        .init(
          title: text("一", "Part 1"),
          fields: [
            .init(
              label: text("内容", "Content"),
              answers: [
                .item(text("甲 < 乙", "a < b")), .missing(text("日期", "Date")), .text(text("段落", "A paragraph")),
                .blank(text("背景", "background")),
              ])
          ])
      ], isSynthetic: true)
  }

  @Test func markdownHasAHeadingAFieldAndMarksWhatIsMissing() {
    #expect(
      MarkdownFormRenderer(.en).text(form).hasSuffix(
        """
        What it is

        ## Part 1

        ### Content

        - a \\< b
        - **Date: \\[to be completed\\]**

        A paragraph

        **\\[to be completed: background\\]**

        """))
    #expect(MarkdownFormRenderer(.zh).text(form).contains("- **日期：（待填写）**\n\n段落\n\n**（待填写：背景）**"))
    #expect(MarkdownFormRenderer(.zh).text(form).hasPrefix("# 表\n\n> **合成数据："))
  }

  @Test func aPageHasTheFormAfterItsTables() {
    let report = YearlyReport(title: text("题", "Title"), tables: [], forms: [form])
    let page = HTMLReportRenderer(.en).text(report)
    #expect(page.contains("<section id=\"form\">"))
    #expect(
      page.contains("<dt>Content</dt><dd><ul><li>a &lt; b</li><li class=\"blank\">Date: [to be completed]</li></ul>"))
    #expect(page.contains("<p class=\"blank\">[to be completed: background]</p>"))
    #expect(page.firstRange(of: "id=\"tables\"")!.lowerBound < page.firstRange(of: "id=\"form\"")!.lowerBound)
  }
}
