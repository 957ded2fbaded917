import Estimation
import Reporting
import Testing
import TradeImpact

@Suite struct FindingWordsTests {
  private func page(_ language: Language, _ findings: [Finding]) -> String {
    HTMLReportRenderer(language).text(
      YearlyReport(
        title: Samples.text("t"), tables: [Samples.table()], findings: findings,
        names: [
          YearlyReport.Name(code: "shenzhen", label: LocalizedText(zh: "深圳", en: "Shenzhen")),
          YearlyReport.Name(code: "guangdong", label: LocalizedText(zh: "广东", en: "Guangdong")),
        ]))
  }

  private let borrowed = Finding(
    kind: "between_region_error_not_estimated", subject: "shenzhen direct_loss", zh: "{shenzhen}采用{guangdong}的损失率",
    en: "{shenzhen} is given the rate of {guangdong}")

  @Test func theMessageIsTheEnglishSentenceWithoutBraces() {
    #expect(borrowed.message == "shenzhen is given the rate of guangdong")
  }

  @Test func codesGiveWayToNamesInBothLanguages() {
    let zh = page(.zh, [borrowed])
    #expect(zh.contains("<td>深圳采用广东的损失率</td>") && zh.contains("<td>深圳 · 直接损失</td>"))
    #expect(zh.contains("地区间差异未计入误差（1项）"))
    let en = page(.en, [borrowed])
    #expect(
      en.contains("<td>Shenzhen is given the rate of Guangdong</td>") && en.contains("<td>Shenzhen · direct loss</td>"))
  }

  @Test func cellsOfTablesOverYearsAreNamedOnThePageOfAYear() {
    let finding = Finding(kind: "dominant_firm", subject: "shenzhen-years 2019 direct_loss", zh: "一家企业", en: "one firm")
    #expect(page(.zh, [finding]).contains("<td>2019年深圳直接损失与新增成本估算值：直接损失</td>"))
  }

  @Test func cellsOfTablesAreNamedAndLinked() {
    let finding = Finding(kind: "dominant_firm", subject: "2-1 agri_food amount", zh: "一家企业", en: "one firm")
    #expect(page(.zh, [finding]).contains("<a href=\"#table-2-1\">各行业直接损失：农食产品：直接损失</a>"))
    #expect(
      page(.en, [finding]).contains(
        "<a href=\"#table-2-1\">Direct loss by sector: Agricultural products: Direct loss</a>"))
  }

  @Test func namesOfFilesStayWhole() {
    let finding = Finding(kind: "not_released", subject: "small-domains.csv", zh: "未写出", en: "not written")
    #expect(page(.zh, [finding]).contains("<code>small-domains.csv</code>"))
    #expect(page(.zh, [finding]).contains("未发布的内容（1项）"))
  }

  @Test func identifiersOfTheDataStayAsTheyAre() {
    let finding = Finding(kind: "unit_error_corrected", subject: "F000583", zh: "企业 F000583", en: "firm F000583")
    #expect(page(.zh, [finding]).contains("<code>F000583</code>"))
  }

  @Test func aFindingWithoutWordsShowsItsMessage() {
    #expect(page(.zh, [Finding(kind: "k", subject: "s", message: "plain")]).contains("<td>plain</td>"))
  }
}
