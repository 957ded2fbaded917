import Documents
import Figures
import Reporting
import Testing

@Suite struct FigureDefinitionTests {
  private func definition(
    kind: String = "columns", extra: String = "",
    series: String = "- {id: a, label: {zh: 甲, en: A}, from: {table: t, column: c}}"
  ) -> String {
    """
    id: mine
    title: {zh: 图, en: Figure}
    kind: \(kind)
    over: years
    unit: 亿元
    decimals: 1
    \(extra)
    series:
      \(series)
    """
  }

  private func message(_ yaml: String) -> String {
    do {
      _ = try FigureDefinition(yaml: Array(yaml.utf8), file: "figure.yml")
      return "no error"
    } catch { return error.description }
  }

  @Test func everyBundledFigureIsReadOnce() {
    let ofTheReport = (1...15).map { "2-\($0)" } + ["3-2", "3-3"]
    #expect(Array(FigureDefinition.bundledIDs.prefix(17)) == ofTheReport)
    #expect(Set(FigureDefinition.bundledIDs).count == FigureDefinition.bundledIDs.count)
    #expect(FigureDefinition.bundled.filter { $0.scope == .year }.count == 8)
  }

  @Test func figuresOfTheReportHaveItsTitles() {
    let titles = [
      "2-1": "图2-1 2016-2021年我国外贸依存度", "2-7": "图2-7 技术性贸易措施对我国出口造成的直接损失及新增成本",
      "2-10": "图2-10 出口到不同目标市场遭受的直接损失比例分布", "3-3": "图3-3 2017-2021年发展中和欠发达经济体研究成果产出量",
    ]
    for (id, title) in titles { #expect(FigureDefinition.bundled(id)?.title.zh == title) }
  }

  @Test func unknownKeysNameLineAndNearestKey() {
    #expect(
      message(definition(extra: "notess: []")).hasPrefix(
        "figure.yml:7: the document has the unknown key 'notess'; did you mean 'notes'? Allowed: id, title, kind"))
    let series = "- {id: a, label: {zh: 甲, en: A}, from: {table: t, colum: c}}"
    #expect(
      message(definition(series: series)).contains(
        "figure.yml:9: series[0].from has the unknown key 'colum'; did you mean 'column'?"))
  }

  @Test func unknownWordsNameWhatIsAllowed() {
    #expect(message(definition(kind: "pie")).contains("Allowed: columns, grouped-columns, stacked-columns, line"))
    let series = "- {id: a, label: {zh: 甲, en: A}, from: {trade: {indicator: export, region: china}}}"
    #expect(
      message(definition(extra: "categories: {years: 2016-2021}", series: series)).contains("did you mean 'exports'?"))
  }

  @Test func whatCannotBeDrawnIsRefused() {
    let trade = "- {id: a, label: {zh: 甲, en: A}, from: {trade: {indicator: exports, region: china}}}"
    #expect(message(definition(series: trade)).contains("a figure with categories"))
    #expect(message(definition(extra: "categories: {years: 2021-2016}", series: trade)).contains("such as 2016-2021"))
    let twice = "- {id: a, label: {zh: 甲, en: A}, from: {table: t, column: c}}"
    #expect(message(definition(series: twice + "\n  " + twice)).contains("'a' is taken"))
    let both = "- {id: a, label: {zh: 甲, en: A}, from: {table: t, column: c, row: r}}"
    #expect(message(definition(series: both)).contains("one of column and row"))
    let beside = "- {id: a, beside: b, label: {zh: 甲, en: A}, from: {table: t, column: c}}"
    #expect(message(definition(series: beside)).contains("beside one of the series a"))
  }

  @Test func moreSeriesThanColorsAreRefused() {
    let series = (0...7).map { "- {id: s\($0), label: {zh: 甲\($0), en: A\($0)}, from: {table: t, column: c}}" }
    #expect(message(definition(series: series.joined(separator: "\n  "))).contains("at most 7 series"))
  }
}
