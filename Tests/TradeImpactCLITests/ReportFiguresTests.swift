import TestSupport
import Testing

@Suite struct ReportFiguresTests {
  /// The small study with a line about figures, and the files it names.
  private func study(_ figures: String, files: [String: String] = [:]) throws -> SmallStudy {
    let study = try SmallStudy(study: SmallStudy.study + "\nfigures: \(figures)\n")
    for (name, text) in files { study.folder.write(name, text) }
    return study
  }

  private func text(_ study: SmallStudy, _ file: String) throws -> String {
    String(decoding: try Fixtures.bytes(study.output + "/" + file), as: UTF8.self)
  }

  private static let mine = """
    id: mine
    title: {zh: "{year}年我的图", en: "My figure, {year}"}
    kind: bars
    over: year
    unit: 亿元
    decimals: 3
    series: [{id: loss, label: {zh: 直接损失, en: Direct loss}, from: {table: "2-1", column: amount}}]
    """

  @Test func aFigureBesideTheStudyIsDrawnAsTheBundledOnesAre() throws {
    let study = try study("[mine.yml, affected-by-sector]", files: ["mine.yml": Self.mine])
    let run = try study.report()
    #expect(run.exitCode == 0 && run.output.contains("3 tables and 2 figures from synthetic data"), "\(run.errors)")
    #expect(try text(study, "figures/mine.zh.vl.json").contains("2019年我的图"))
    let page = try text(study, "report.zh.html")
    #expect(page.contains("id=\"figure-mine\"") && page.contains("id=\"figure-affected-by-sector\""))
  }

  @Test func figuresAreThoseOfTheTablesWhereTheStudyNamesNone() throws {
    let study = try SmallStudy()
    let run = try study.report()
    #expect(run.output.contains("3 tables and 3 figures from"), "\(run.output)")
    #expect(!(try text(study, "report.zh.html")).contains("未绘制的图"))
  }

  @Test func aFigureWithoutNumbersIsListedWithWhatItNeeds() throws {
    let study = try study("[\"2-1\", loss-by-market]")
    let run = try study.report()
    #expect(run.exitCode == 0 && run.output.contains("0 figures (2 not drawn)"), "\(run.output)\(run.errors)")
    let page = try text(study, "report.zh.html")
    #expect(page.contains("<dt>图2-1 2016-2021年我国外贸依存度</dt>") && page.contains("没有提供贸易统计文件。需要："))
    #expect(page.contains("本次输出没有数据表 loss-by-market"))
  }

  @Test func aTradeFileFillsAFigure() throws {
    let lines = (2016...2020).flatMap { year in
      ["", "hightech"].flatMap { product in
        ["exports", "imports"].map { "china,\($0),,\(product),\(year),\(product.isEmpty ? 100 : 30),USD_1e8,customs" }
      }
    }
    let file = (["region,measure,partner,product,year,value,unit,source"] + lines).map { $0 + "\n" }.joined()
    let study = try study("{show: [\"2-5\"], trade: trade.csv}", files: ["trade.csv": file])
    #expect(try study.report().exitCode == 0)
    #expect(try text(study, "figures/2-5.zh.vl.json").contains("\"value\": 30,"))
    #expect(try text(study, "manifest.json").contains("trade.csv"))
  }

  @Test func mistakesNameTheirLine() throws {
    let unknown = try study("[affected-by-sectors]").report()
    #expect(unknown.exitCode == 3 && unknown.errors.contains("did you mean 'affected-by-sector'?"), "\(unknown.errors)")
    let key = try study("[mine.yml]", files: ["mine.yml": Self.mine.replacing("decimals", with: "digits")]).report()
    #expect(
      key.exitCode == 3 && key.errors.contains("mine.yml:6: the document has the unknown key 'digits'"), "\(key.errors)"
    )
    let column = try study(
      "[mine.yml]", files: ["mine.yml": Self.mine.replacing("column: amount", with: "column: sum")]
    ).report()
    #expect(
      column.exitCode == 3 && column.errors.contains("figure mine: the table 2-1 has no 'sum'"), "\(column.errors)")
    let trade = try study("{trade: trade.csv}", files: ["trade.csv": "region,measure\n"]).report()
    #expect(trade.exitCode == 3 && trade.errors.contains("trade.csv"), "\(trade.errors)")
  }
}
