import DataFiles
import Microdata
import TestSupport
import Testing

/// One survey as CSV, workbook, and file of SPSS and Stata.
@Suite struct SameTableTests {
  private static let folder = Fixtures.folder + "/data-files/"
  private static let copies = ["survey.xlsx", "survey.xlsx#样本", "survey.sav", "survey.dta"]

  private func open(_ name: String) throws -> CSVFile { try CSVFile(dataFile: Self.folder + name) }

  @Test(arguments: copies) func textIsTheSame(copy: String) throws {
    let (expected, found) = (try open("survey.csv"), try open(copy))
    #expect(found.columnNames == expected.columnNames)
    // As text, numbers are in their shortest form, which for the column of extremes is not how the CSV file writes them.
    let places = expected.columnNames.indices.filter { expected.columnNames[$0] != "extra" }
    let (a, b) = (try expected.texts(), try found.texts())
    for (row, other) in zip(a, b) { #expect(places.map { row[$0] } == places.map { other[$0] }) }
    #expect(a.count == 12 && b.count == 12)
  }

  @Test(arguments: copies, ["extra", "direct_loss", "added_cost", "exports"])
  func numbersAreTheSameBitForBit(copy: String, column: String) throws {
    let (expected, found) = (try open("survey.csv").numbers(column), try open(copy).numbers(column))
    #expect(found.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  /// The same for any split of the rows, as for a file on disk.
  @Test(arguments: copies) func threadsAndChunksChangeNothing(copy: String) throws {
    let file = try open(copy)
    let column = ColumnSpec(name: "note", kind: .factor)
    for (threads, chunkBytes) in [(1, 1 << 18), (3, 64), (2, 200)] {
      let rows = try file.reduce(
        columns: [column], threads: threads, chunkBytes: chunkBytes, into: { CollectedRows() }, { $0.append($1) },
        merge: { $0.merge($1) })
      #expect(rows.block().position(ofRow: 11).line == (copy.hasPrefix("survey.xlsx") ? 13 : 12))
    }
  }
}
