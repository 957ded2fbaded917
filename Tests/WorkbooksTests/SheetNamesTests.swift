import Testing
import TradeImpact
import Workbooks

@Suite struct SheetNamesTests {
  @Test(arguments: [
    ("表2-1 2019年各行业直接损失及占比", Language.zh, "表2-1"), ("2019年新增成本的构成", .zh, "新增成本的构成"),
    ("2015–2019年逐年变化及其分解", .zh, "逐年变化及其分解"), ("各年指数", .zh, "各年指数"),
    ("Table 2-1 Direct loss by sector, 2019", .en, "Table 2-1"),
    ("Added cost by kind, 2019", .en, "Added cost by kind"),
    ("Changes, by year, 2015–2019", .en, "Changes, by year"), ("Loss, in yuan", .en, "Loss, in yuan"),
  ])
  func aTableIsNamedByItsNumberOrByItsTitleWithoutTheYear(_ title: String, _ language: Language, _ name: String) {
    #expect(SheetNames.short(title, language) == name)
  }

  @Test func noTwoNamesAreAlikeForAReaderWhoIgnoresCase() {
    var names = SheetNames()
    #expect(["Loss", "loss", "LOSS"].map { names.take($0) } == ["Loss", "loss 2", "LOSS 3"])
  }

  @Test func namesHaveNoCharacterThatExcelRefuses() {
    var names = SheetNames()
    #expect(names.take("a/b[c]:d*e?f\\g'h") == "a b c  d e f g’h")
  }

  @Test(arguments: [
    "Direct loss by sector, size and market, composite estimates", String(repeating: "损", count: 60),
    String(repeating: "x", count: 40), String(repeating: "𠀀", count: 40),
  ])
  func longNamesAreCutToWhatExcelAllows(_ title: String) {
    var names = SheetNames()
    let (first, second) = (names.take(title), names.take(title))
    #expect(first.utf16.count <= 31 && second.utf16.count <= 31 && first != second)
    #expect(first.hasSuffix("…") && second.hasSuffix("… 2"))
    #expect(first.dropLast().allSatisfy { title.contains($0) })
  }

  @Test func wordsAreNotCut() {
    var names = SheetNames()
    #expect(names.take("Direct loss by sector, size and market, composite") == "Direct loss by sector, size…")
  }
}
