import Reporting
import Testing
import TradeImpact
import Workbooks

@Suite struct TableChartTests {
  private func charts(_ table: ReportTable) -> [TableChart] { TableChart.charts(of: TableGrid(table, .en), .en) }

  @Test func amountsHaveTheirIntervalsAndSharesAreBars() {
    let found = charts(WorkbookSamples.table())
    #expect(found.map(\.kind) == [.intervals, .bars])
    #expect(found[0].title == "Direct loss (CNY 100 million) with 95% interval")
    #expect(found[0].rows == 0...2)
  }

  @Test func numbersOfAChartAreThoseOfTheColumnsOfItsTable() throws {
    let grid = TableGrid(WorkbookSamples.table(), .en)
    let series = try #require(charts(WorkbookSamples.table()).first?.series.first)
    #expect(grid.columns[series.values].content == .estimate)
    #expect(series.lower.map { grid.columns[$0].content } == .lower)
    #expect(series.upper.map { grid.columns[$0].content } == .upper)
  }

  /// Excel draws text as zero.
  @Test func aCategoryWithoutNumberInTheMiddleLeavesNoChart() {
    let table = WorkbookSamples.table()
    let cells = table.cells.enumerated().map { row, cells in
      row == 1 ? [Cell.absent(.suppressed, method: "expansion")] + cells.dropFirst() : cells
    }
    let changed = ReportTable(
      id: "x", title: table.title, rowLabel: table.rowLabel, footnotes: table.footnotes, isSynthetic: true,
      rows: table.rows, columns: table.columns, cells: cells)
    #expect(charts(changed).map(\.kind) == [.bars])
  }

  @Test func oneLongIntervalMakesTheScaleLogarithmic() {
    #expect(!charts(WorkbookSamples.table(upper: 2e10))[0].isLogarithmic)
    let long = charts(WorkbookSamples.table(upper: 9e11))[0]
    #expect(long.isLogarithmic && long.title.hasSuffix("(logarithmic scale)"))
  }

  @Test func yearsAreJoined() {
    let table = WorkbookSamples.table()
    let rows = ["2017", "2018", "2019"].map { ReportTable.Row(code: $0, label: WorkbookSamples.text($0, $0)) }
    let series = ReportTable(
      id: "series", title: table.title, rowLabel: table.rowLabel, footnotes: table.footnotes, isSynthetic: true,
      rows: rows, columns: table.columns, cells: Array(table.cells.prefix(3)))
    #expect(charts(series).first?.kind == .years)
  }
}
