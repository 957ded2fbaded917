import Reporting
import Testing
import TradeImpact

/// Columns of words beside columns of numbers.
@Suite struct WordsInTablesTests {
  private let table = ReportTable(
    id: "words", title: LocalizedText(zh: "表", en: "Table"), rowLabel: LocalizedText(zh: "行", en: "Row"),
    isSynthetic: false,
    confidenceLevel: 0.9, intervalLabel: LocalizedText(zh: "90%区间", en: "90% range"),
    rows: [.init(code: "a", label: LocalizedText(zh: "甲", en: "A"))],
    columns: [
      .init(
        code: "value", label: LocalizedText(zh: "数", en: "Value"), measure: "value", unit: .count, decimals: 1,
        companions: [.interval]),
      .init(code: "source", label: LocalizedText(zh: "来源", en: "Source"), measure: "words", unit: .count, decimals: 0),
    ],
    cells: [
      [
        Cell(value: 2, lower: 1, upper: 3, method: "m"),
        .words(LocalizedText(zh: "统计年鉴", en: "yearbook | of statistics")),
      ]
    ])

  @Test func wordsAreInTheLanguageOfTheText() {
    #expect(MarkdownTableRenderer(.zh).text(table).contains("| 甲 | 2.0 | 1.0 – 3.0 | 统计年鉴 |"))
    #expect(MarkdownTableRenderer(.en).text(table).contains("| A | 2.0 | 1.0 – 3.0 | yearbook \\| of statistics |"))
    #expect(MarkdownTableRenderer(.en).text(table).contains("| --- | ---: | ---: | --- |"))
    #expect(JSONTableRenderer().text(table).contains("\"zh\": \"统计年鉴\""))
  }

  @Test func csvFilesHoldNumbersAlone() {
    #expect(CSVTableRenderer().text(table).contains("words,a,source,words,count,,,,,,,words,ok,\n"))
  }

  @Test func anIntervalHasTheNameThatItsTableGivesIt() {
    #expect(MarkdownTableRenderer(.zh).text(table).contains("| 90%区间 |"))
    #expect(MarkdownTableRenderer(.en).text(table).contains("| 90% range |"))
  }

  @Test func textIsAligned() {
    #expect(
      TextTableRenderer(.en).text(table)
        == """
        Table

        Row  Value  90% range                    Source
        ---  -----  ---------  ------------------------
        A      2.0  1.0 – 3.0  yearbook | of statistics

        """)
  }
}
