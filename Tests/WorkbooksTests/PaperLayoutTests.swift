import Testing
import Workbooks

@Suite struct PaperLayoutTests {
  private func layout(groups: Int, width: Double = 10, hasCharts: Bool = false) -> PaperLayout {
    let columns = (0..<groups).map { (1 + 3 * $0)...(3 + 3 * $0) }
    return PaperLayout(
      widths: [20] + [Double](repeating: width, count: 3 * groups), groups: columns, hasCharts: hasCharts)
  }

  @Test func aSheetThatCanBeReadIsFittedAndWithChartsOnOnePage() {
    #expect(layout(groups: 3) == .fitted(isOnePage: false))
    #expect(layout(groups: 3, hasCharts: true) == .fitted(isOnePage: true))
  }

  /// Three columns of 10 digits are 168.75 points, the labels 108.75, and a part has room for 986.
  @Test func partsBeginWithAGroupOfColumns() {
    #expect(layout(groups: 12) == .parts(columns: [16, 31]))
  }

  @Test func aGroupWiderThanAPartStandsAlone() {
    #expect(layout(groups: 3, width: 70) == .parts(columns: [4, 7]))
  }
}
