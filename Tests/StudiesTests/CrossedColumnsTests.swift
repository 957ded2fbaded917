import Estimation
import Reporting
import Studies
import TestSupport
import Testing

/// Sums over the columns of a table, in the estimates of the bundled year 2019.
@Suite struct CrossedColumnsTests {
  private struct Year {
    let study: Study
    let estimates: YearEstimates
  }

  private static let bundled = Result {
    let study = try Study(contentsOf: Fixtures.package + "/datasets/china-2015-2019/study.yml")
    return Year(study: study, estimates: try YearEstimates(study, study.years.last!, threads: 2, chunkBytes: nil))
  }

  private func value(_ wanted: TableRequest) throws -> Double {
    try Self.bundled.get().estimates.estimate(wanted)?.value ?? 0
  }

  private func sums() throws -> [AmountCells.Sum] {
    let year = try Self.bundled.get()
    return AmountCells(year.study, totals: year.estimates.totals).sums
  }

  /// Parts leave what no table shows, such as firms of no sector; more than their total they are never.
  @Test func noPartsOfAnAmountAreMoreThanIt() throws {
    let sums = try sums()
    #expect(sums.count >= 40)
    for sum in sums {
      let (total, parts) = (try value(sum.total), try sum.parts.map(value).reduce(0, +))
      #expect(parts <= total * (1 + 1e-9), "\(sum.total.label)")
    }
  }

  /// Eight markets in seven sectors, among the firms of no sector, and in all.
  @Test func theMarketsOfASectorAddToItsLoss() throws {
    let ofMarkets = try sums().filter { $0.parts.count == 8 && $0.parts[0].label.hasSuffix("loss_US") }
    #expect(ofMarkets.count >= 8)
    for sum in ofMarkets {
      let (total, parts) = (try value(sum.total), try sum.parts.map(value).reduce(0, +))
      #expect(abs(parts - total) <= 1e-9 * total, "\(sum.total.label)")
    }
  }

  @Test func numbersShownInCrossedColumnsAdd() throws {
    let year = try Self.bundled.get()
    let moves = try YearRounding(year.study, year.estimates).moves.filter { $0.place.table == "sector-by-market" }
    let rows = Dictionary(grouping: moves, by: \.place.row)
    #expect(rows.count >= 8)
    for (row, cells) in rows {
      // Hundredths of 亿元.
      let units = cells.map { (column: $0.place.column, count: Int(($0.rounded / 1e6).rounded())) }
      let all = try #require(units.first { $0.column == "all" })
      #expect(units.filter { $0.column != "all" }.reduce(0) { $0 + $1.count } == all.count, "\(row)")
      #expect(cells.allSatisfy { abs($0.units) < 1 })
    }
  }
}
