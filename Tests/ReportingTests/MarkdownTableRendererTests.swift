import Reporting
import Testing
import TradeImpact

@Suite struct MarkdownTableRendererTests {
  @Test func aTableShowsEstimateErrorsPublishedAndDifference() {
    #expect(
      MarkdownTableRenderer(.en).text(Samples.table()) == """
        # Direct loss by sector

        | Sector | Direct loss (CNY 100 million) | Standard error | CV (%) | 95% interval | Firms in sample | Published (CNY 100 million) | Difference (CNY 100 million) |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | Agricultural products | 45.74 | 5.12 | 11.2 | 35.70 – 55.80 | 1,024 | 50.0¹ | −4.26¹ |
        | \u{3000}Machinery | … | … | … | … | 0 | — | … |

        - … not defined (no firm in the sample, or a denominator of zero)
        - — not published
        - ¹ Table 2-2 prints 19.68.
        - Estimated with design weights.

        """)
  }

  @Test func bothLanguagesCarryTheSameNumbers() {
    let table = Samples.table(synthetic: true)
    let texts = Language.allCases.map { language in
      TablePresentation(table, language).lines.map { $0.entries.map(\.text) }
    }
    #expect(texts[0] == texts[1])
    for line in texts[0].joined() where line.contains(".") {
      for language in Language.allCases { #expect(MarkdownTableRenderer(language).text(table).contains(line)) }
    }
  }

  @Test func syntheticDataHaveABanner() {
    #expect(MarkdownTableRenderer(.zh).text(Samples.table(synthetic: true)).contains("\n> **合成数据："))
    #expect(MarkdownTableRenderer(.en).text(Samples.table(synthetic: true)).contains("\n> **SYNTHETIC DATA:"))
    #expect(!MarkdownTableRenderer(.zh).text(Samples.table()).contains("合成"))
  }

  @Test func textCannotBreakTheTable() {
    let table = Samples.table(title: Samples.text("a|b\n*c* <d>"))
    #expect(MarkdownTableRenderer(.en).text(table).hasPrefix("# a\\|b \\*c\\* \\<d\\>\n"))
  }

  @Test(arguments: [
    (Cell.published(0.1968, printed: "193.68"), DisplayUnit.percent, "193.68 [read as 19.68]"),
    (.published(0.4, printed: "40.0"), .percent, "40.0"),
    (.published(1.67e12, printed: "1.67万亿元"), .hundredMillionYuan, "16,700.00"),
    (.published(nil, printed: "40%-60%", lower: 0.4, upper: 0.6), .percent, "40%-60%"),
    (.published(0.3333, printed: "约有三分之一"), .percent, "33.33"),
    (.published(2.8739e11, printed: "92873.9亿元"), .hundredMillionYuan, "92,873.9 [read as 2,873.90]"),
    (.absent(.suppressed, method: "expansion"), .percent, "×"),
    (.absent(.notAsked, method: "expansion"), .percent, "·"),
  ])
  func publishedNumbersShowThePrintedDigitsAndAnotherReading(_ cell: Cell, _ unit: DisplayUnit, _ text: String) {
    #expect(Samples.shown(cell, unit: unit, decimals: 2, style: .published) == text)
  }

  @Test(arguments: [
    (123_456_789, DisplayUnit.yuan, 0, "123,456,789"), (123_456_789, .tenThousandYuan, 1, "12,345.7"),
    (123_456_789, .hundredMillionYuan, 2, "1.23"), (0.12345, .percent, 2, "12.35"), (0.12345, .fraction, 3, "0.123"),
    (24124, .firms, 0, "24,124"),
  ])
  func unitsMoveThePointInRenderingOnly(_ value: Double, _ unit: DisplayUnit, _ decimals: Int, _ text: String) {
    let cell = Cell(value: value, method: "expansion")
    #expect(Samples.shown(cell, unit: unit, decimals: decimals) == text)
    #expect(CSVTableRenderer().text(Samples.single(cell, unit: unit, decimals: 2)).contains(CSVText.number(value)))
  }

  @Test func zeroIsShownAsZeroAndUndefinedNever() {
    #expect(Samples.shown(Cell(value: 0, method: "expansion"), unit: .percent, decimals: 2) == "0.00")
    #expect(Samples.shown(.absent(.undefined, method: "expansion"), unit: .percent, decimals: 2) == "…")
  }
}
