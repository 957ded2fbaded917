import CXlsxWriter

/// Draws the charts of a table on its sheet.
struct ChartDrawing {
  /// Pixels.
  static let size = (width: 640, height: 340)
  private static let base = (width: 480.0, height: 288.0)
  private static let gap = 20
  /// Rows of the sheet that a row of charts takes, each 20 pixels high.
  static let sheetRows = size.height / 20 + 1

  let sheet: Worksheet
  /// Rows and columns of the sheet at which the body of the table begins.
  let firstRow: Int
  let firstColumn: Int
  let font: String

  /// - Parameter place: Row of the sheet, and which of the charts in it.
  func draw(_ chart: TableChart, at place: (row: Int, number: Int)) {
    let drawn = sheet.file.chart(chart.kind == .bars ? LXW_CHART_BAR : LXW_CHART_LINE)
    for series in chart.series { add(series, of: chart, to: drawn) }
    if chart.kind != .bars { setRange(drawn) }
    setHeads(drawn, chart)
    var options = lxw_chart_options()
    options.x_offset = Int32(place.number * (Self.size.width + Self.gap))
    options.x_scale = Double(Self.size.width) / Self.base.width
    options.y_scale = Double(Self.size.height) / Self.base.height
    withTexts([chart.title]) { texts in
      options.description = texts[0]
      let code = xlsx.insert_chart(sheet.pointer, lxw_row_t(place.row), 0, drawn, &options)
      sheet.file.check("chart \(chart.title)", code)
    }
  }

  // MARK: Series

  private func add(_ series: TableChart.Series, of chart: TableChart, to drawn: UnsafeMutablePointer<lxw_chart>) {
    let main = add(chart, series.values, series.name, to: drawn)
    switch chart.kind {
    case .bars: setFill(main, series.style == .estimate ? Palette.estimateBar : Palette.publishedBar)
    case .intervals: setMarks(main, LXW_CHART_MARKER_CIRCLE, Palette.estimateBar, isJoined: false)
    case .years: setMarks(main, LXW_CHART_MARKER_CIRCLE, Palette.estimateBar, isJoined: true)
    }
    // The ends of the interval are series of marks; lines from the highest to the lowest join them.
    for limit in [series.lower, series.upper].compactMap(\.self) { setEnd(add(chart, limit, "", to: drawn)) }
  }

  private func add(
    _ chart: TableChart, _ column: Int, _ name: String, to drawn: UnsafeMutablePointer<lxw_chart>
  ) -> UnsafeMutablePointer<lxw_chart_series> {
    let categories = range(chart.rows, column: 0)
    let series = xlsx.add_series(drawn, categories, range(chart.rows, column: firstColumn + column))!
    if !name.isEmpty { xlsx.set_series_name(series, name) }
    return series
  }

  /// `='表2-1'!$B$7:$B$14`.
  private func range(_ rows: ClosedRange<Int>, column: Int) -> String {
    let letters = Self.letters(column)
    let (first, last) = (firstRow + rows.lowerBound + 1, firstRow + rows.upperBound + 1)
    return "='\(sheet.name)'!$\(letters)$\(first):$\(letters)$\(last)"
  }

  /// The name of a column, counted from 0: `A`, `Z`, `AA`.
  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  // MARK: Looks

  private func setFill(_ series: UnsafeMutablePointer<lxw_chart_series>, _ color: UInt32) {
    var fill = lxw_chart_fill(color: color, none: 0, transparency: 0)
    xlsx.set_series_fill(series, &fill)
  }

  private func setMarks(
    _ series: UnsafeMutablePointer<lxw_chart_series>, _ mark: lxw_chart_marker_type, _ color: UInt32, isJoined: Bool
  ) {
    var line = Self.line(color, isShown: isJoined)
    xlsx.set_series_line(series, &line)
    xlsx.set_marker_type(series, UInt8(mark.rawValue))
    xlsx.set_marker_size(series, mark == LXW_CHART_MARKER_CIRCLE ? 8 : 3)
    var fill = lxw_chart_fill(color: color, none: 0, transparency: 0)
    xlsx.set_marker_fill(series, &fill)
    var edge = Self.line(color, isShown: true)
    xlsx.set_marker_line(series, &edge)
  }

  /// Squares: the dashes of libxlsxwriter 1.1 have names that Excel refuses.
  private func setEnd(_ series: UnsafeMutablePointer<lxw_chart_series>) {
    setMarks(series, LXW_CHART_MARKER_SQUARE, Palette.ink, isJoined: false)
  }

  private func setRange(_ drawn: UnsafeMutablePointer<lxw_chart>) {
    var line = Self.line(Palette.ink, isShown: true)
    xlsx.set_high_low_lines(drawn, &line)
  }

  private static func line(_ color: UInt32, isShown: Bool) -> lxw_chart_line {
    lxw_chart_line(color: color, none: isShown ? 0 : 1, width: 1.5, dash_type: 0, transparency: 0)
  }

  private func setHeads(_ drawn: UnsafeMutablePointer<lxw_chart>, _ chart: TableChart) {
    xlsx.set_chart_title(drawn, chart.title)
    withFont(size: 11) { xlsx.set_chart_title_font(drawn, $0) }
    for axis in [drawn.pointee.x_axis, drawn.pointee.y_axis] { withFont(size: 9) { xlsx.set_axis_font(axis, $0) } }
    // Of bars the axis of numbers is the horizontal one.
    let numbers = chart.kind == .bars ? drawn.pointee.x_axis : drawn.pointee.y_axis
    if chart.isWhole { xlsx.set_axis_format(numbers, "#,##0") }
    if chart.isLogarithmic { xlsx.set_axis_log_base(numbers, 10) }
    if chart.kind == .bars { putFirstOnTop(drawn) }
    let legend = chart.series.count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE
    xlsx.set_legend_position(drawn, UInt8(legend.rawValue))
    withFont(size: 9) { xlsx.set_legend_font(drawn, $0) }
  }

  /// Bars in the order of the table; the numbers stay below them.
  private func putFirstOnTop(_ drawn: UnsafeMutablePointer<lxw_chart>) {
    xlsx.set_axis_reverse(drawn.pointee.y_axis)
    xlsx.set_axis_label_position(drawn.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_HIGH.rawValue))
  }

  private func withFont(size: Double, _ body: (UnsafeMutablePointer<lxw_chart_font>) -> Void) {
    withTexts([font]) { texts in
      var font = lxw_chart_font()
      (font.name, font.size) = (texts[0], size)
      body(&font)
    }
  }
}
