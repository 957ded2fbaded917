import CXlsxWriter

/// A sheet of a workbook: what stands in its cells, and how it is shown and printed. Rows and columns count from 0.
struct Worksheet {
  let file: WorkbookFile
  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let name: String

  // MARK: Cells

  func write(_ number: Double, _ row: Int, _ column: Int, _ style: CellStyle) {
    let code = xlsx.write_number(pointer, lxw_row_t(row), lxw_col_t(column), number, file.format(style))
    file.check(place(row, column), code)
  }

  func write(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle) {
    guard !text.isEmpty else { return writeBlank(row, column, style) }
    file.check(
      place(row, column), xlsx.write_string(pointer, lxw_row_t(row), lxw_col_t(column), text, file.format(style)))
  }

  /// A cell with a look and no content.
  func writeBlank(_ row: Int, _ column: Int, _ style: CellStyle) {
    file.check(place(row, column), xlsx.write_blank(pointer, lxw_row_t(row), lxw_col_t(column), file.format(style)))
  }

  /// Text that leads to the first cell of another sheet.
  func link(_ text: String, to sheet: String, _ row: Int, _ column: Int, _ style: CellStyle) {
    var style = style
    (style.isLink, style.color) = (true, Palette.accent)
    let (row, column) = (lxw_row_t(row), lxw_col_t(column))
    file.check(text, xlsx.write_url(pointer, row, column, "internal:'\(sheet)'!A1", file.format(style)))
    file.check(text, xlsx.write_string(pointer, row, column, text, file.format(style)))
  }

  /// Text over several columns of one row, or several rows of one column.
  func write(_ text: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ style: CellStyle) {
    guard rows.count > 1 || columns.count > 1 else { return write(text, rows.lowerBound, columns.lowerBound, style) }
    let code = xlsx.merge_range(
      pointer, lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound), lxw_row_t(rows.upperBound),
      lxw_col_t(columns.upperBound), text, file.format(style))
    file.check(place(rows.lowerBound, columns.lowerBound), code)
  }

  private func place(_ row: Int, _ column: Int) -> String { "sheet \(name), row \(row + 1), column \(column + 1)" }

  // MARK: Sizes

  /// - Parameter width: In digits.
  func setWidth(_ width: Double, columns: ClosedRange<Int>) {
    let (first, last) = (lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound))
    file.check("width of columns", xlsx.set_column(pointer, first, last, width, nil))
  }

  /// - Parameter height: In points.
  func setHeight(_ height: Double, row: Int) {
    file.check("height of row \(row + 1)", xlsx.set_row(pointer, lxw_row_t(row), height, nil))
  }

  // MARK: Screen and paper

  /// Rows above and columns before stay in view.
  func freeze(row: Int, column: Int) { xlsx.freeze_panes(pointer, lxw_row_t(row), lxw_col_t(column)) }

  func hideGridlines() { xlsx.gridlines(pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }

  func filter(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    let code = xlsx.autofilter(
      pointer, lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound), lxw_row_t(rows.upperBound),
      lxw_col_t(columns.upperBound))
    file.check("filter of \(name)", code)
  }

  /// A4, as wide as the page and as long as it takes.
  /// - Parameter heads: Rows that every page repeats.
  func setPaper(isLandscape: Bool, heads: ClosedRange<Int>? = nil, footer: String) {
    let a4: UInt8 = 9
    xlsx.set_paper(pointer, a4)
    if isLandscape { xlsx.set_landscape(pointer) }
    xlsx.fit_to_pages(pointer, 1, 0)
    file.check("footer of \(name)", xlsx.set_footer(pointer, footer))
    guard let heads else { return }
    file.check(
      "heads of \(name)", xlsx.repeat_rows(pointer, lxw_row_t(heads.lowerBound), lxw_row_t(heads.upperBound)))
  }

  /// How the sheet is spread over pages, where its width alone does not decide.
  /// - Parameter chartRows: Rows at which rows of charts begin.
  func setPages(_ layout: PaperLayout, chartRows: [Int]) {
    switch layout {
    case .fitted(let isOnePage):
      if isOnePage { xlsx.fit_to_pages(pointer, 1, 1) }
    case .parts(let columns):
      xlsx.set_print_scale(pointer, UInt16(PaperLayout.scaleOfParts))
      let breaks = stride(from: 0, to: chartRows.count, by: PaperLayout.chartRowsOfPart).map { chartRows[$0] }
      // The lists of libxlsxwriter end with a zero.
      var (rows, columns) = (breaks.map { lxw_row_t($0) } + [0], columns.map { lxw_col_t($0) } + [0])
      if rows.count > 1 { file.check("pages of \(name)", xlsx.set_row_breaks(pointer, &rows)) }
      if columns.count > 1 { file.check("pages of \(name)", xlsx.set_column_breaks(pointer, &columns)) }
      file.check("labels of \(name)", xlsx.repeat_columns(pointer, 0, 0))
    }
  }
}
