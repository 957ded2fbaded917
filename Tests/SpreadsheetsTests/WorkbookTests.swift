import Microdata
import Spreadsheets
import TestSupport
import Testing

/// The sheets of `made.xlsx`, each with one thing that is unusual.
@Suite struct WorkbookTests {
  static let made = Fixtures.folder + "/data-files/made.xlsx"

  private func table(_ sheet: String) throws -> CSVFile {
    try CSVFile(Workbook(path: Self.made).table(sheet: sheet))
  }

  private func error(_ sheet: String, _ body: (CSVFile) throws -> Void = { _ = try $0.texts() }) -> String? {
    let error = #expect(throws: MicrodataError.self) { try body(table(sheet)) }
    return error?.description.replacing(Self.made, with: "made.xlsx")
  }

  // MARK: Cells

  @Test func textInCellsIsItsRunsWithoutPronunciation() throws {
    #expect(try table("inline").texts() == [["rich text", "0.1"]])
  }

  @Test func cellsWithoutPlacesFollowEachOther() throws {
    let table = try table("without places")
    #expect(table.columnNames == ["x", "y"])
    #expect(try table.texts() == [["1000", "1"]])
  }

  @Test func escapesAreCharactersAndOtherUnderscoresStay() throws {
    #expect(try table("escaped").texts() == [[" aAb\nc_xZZ_ ", "2"]])
  }

  @Test func datesAreThoseOfTheirFormat() throws {
    #expect(
      try table("dates").texts() == [["2019-12-31", "2019-12-31T06:00:00"], ["12:00:00", "0.38"]])
  }

  @Test func emptyRowsAboveAndBelowAreNoPartOfTheTable() throws {
    let table = try table("moved down")
    #expect(table.columnNames == ["7"])
    #expect(try table.numbers("7") == [8, 9])
    #expect(try table.position(ofRow: 1) == SourcePosition(file: Self.made + "#moved down", line: 5))
  }

  @Test func theFirstSheetIsReadUnlessOneIsNamed() throws {
    let path = Fixtures.folder + "/data-files/survey.xlsx"
    let workbook = try Workbook(path: path)
    #expect(workbook.sheetNames == ["样本", "说明"])
    #expect(try CSVFile(workbook.table()).columnNames.first == "firm_id")
    #expect(try CSVFile(workbook.table(sheet: "说明")).texts() == [["made", "1"]])
  }

  // MARK: Errors

  @Test func errorsNameSheetRowAndColumn() {
    let message = error("error") { _ = try $0.numbers("y") }
    #expect(message?.hasPrefix("made.xlsx#error:2: column y: \"#N/A\" is not a number;") == true)
  }

  @Test func aMissingCodeMayBeAnErrorValue() throws {
    let table = try CSVFile(Workbook(path: Self.made).table(sheet: "error"), missingCodes: ["#N/A"])
    #expect(try table.numbers("y")[0].isNaN)
  }

  @Test(arguments: [
    ("formula", "made.xlsx#formula:2: cell A2 has a formula and no result"),
    ("merged", "made.xlsx#merged:2: the cells A2:A3 are merged"),
    ("gap", "made.xlsx#gap:3: an empty line"),
    ("wide", "made.xlsx#wide:2: the record has 4 fields where the header has 2"),
    ("disorder", "made.xlsx#disorder:2: cells of row 2 are not in order"),
    ("offset", "made.xlsx#offset:3: column 1 of the header has no name"),
    ("empty", "made.xlsx#empty: the file is empty"),
    ("absent", "made.xlsx: the workbook has no sheet absent; its sheets are inline, without places"),
  ])
  func whatATableCannotHaveIsAnErrorWithItsPlace(sheet: String, message: String) {
    #expect(error(sheet)?.hasPrefix(message) == true, "\(error(sheet) ?? "")")
  }

  @Test func noPieceOfAWorkbookIsReadAsAWhole() throws {
    let bytes = try Fixtures.bytes(Fixtures.folder + "/data-files/survey.xlsx")
    for count in stride(from: 100, to: bytes.count, by: 377) {
      let file = ScratchFile(bytes.prefix(count), ending: ".xlsx")
      let error = #expect(throws: MicrodataError.self) { try Workbook(path: file.path).table() }
      #expect(error?.description.contains("copy or export it again") == true)
    }
  }

  @Test func aSpoiledByteIsFoundByTheCheckSum() throws {
    var bytes = try Fixtures.bytes(Fixtures.folder + "/data-files/survey.xlsx")
    // The middle of the first packed part of the sheet: behind its local header, which begins with its name.
    let name = Array("xl/worksheets/sheet1.xml".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes[place + name.count + 200] ^= 0x55
    let file = ScratchFile(bytes, ending: ".xlsx")
    #expect(throws: MicrodataError.self) { try Workbook(path: file.path).table() }
  }
}
