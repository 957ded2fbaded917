import Reporting
import Testing
import Workbooks

@Suite struct TableGridTests {
  private let grid = TableGrid(WorkbookSamples.table(), .zh)

  private func entries(_ grid: TableGrid, row: Int, of source: Int) -> [TableGrid.Entry] {
    grid.columns.indices.filter { grid.columns[$0].source == source }.map { grid.entries[row][$0] }
  }

  @Test func everyNumberHasAColumnOfItsOwn() {
    #expect(
      grid.columns.filter { $0.source == 0 }.map(\.content)
        == [.estimate, .standardError, .coefficientOfVariation, .lower, .upper, .n])
    #expect(grid.groups.map(\.columns) == [0...5, 6...7, 8...9, 10...10])
    #expect(grid.columns[3].head == "95%置信区间下限")
    #expect(TableGrid(WorkbookSamples.table(), .en).columns[4].head == "95% interval, upper")
  }

  /// Divided in binary, 3531608393.5445843 / 1e8 may be the double beside.
  @Test func numbersHaveTheDigitsOfTheirCellInTheUnitOfTheHead() {
    #expect(
      entries(grid, row: 0, of: 0) == [
        .number(35.316083935445843, decimals: 2, isSigned: false),
        .number(6.052226435368185, decimals: 2, isSigned: false),
        .number(17.137309013170968, decimals: 1, isSigned: false),
        .number(25.7160878894528, decimals: 2, isSigned: false),
        .number(55.57186533999005, decimals: 2, isSigned: false), .number(644, decimals: 0, isSigned: false),
      ])
    #expect(entries(grid, row: 0, of: 3) == [.number(12.34567890123, decimals: 2, isSigned: false)])
  }

  @Test func aReadingStandsAsItsNumberWithItsFootnote() {
    #expect(entries(grid, row: 0, of: 1) == [.number(77.16, decimals: 2, isSigned: false), .text("[1]")])
    #expect(entries(grid, row: 1, of: 1) == [.number(77.16, decimals: 2, isSigned: false), .blank])
  }

  @Test func differencesAreSigned() {
    guard case .number(let value, _, let isSigned) = entries(grid, row: 0, of: 2)[0] else {
      Issue.record("a difference is a number")
      return
    }
    #expect(isSigned && value < 0)
  }

  @Test(arguments: [
    (Cell.Status.undefined, "…"), (.notPublished, "—"), (.suppressed, "×"), (.notAsked, "·"),
  ])
  func aCellWithoutNumberHasItsSymbol(_ status: Cell.Status, _ symbol: String) {
    let grid = TableGrid(WorkbookSamples.table(last: .absent(status, method: "expansion")), .en)
    #expect(entries(grid, row: 2, of: 0).allSatisfy { $0 == .text(symbol) })
  }

  /// How many firms are behind a withheld number may be why it is withheld.
  @Test func aWithheldCellDoesNotSayHowManyFirmsAreBehindIt() {
    let grid = TableGrid(WorkbookSamples.table(last: .absent(.suppressed, method: "expansion", n: 2)), .en)
    #expect(entries(grid, row: 2, of: 0) == Array(repeating: .text("×"), count: 6))
    let undefined = TableGrid(WorkbookSamples.table(last: .absent(.undefined, method: "expansion", n: 0)), .en)
    #expect(entries(undefined, row: 2, of: 0).last == .number(0, decimals: 0, isSigned: false))
  }

  @Test func anIntervalThatNothingBoundsSaysSo() {
    let grid = TableGrid(WorkbookSamples.table(upper: nil), .en)
    #expect(grid.hasUnbounded && entries(grid, row: 0, of: 0)[4] == .text("∞"))
    #expect(!self.grid.hasUnbounded)
  }

  @Test func bothLanguagesHaveTheSameEntries() {
    #expect(TableGrid(WorkbookSamples.table(), .en).entries == grid.entries)
  }
}
