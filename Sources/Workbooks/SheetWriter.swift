import Reporting
import TradeImpact

/// What the sheets of a workbook share: the language, the links, the head of a sheet, paragraphs of text.
struct SheetWriter {
  let sheet: Worksheet
  let language: Language
  let isSynthetic: Bool
  /// Of the columns in use, in digits.
  let widths: [Double]
  /// The next free row.
  private(set) var row = 0

  /// Points a line of text takes.
  private static let lineHeight = 15.0

  init(_ sheet: Worksheet, _ language: Language, isSynthetic: Bool, widths: [Double]) {
    (self.sheet, self.language, self.isSynthetic, self.widths) = (sheet, language, isSynthetic, widths)
    for (column, width) in widths.enumerated() { sheet.setWidth(width, columns: column...column) }
    sheet.hideGridlines()
  }

  mutating func skip(_ rows: Int = 1) { row += rows }

  /// Title, way back, and the words that no reader may miss.
  /// - Parameter contents: The sheet to lead back to; nil on that sheet.
  mutating func writeHead(_ title: String, contents: String?) {
    sheet.setHeight(26, row: row)
    sheet.write(title, row, 0, CellStyle(isBold: true, size: 14, color: Palette.accent))
    row += 1
    if let contents {
      sheet.link(WorkbookWording.back[language], to: contents, row, 0, CellStyle())
      row += 1
    }
    guard isSynthetic else { return }
    writeParagraph(
      Wording.syntheticBanner[language],
      CellStyle(isBold: true, color: Palette.warning, fill: Palette.warningFill, wraps: true))
  }

  mutating func writeHeading(_ text: String) {
    skip()
    sheet.setHeight(22, row: row)
    sheet.write(text, row, 0, CellStyle(isBold: true, size: 12, color: Palette.accent))
    row += 1
  }

  /// Text over as many columns as make a line that is easily read, and as many lines as it takes.
  mutating func writeParagraph(_ text: String, _ style: CellStyle = CellStyle(wraps: true)) {
    let last = lastColumnOfText
    // Widths are those of digits of 10 points.
    let width = (0...last).reduce(0.0) { $0 + self.width($1) } * 10 / style.size
    sheet.setHeight(Self.height(lines: TextWidth.lines(text, width: width)), row: row)
    sheet.write(text, rows: row...row, columns: 0...last, style)
    row += 1
  }

  static func height(lines: Int) -> Double { Double(lines) * lineHeight + 2 }

  private var lastColumnOfText: Int {
    var (sum, column) = (width(0), 0)
    while sum < 96 {
      column += 1
      sum += width(column)
    }
    return column
  }

  /// Beyond the columns in use those of an empty sheet.
  private func width(_ column: Int) -> Double { widths.indices.contains(column) ? widths[column] : 8.43 }
}
