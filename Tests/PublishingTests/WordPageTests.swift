import Publishing
import Reporting
import Testing
import TradeImpact

@Suite struct WordPageTests {
  private let pages = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { ($0, WordPage(DocumentSamples.report(), $0).text) })

  @Test func bothLanguagesShowTheSameNumbers() {
    let numbers = pages.mapValues { page in
      page.split(separator: "text-align: right\">").dropFirst().map { $0.prefix { $0 != "<" } }
        .filter { $0.first?.isNumber == true }
    }
    #expect(numbers[.zh] == ["1,234.57", "10.00", "2.00", "0.10"])
    #expect(numbers[.zh] == numbers[.en])
  }

  @Test func textIsEscapedAndFootnotesAreMarked() {
    for page in pages.values {
      #expect(page.contains("&lt;A&gt;") && page.contains("x &lt; y") && !page.contains("<A>"))
      #expect(page.contains("1,234.57<sup>1</sup>") && page.contains("[1] "))
    }
  }

  @Test func findingsAreInTheLanguageOfTheDocument() {
    #expect(pages[.zh]!.contains("<strong>直接损失</strong>  一家企业"))
    #expect(pages[.en]!.contains("<strong>direct loss</strong>  one firm"))
  }

  @Test func contentsLeadToEveryHeading() {
    let page = pages[.en]!
    let targets = page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(targets == ["table-2-1", "methods", "findings"])
    for target in targets { #expect(page.contains("id=\"\(target)\"")) }
  }

  @Test func theDocumentSaysSyntheticWhatItIsMadeOfAndItsSeed() {
    #expect(pages[.zh]!.contains("合成数据：") && pages[.zh]!.contains("随机种子：2019"))
    #expect(pages[.en]!.contains("SYNTHETIC DATA") && pages[.en]!.contains("Seed: 2019"))
  }

  @Test func widthsOfColumnsAreNeverWiderThanThePage() {
    let widths = pages[.en]!.split(separator: "width: ").dropFirst().compactMap { Double($0.prefix { $0 != "%" }) }
    #expect(widths.count == 3)
    #expect(widths.reduce(0, +) <= 100.02 && widths.allSatisfy { $0 > 0 })
  }

  @Test func aWithheldNumberIsASymbol() {
    let page = WordPage(DocumentSamples.report(.absent(.suppressed, method: "expansion")), .en).text
    #expect(page.contains(">×<") && page.contains("withheld"))
  }
}
