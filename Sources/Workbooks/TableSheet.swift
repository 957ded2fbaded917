import Reporting
import TradeImpact

/// A table on a sheet: title, heads, numbers, remarks and charts.
struct TableSheet {
  let grid: TableGrid
  let language: Language
  let font: String

  private var shown: TablePresentation { grid.shown }
  private var headRows: Int { grid.hasSubheads ? 2 : 1 }

  /// - Parameter contents: The name of the sheet with the contents.
  func write(to sheet: Worksheet, contents: String) {
    let widths = [labelWidth] + grid.columns.indices.map(width)
    let charts = TableChart.charts(of: grid, language)
    let paper = PaperLayout(
      widths: widths, groups: grid.groups.map { ($0.columns.lowerBound + 1)...($0.columns.upperBound + 1) },
      hasCharts: !charts.isEmpty)
    var writer = SheetWriter(sheet, language, isSynthetic: grid.table.isSynthetic, widths: widths)
    writer.writeHead(shown.title, contents: contents)
    if let note = shown.unitNote { writer.writeParagraph(note, CellStyle(color: Palette.soft, wraps: true)) }
    let head = writer.row
    writeHeads(sheet, at: head, widths)
    let body = head + headRows
    writeBody(sheet, at: body, widths)
    sheet.freeze(row: body, column: 1)
    let footer = WorkbookWording.footer(shown.title, isSynthetic: grid.table.isSynthetic, language)
    sheet.setPaper(isLandscape: true, heads: head...(body - 1), footer: footer)
    writer.skip(headRows + grid.entries.count + 1)
    writeRemarks(&writer)
    let rows = writeCharts(charts, sheet, at: writer.row + 1, body: body, perRow: paper.chartsPerRow)
    sheet.setPages(paper, chartRows: rows)
  }

  // MARK: Widths

  /// Of a line of words, in digits.
  private static let wordsWidth = 44

  private var labelWidth: Double {
    let labels = shown.lines.map { TextWidth.of($0.label) + 2 * $0.row.depth }
    return Double(min(44, max(12, (labels + [TextWidth.of(shown.rowLabel)]).max()! + 2)))
  }

  private func width(_ column: Int) -> Double {
    if grid.columns[column].content == .marks { return 8 }
    let hasWords = grid.entries.contains { $0[column].isWords }
    let numbers = grid.entries.map { min(TextWidth.of($0[column].shown), hasWords ? Self.wordsWidth : .max) }.max() ?? 0
    let head = headText(column)
    let words = head.split(whereSeparator: { " –-".contains($0) }).map { word in
      // Chinese breaks anywhere.
      min(TextWidth.of(String(word)), word.unicodeScalars.allSatisfy(\.isASCII) ? 30 : 8)
    }
    return Double(max(9, numbers + 3, (words.max() ?? 0) + 2, min(16, TextWidth.of(head) / 3 + 2)))
  }

  /// What the column has to be wide enough for.
  private func headText(_ column: Int) -> String {
    let group = grid.groups.first { $0.columns.contains(column) }!
    return group.columns.count == 1 ? group.head : grid.columns[column].head
  }

  // MARK: Heads

  private func writeHeads(_ sheet: Worksheet, at row: Int, _ widths: [Double]) {
    let style = headStyle
    var left = style
    left.alignment = .left
    sheet.write(shown.rowLabel, rows: row...(row + headRows - 1), columns: 0...0, left)
    for group in grid.groups {
      let columns = (group.columns.lowerBound + 1)...(group.columns.upperBound + 1)
      let isOne = group.columns.count == 1
      sheet.write(group.head, rows: row...(isOne ? row + headRows - 1 : row), columns: columns, style)
      guard !isOne else { continue }
      for column in group.columns { sheet.write(grid.columns[column].head, row + 1, column + 1, style) }
    }
    setHeights(sheet, at: row, widths)
  }

  private var headStyle: CellStyle {
    CellStyle(isBold: true, fill: Palette.head, alignment: .center, wraps: true, top: .thin, bottom: .thin)
  }

  /// Rows as high as the lines that heads break into.
  private func setHeights(_ sheet: Worksheet, at row: Int, _ widths: [Double]) {
    let wide = grid.groups.filter { $0.columns.count > 1 }
    let top =
      wide.map { group in
        TextWidth.lines(group.head, width: group.columns.reduce(0.0) { $0 + widths[$1 + 1] })
      }.max() ?? 0
    let below = wide.flatMap(\.columns).map { TextWidth.lines(grid.columns[$0].head, width: widths[$0 + 1] - 1) }
    let whole =
      grid.groups.filter { $0.columns.count == 1 }.map { group in
        TextWidth.lines(group.head, width: widths[group.columns.lowerBound + 1] - 1)
      }.max() ?? 1
    guard grid.hasSubheads else { return sheet.setHeight(SheetWriter.height(lines: whole), row: row) }
    sheet.setHeight(SheetWriter.height(lines: top), row: row)
    sheet.setHeight(SheetWriter.height(lines: max(below.max() ?? 1, whole - top)), row: row + 1)
  }

  // MARK: Body

  private func linesOfWords(_ place: Int, _ widths: [Double]) -> Int {
    let words = grid.entries[place].indices.filter { grid.entries[place][$0].isWords }
    return words.map { TextWidth.lines(grid.entries[place][$0].shown, width: widths[$0 + 1] - 1) }.max() ?? 1
  }

  private func writeBody(_ sheet: Worksheet, at first: Int, _ widths: [Double]) {
    for (place, line) in shown.lines.enumerated() {
      let row = first + place
      let room = labelWidth - Double(2 * line.row.depth)
      let isLong = Double(TextWidth.of(line.label)) > room
      let lines = max(isLong ? TextWidth.lines(line.label, width: room) : 1, linesOfWords(place, widths))
      if lines > 1 { sheet.setHeight(SheetWriter.height(lines: lines), row: row) }
      var label = style(of: line.row)
      (label.indent, label.wraps) = (line.row.depth, isLong)
      label.isBold = line.row.kind != .category
      sheet.write(line.label, row, 0, label)
      for column in grid.columns.indices { write(grid.entries[place][column], sheet, row, column, line.row) }
    }
  }

  private func write(
    _ entry: TableGrid.Entry, _ sheet: Worksheet, _ row: Int, _ column: Int, _ line: ReportTable.Row
  ) {
    let source = grid.columns[column]
    var style = style(of: line)
    style.alignment = source.content == .marks ? .left : .right
    style.isBold = source.content == .estimate && source.style == .estimate
    style.color = source.content == .estimate ? Palette.ink : Palette.soft
    if source.style == .published { style.fill = Palette.published }
    switch entry {
    case .number(let value, let decimals, let isSigned):
      style.numberFormat = CellStyle.number(decimals: decimals, signed: isSigned)
      sheet.write(value, row, column + 1, style)
    case .text(let text): sheet.write(text, row, column + 1, style)
    case .words(let text):
      (style.alignment, style.wraps, style.isBold) = (.left, true, false)
      sheet.write(text, row, column + 1, style)
    case .blank: sheet.writeBlank(row, column + 1, style)
    }
  }

  /// Totals stand below a rule, and the table ends with one.
  private func style(of row: ReportTable.Row) -> CellStyle {
    var style = CellStyle()
    if row.kind == .total { style.top = .thin }
    if row.code == shown.lines.last?.row.code { style.bottom = .medium }
    return style
  }

  // MARK: Remarks and charts

  private func writeRemarks(_ writer: inout SheetWriter) {
    let symbols = shown.symbols.map { "\($0.symbol) \($0.meaning)" }
    let unbounded =
      grid.hasUnbounded ? ["\(WorkbookWording.unbounded) \(WorkbookWording.unboundedMeaning[language])"] : []
    let footnotes = shown.footnotes.map { "[\($0.number)] \($0.text)" }
    for remark in symbols + unbounded + footnotes + shown.notes {
      writer.writeParagraph(remark, CellStyle(size: 9, color: Palette.soft, wraps: true))
    }
  }

  /// - Returns: The rows of the sheet at which rows of charts begin.
  private func writeCharts(
    _ charts: [TableChart], _ sheet: Worksheet, at row: Int, body: Int, perRow: Int
  ) -> [Int] {
    let drawing = ChartDrawing(sheet: sheet, firstRow: body, firstColumn: 1, font: font)
    let rows = charts.indices.map { row + $0 / perRow * ChartDrawing.sheetRows }
    for (place, chart) in charts.enumerated() { drawing.draw(chart, at: (rows[place], place % perRow)) }
    return stride(from: 0, to: charts.count, by: perRow).map { rows[$0] }
  }
}

extension PaperLayout {
  /// One where two are wider than a part of a sheet.
  fileprivate var chartsPerRow: Int {
    switch self {
    case .fitted: 2
    case .parts: 1
    }
  }
}

extension TableGrid.Entry {
  var isWords: Bool {
    if case .words = self { true } else { false }
  }

  /// As the cell shows it.
  var shown: String {
    switch self {
    case .number(let value, let decimals, let isSigned): DecimalText(value).text(decimals: decimals, signed: isSigned)
    case .text(let text), .words(let text): text
    case .blank: ""
    }
  }
}
