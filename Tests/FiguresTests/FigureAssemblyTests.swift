import Figures
import Reporting
import Testing

@Suite struct FigureAssemblyTests {
  @Test func pointsAreTheCellsOfTheTableWithTheirErrors() throws {
    let figure = try #require(try SampleFigures.figure())
    #expect(figure.categories.map(\.code) == ["2015", "2016"])
    #expect(figure.series.map(\.id) == ["direct_loss", "added_cost", "published_direct_loss"])
    let first = try #require(figure.series[0].points[0])
    #expect(first.value == 294_098_671_609.8893)
    #expect(first.upper == 294_098_671_609.8893 * (1 + 2 * 0.07))
    #expect(first.origin == .estimate)
    #expect(figure.hasErrorBars && figure.isSynthetic)
  }

  @Test func aWithheldCellIsNoPoint() throws {
    let figure = try #require(try SampleFigures.figure())
    #expect(figure.series[1].points == [figure.series[1].points[0], nil])
  }

  @Test func publishedValuesStandBesideTheirEstimate() throws {
    let published = try #require(try SampleFigures.figure()).series[2]
    #expect(published.beside == "direct_loss" && published.mark == .point)
    #expect(published.points.map { $0?.value } == [nil, 217_751_000_000])
    #expect(published.points[1]?.origin == .published)
  }

  @Test func aFigureWithoutItsTableIsMissingWithReasonAndNeeds() throws {
    let missing = try #require(try SampleFigures.missing("2-13"))
    #expect(missing.reason.zh == "本次输出没有数据表 shenzhen-years。需要：至少两年的调查数据和研究文件中的 scaling。")
    #expect(missing.reason.en.hasPrefix("This run has no table shenzhen-years. It needs surveys of two years or more"))
  }

  @Test func aFigureOfTradeWithoutFileIsMissing() throws {
    let missing = try #require(try SampleFigures.missing("2-1"))
    #expect(missing.reason.zh.hasPrefix("没有提供贸易统计文件。需要：贸易统计文件中2016-2021年全国出口额、进口额和国内生产总值"))
    #expect(try SampleFigures.missing("3-3") != nil)
  }

  @Test func gapsOfYearsAreSaid() throws {
    let sources = FigureSources(
      tables: [], fact: { _, category in category.code == "2021" ? .published(1.92e12, printed: "1.92万亿元") : nil })
    let figure = try #require(try SampleFigures.figure("2-11", sources))
    #expect(figure.categories.count == 6)
    #expect(figure.notes.last?.zh.contains("没有数据：出口（2016年、2017年、2018年、2019年、2020年）") == true)
    #expect(figure.notes.last?.en.contains("Filling the gaps needs exports and imports of region shenzhen") == true)
  }

  @Test func barsAreSortedLongestFirst() throws {
    let rows = ["a", "b", "c"].map { ReportTable.Row(code: $0, label: SampleFigures.text($0)) }
    let column = ReportTable.Column(
      code: "pooled", label: SampleFigures.text("p"), measure: "share", unit: .percent, decimals: 1)
    let table = ReportTable(
      id: "loss-by-market-years", title: SampleFigures.text("t"), rowLabel: SampleFigures.text("m"), isSynthetic: false,
      rows: rows, columns: [column], cells: [0.2, 0.5, 0.3].map { [Cell(value: $0, method: "expansion")] })
    let figure = try #require(try SampleFigures.figure("2-10", FigureSources(tables: [table])))
    #expect(figure.categories.map(\.code) == ["b", "c", "a"])
    #expect(figure.series[0].points.map { $0?.value } == [0.5, 0.3, 0.2])
  }

  @Test func aColumnThatTheTableLacksIsAnError() throws {
    let yaml = """
      id: mine
      title: {zh: 图, en: Figure}
      kind: columns
      over: years
      unit: 亿元
      decimals: 1
      series: [{id: a, label: {zh: 甲, en: A}, from: {table: series, column: loss}}]
      """
    let definition = try FigureDefinition(yaml: Array(yaml.utf8), file: "mine.yml")
    #expect(throws: FigureError.self) { try definition.outcome(from: SampleFigures.sources) }
    do { _ = try definition.outcome(from: SampleFigures.sources) } catch {
      #expect("\(error)" == "figure mine: the table series has no 'loss'; its columns are direct_loss, added_cost")
    }
  }
}
