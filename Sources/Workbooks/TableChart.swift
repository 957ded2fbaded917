import Reporting
import TradeImpact

/// A chart that a table has by itself: which columns of its sheet it draws, and how.
package struct TableChart {
  package enum Kind: Hashable {
    /// Shares, as bars.
    case bars
    /// Amounts of categories: a mark, and its interval as a vertical line.
    case intervals
    /// The same over years, marks joined.
    case years
  }

  package struct Series {
    package let name: String
    package let style: ReportTable.Column.Style
    /// Columns of the sheet.
    package let values: Int
    package let lower: Int?
    package let upper: Int?
  }

  package let kind: Kind
  package let title: String
  /// Rows of the table.
  package let rows: ClosedRange<Int>
  package let series: [Series]
  /// Whether numbers are large enough to be read without digits after the point.
  package let isWhole: Bool
  /// Whether an interval is so long that it would press the others to the axis.
  package let isLogarithmic: Bool

  /// At most four, in the order of the table's columns.
  package static func charts(of grid: TableGrid, _ language: Language) -> [TableChart] {
    let finder = ChartFinder(grid: grid, language: language)
    return Array(grid.table.columns.indices.compactMap(finder.chart).prefix(4))
  }
}

private struct ChartFinder {
  let grid: TableGrid
  let language: Language
  /// Categories that stand together; none where subtotals stand between them.
  private let categories: Int

  init(grid: TableGrid, language: Language) {
    (self.grid, self.language) = (grid, language)
    let kinds = grid.table.rows.map(\.kind)
    let count = kinds.prefix { $0 == .category }.count
    categories = kinds.dropFirst(count).contains(.category) ? 0 : count
  }

  func chart(_ source: Int) -> TableChart? {
    let column = grid.table.columns[source]
    guard column.style == .estimate, column.unit != nil, let values = place(.estimate, source) else { return nil }
    let isShare = column.measure?.hasSuffix("_share") == true
    return intervals(source, values) ?? (isShare ? bars(source, values) : nil)
  }

  /// Without those at the end that lack a number, such as firms of no sector: Excel draws text as zero. nil where a chart would be
  /// bare or crowded.
  private func rows(_ columns: [Int]) -> ClosedRange<Int>? {
    let count = (0..<categories).prefix { row in columns.allSatisfy { number(row, $0) != nil } }.count
    let isWhole = !(count..<max(count, categories)).contains { row in columns.allSatisfy { number(row, $0) != nil } }
    return isWhole && (3...16).contains(count) ? 0...(count - 1) : nil
  }

  /// With the published shares beside them where the report has all but the last.
  private func bars(_ source: Int, _ values: Int) -> TableChart? {
    guard let all = rows([values]) else { return nil }
    let own = series(Wording.estimate[language], source, values)
    let title = grid.groups[source].head
    let next = source + 1
    guard grid.table.columns.indices.contains(next), grid.table.columns[next].style == .published,
      grid.table.columns[next].unit == grid.table.columns[source].unit, let other = place(.estimate, next),
      let rows = rows([values, other]), rows.count >= all.count - 1
    else { return chart(.bars, title, all, [own]) }
    return chart(.bars, title, rows, [own, series(Wording.published[language], next, other)])
  }

  private func intervals(_ source: Int, _ values: Int) -> TableChart? {
    guard let lower = place(.lower, source), let upper = place(.upper, source), let rows = rows([values, lower, upper])
    else { return nil }
    let isYears = rows.allSatisfy { Int(grid.table.rows[$0].code) != nil }
    let title = WorkbookWording.withInterval(
      grid.groups[source].head, grid.table.interval, language)
    let series = TableChart.Series(
      name: Wording.estimate[language], style: .estimate, values: values, lower: lower, upper: upper)
    return chart(isYears ? .years : .intervals, title, rows, [series])
  }

  private func chart(
    _ kind: TableChart.Kind, _ title: String, _ rows: ClosedRange<Int>, _ series: [TableChart.Series]
  ) -> TableChart {
    func numbers(_ column: Int?) -> [Double] { rows.compactMap { row in column.flatMap { number(row, $0) } } }
    let largest = numbers(series[0].values).map(abs).max() ?? 0
    let (lowest, highest) = (numbers(series[0].lower).min() ?? 0, numbers(series[0].upper).max() ?? 0)
    let isLogarithmic = lowest > 0 && highest > 4 * largest
    let name = isLogarithmic ? WorkbookWording.onLogarithmicScale(title, language) : title
    return TableChart(
      kind: kind, title: name, rows: rows, series: series, isWhole: largest >= 10, isLogarithmic: isLogarithmic)
  }

  private func series(_ name: String, _ source: Int, _ values: Int) -> TableChart.Series {
    TableChart.Series(name: name, style: grid.table.columns[source].style, values: values, lower: nil, upper: nil)
  }

  // MARK: Cells

  private func place(_ content: TableGrid.Content, _ source: Int) -> Int? {
    grid.columns.indices.first { grid.columns[$0].source == source && grid.columns[$0].content == content }
  }

  private func number(_ row: Int, _ column: Int) -> Double? {
    guard case .number(let value, _, _) = grid.entries[row][column] else { return nil }
    return value
  }
}
