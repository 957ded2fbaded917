import Microdata
import TestSupport
import Testing

@Suite struct MASTCrosswalkTests {
  @Test func everyRequirementHasOneCodeOfChaptersAOrB() throws {
    let table = try TextTable(path: Fixtures.package + "/datasets/mast-crosswalk/crosswalk.csv")
    let codes = (0..<table.rowCount).map { table.text("requirement", $0) }
    #expect(codes.count == 19 && Set(codes).count == codes.count)
    for row in 0..<table.rowCount {
      let code = table.text("mast", row)
      #expect(code.wholeMatch(of: /[AB][1-9][1-9]?/) != nil, "\(code)")
      #expect(!table.text("label_zh", row).isEmpty && !table.text("mast_title", row).isEmpty)
      #expect(["usual", "nearest"].contains(table.text("relation", row)))
    }
  }

  /// The same code has the same title.
  @Test func titlesBelongToCodes() throws {
    let table = try TextTable(path: Fixtures.package + "/datasets/mast-crosswalk/crosswalk.csv")
    var titles: [String: String] = [:]
    for row in 0..<table.rowCount {
      let (code, title) = (table.text("mast", row), table.text("mast_title", row))
      #expect(titles[code] ?? title == title, "\(code)")
      titles[code] = title
    }
  }
}
