import Documents
import Figures
import Reporting
import TestSupport
import Testing
import TradeImpact

@Suite struct VegaLiteSpecificationTests {
  private func specification(_ language: Language, _ id: String = "2-7") throws -> DocumentNode {
    let figure = try #require(try SampleFigures.figure(id))
    let text = VegaLiteSpecification(figure, language).text()
    return try DocumentParser.json(Array(text.utf8), file: "figure.json")
  }

  private func rows(_ specification: DocumentNode) throws -> [[(key: String, value: DocumentNode)]] {
    try specification.at("data", "values").sequence().map { try $0.mapping() }
  }

  @Test func theSpecificationIsTheGoldenOne() throws {
    let figure = try #require(try SampleFigures.figure())
    let path = Fixtures.package + "/Tests/FiguresTests/Golden/2-7.zh.vl.json"
    #expect(
      VegaLiteSpecification(figure, .zh).text() + "\n" == String(decoding: try Fixtures.bytes(path), as: UTF8.self))
  }

  @Test func columnsErrorBarsAndPublishedValuesAreLayers() throws {
    let marks = try specification(.en).at("layer").sequence().map { try $0.at("mark", "type").string() }
    #expect(marks == ["bar", "rule", "rule", "tick", "tick", "point"])
  }

  @Test func aPublishedRangeLiesAcrossTheSeriesOfItsCategory() throws {
    let columns = ["2018", "2019"].map {
      ReportTable.Column(
        code: $0, label: LocalizedText(zh: "\($0)年", en: $0), measure: "share", unit: .percent, decimals: 1)
    }
    let table = ReportTable(
      id: "cause-share-years", title: SampleFigures.text("t"), rowLabel: SampleFigures.text("c"), isSynthetic: false,
      rows: [ReportTable.Row(code: "lost_order", label: SampleFigures.text("orders"))], columns: columns,
      cells: [[Cell(value: 0.5, method: "ratio"), Cell(value: 0.45, method: "ratio")]])
    let range = Cell.published(nil, printed: "40%-60%", lower: 0.4, upper: 0.6)
    let figure = try #require(try SampleFigures.figure("2-8", FigureSources(tables: [table], fact: { _, _ in range })))
    let text = VegaLiteSpecification(figure, .zh).text()
    let layers = try DocumentParser.json(Array(text.utf8), file: "figure.json").at("layer").sequence()
    let marks = try layers.map { try $0.at("mark", "type").string() }
    #expect(marks == ["bar", "point", "rule", "point", "point"])
    let offsets = try layers.map { layer in
      try layer.at("encoding").mapping().contains { $0.key == "yOffset" }
    }
    #expect(offsets == [true, false, false, false, false])
    #expect(text.contains("\"text\": \"40.0 – 60.0\""))
  }

  @Test func valuesAreInTheUnitOfDisplayDigitForDigit() throws {
    let first = try rows(try specification(.en))[0]
    func number(_ key: String) throws -> Double? { try first.first { $0.key == key }?.value.double() }
    #expect(try number("value") == 2940.986716098893)
    #expect(try number("upper") == 3352.724856352738)
    #expect(try first.first { $0.key == "text" }?.value.string() == "2,941")
  }

  @Test func bothLanguagesHaveTheSameNumbers() throws {
    let texts = try Language.allCases.map { language in
      try rows(try specification(language)).map { row in
        row.compactMap { pair -> String? in
          if case .number(_, let text) = pair.value.value { "\(pair.key)=\(text)" } else { nil }
        }
      }
    }
    #expect(texts[0] == texts[1] && texts[0].count == 4)
  }

  @Test func theCaptionNamesTheErrorBarsAndSyntheticData() throws {
    let zh = try specification(.zh).at("title", "subtitle").strings()
    #expect(zh == ["单位：亿元；误差线：95%置信区间", "估计值来自合成数据，不得引用"])
    let en = try specification(.en).at("title", "subtitle").strings()
    #expect(
      en == ["Unit: CNY 100 million; error bars: 95% intervals", "Estimates from synthetic data, not to be cited"])
  }

  @Test func noEnglishIsLeftInTheChineseSpecification() throws {
    for row in try rows(try specification(.zh)) {
      for key in ["label", "series", "origin"] {
        let text = try #require(try row.first { $0.key == key }?.value.string())
        #expect(!text.unicodeScalars.contains { ("a"..."z").contains($0) }, "\(text)")
      }
    }
  }

  @Test func chineseFontsComeFirst() throws {
    let fonts = try specification(.zh).at("config", "font").string()
    #expect(fonts == "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif")
  }

  @Test func theNumbersOfTheFigureAreATable() throws {
    let table = try #require(try SampleFigures.figure()).table
    #expect(table.rows.map(\.code) == ["2015", "2016"])
    #expect(table.cells[0][0].value == 294_098_671_609.8893)
    #expect(table.cells[1][1].status == .undefined)
  }
}

extension DocumentNode {
  /// The value below keys.
  fileprivate func at(_ keys: String...) throws -> DocumentNode {
    try keys.reduce(self) { node, key in try #require(try node.mapping().first { $0.key == key }?.value) }
  }
}
