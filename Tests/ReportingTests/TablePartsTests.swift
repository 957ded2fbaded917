import Reporting
import Testing
import TradeImpact

/// Tables that are wider than a sheet of paper.
@Suite struct TablePartsTests {
  /// Years with an estimate, its error, and what the report published.
  private func shown(years: Int) -> TablePresentation {
    let columns = (0..<years).flatMap { year in
      [
        ReportTable.Column(
          code: "e\(year)", label: Samples.text("\(2015 + year)"), measure: "direct_loss", unit: .hundredMillionYuan,
          decimals: 2, companions: [.standardError]),
        ReportTable.Column(
          code: "p\(year)", label: Samples.text("published"), style: .published, measure: "direct_loss",
          unit: .hundredMillionYuan, decimals: 2),
      ]
    }
    let cells = (0..<years).flatMap { year in
      [
        Cell(value: 1e10 * Double(year + 1), standardError: 1e9, n: 5, method: "expansion"),
        Cell.published(1e10, printed: "100"),
      ]
    }
    return TablePresentation(
      ReportTable(
        id: "t", title: Samples.text("t"), rowLabel: Samples.text("sector"), isSynthetic: false,
        rows: [.init(code: "a", label: Samples.text("agriculture"))], columns: columns, cells: [cells]), .en)
  }

  @Test func aTableThatFitsIsItsOnlyPart() {
    let table = shown(years: 2)
    let parts = table.parts(lineWidth: table.widths.reduce(0, +))
    #expect(parts.count == 1)
    #expect(parts[0].groups.count == table.groups.count)
  }

  @Test(arguments: [60.0, 80, 100, 165]) func partsHoldEveryNumberOnceAndFit(lineWidth: Double) {
    let table = shown(years: 5)
    let parts = table.parts(lineWidth: lineWidth)
    #expect(parts.count > 1 || table.widths.reduce(0, +) <= lineWidth)
    #expect(parts.flatMap { $0.lines[0].entries.map(\.text) } == table.lines[0].entries.map(\.text))
    #expect(parts.flatMap { $0.groups.map(\.label) } == table.groups.map(\.label))
    for part in parts {
      #expect(part.widths.reduce(0, +) <= lineWidth)
      #expect(part.lines[0].label == "agriculture" && part.rowLabel == "sector")
    }
  }

  /// The published number stays beside its estimate, and five years are three and two, not four and one.
  @Test func partsBeginWithAnEstimateAndAreAboutEquallyWide() {
    let table = shown(years: 5)
    let two = table.parts(lineWidth: table.widths.reduce(0, +) * 0.9)
    #expect(two.map { $0.groups.count / 2 } == [3, 2])
    #expect(two.allSatisfy { $0.groups[0].style == .estimate && $0.groups.last?.style == .published })
  }

  @Test func thePageHasThePartsForPaperAlone() {
    let wide = HTMLReportRenderer(.en).text(
      YearlyReport(title: Samples.text("r"), tables: [wideTable], findings: []))
    #expect(wide.components("<div class=\"paper\">") > 1)
    #expect(wide.contains(".paper { display: none; }") && wide.contains(".scroll:has(~ .paper) { display: none; }"))
    let narrow = HTMLReportRenderer(.en).text(
      YearlyReport(title: Samples.text("r"), tables: [Samples.table()], findings: []))
    #expect(!narrow.contains("<div class=\"paper\">"))
  }

  private var wideTable: ReportTable {
    ReportTable(
      id: "t", title: Samples.text("t"), rowLabel: Samples.text("sector"), isSynthetic: false,
      rows: [.init(code: "a", label: Samples.text("agriculture"))],
      columns: (0..<40).map {
        .init(code: "c\($0)", label: Samples.text("column"), measure: "direct_loss", unit: .yuan, decimals: 2)
      }, cells: [(0..<40).map { Cell(value: Double($0), method: "expansion") }])
  }
}

extension String {
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
