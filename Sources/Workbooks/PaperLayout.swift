/// How a sheet is cut into sheets of paper, A4 lying on its long side.
///
/// A sheet that is only as wide as a page fits by itself. One with charts, or with more columns than can be read on one page, is scaled
/// by this program, for only then a spreadsheet program keeps the breaks that it is given.
package struct PaperLayout: Hashable {
  /// In percent.
  package let scale: Int
  /// Columns with which a new sheet of paper begins, counted from 0; the labels of rows stand on every one.
  package let columnBreaks: [Int]
  /// What the first sheet of paper has room for, in points of the sheet.
  let firstWidth: Double

  /// Points, less the margins, and less a little that fonts differ by.
  static let (width, height) = (720.0, 470.0)
  /// In smaller type numbers cannot be read.
  private static let smallestScale = 0.6

  /// - Parameters:
  ///   - widths: Of the columns, in digits; that of the labels first.
  ///   - groups: Columns that stay together, in order, counted from 0.
  ///   - beside: What else has to fit, in points: charts.
  package init(widths: [Double], groups: [ClosedRange<Int>], beside: Double) {
    let points = widths.map(Self.points)
    let scale = min(1, Self.width / max(points.reduce(0, +), beside))
    guard scale < Self.smallestScale else {
      (self.scale, columnBreaks, firstWidth) = (Int(scale * 100), [], max(Self.width / scale, beside))
      return
    }
    let room = Self.width / Self.smallestScale
    var (breaks, used) = ([Int](), points[0])
    for group in groups {
      let added = points[group].reduce(0, +)
      if used > points[0], used + added > room {
        breaks.append(group.lowerBound)
        used = points[0]
      }
      used += added
    }
    (self.scale, columnBreaks) = (Int(Self.smallestScale * 100), breaks)
    firstWidth = breaks.first.map { points[..<$0].reduce(0, +) } ?? room
  }

  /// A digit is 7 pixels wide, and a column has 5 beside its digits; 96 pixels are 72 points.
  static func points(_ width: Double) -> Double { (width * 7 + 5) * 0.75 }

  /// Rows of charts with which a new sheet of paper begins.
  /// - Parameters:
  ///   - rows: How many rows of charts there are.
  ///   - rowHeight: Of a row of charts, in points.
  ///   - above: Points of the sheet above the charts.
  ///   - heads: Points of the rows that every sheet of paper repeats.
  package func chartBreaks(rows: Int, rowHeight: Double, above: Double, heads: Double) -> [Int] {
    let page = Self.height * 100 / Double(scale)
    guard above + Double(rows) * rowHeight > page else { return [] }
    let each = max(1, Int((page - heads) / rowHeight))
    return Array(stride(from: 0, to: rows, by: each))
  }
}
