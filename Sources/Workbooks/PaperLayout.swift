/// How a sheet is printed on A4 lying on its long side.
///
/// A sheet is made as small as it takes to be one page wide, and with charts one page high, so that none is cut. One that could not be
/// read then is printed in parts: a spreadsheet program keeps the breaks that it is given only where it is also given the scale.
package enum PaperLayout: Hashable {
  /// - Parameter isOnePage: Whether also the length has to fit.
  case fitted(isOnePage: Bool)
  /// Columns with which a new sheet of paper begins, counted from 0; the labels of rows stand on every one.
  case parts(columns: [Int])

  /// In percent, of a sheet in parts.
  package static let scaleOfParts = 60
  /// Points of the sheet that fit across a part. Fonts that stand in for the usual one are up to a fifth wider.
  static let widthOfPart = 0.8 * paperWidth * 100 / Double(scaleOfParts)
  /// Rows of charts on one sheet of paper.
  static let chartRowsOfPart = 2

  /// In points, without the margins.
  private static let paperWidth = 740.0
  /// Of a page that is still read.
  private static let smallestScale = 0.45

  /// - Parameters:
  ///   - widths: Of the columns, in digits; that of the labels first.
  ///   - groups: Columns that stay together, in order, counted from 0.
  package init(widths: [Double], groups: [ClosedRange<Int>], hasCharts: Bool) {
    let points = widths.map(Self.points)
    guard points.reduce(0, +) * Self.smallestScale > Self.paperWidth else {
      self = .fitted(isOnePage: hasCharts)
      return
    }
    var (breaks, used) = ([Int](), points[0])
    for group in groups {
      let added = points[group].reduce(0, +)
      if used > points[0], used + added > Self.widthOfPart {
        breaks.append(group.lowerBound)
        used = points[0]
      }
      used += added
    }
    self = .parts(columns: breaks)
  }

  /// A digit is 7 pixels wide, and a column has 5 beside its digits; 96 pixels are 72 points.
  private static func points(_ width: Double) -> Double { (width * 7 + 5) * 0.75 }
}
