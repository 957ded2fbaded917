import DataFiles
import Microdata
import TestSupport
import Testing

/// A file that is not what its name says is an error that says so.
@Suite struct FileContentTests {
  private static let folder = Fixtures.folder + "/data-files/"

  private func message(_ bytes: [UInt8], _ ending: String) -> String {
    let file = ScratchFile(bytes, ending: ending)
    let error = #expect(throws: MicrodataError.self) { try CSVFile(dataFile: file.path) }
    return error?.description.replacing(file.path, with: "file\(ending)") ?? ""
  }

  @Test(arguments: [
    ("survey.csv", ".xlsx", "file.xlsx: the file is no workbook; name it .csv if it is text, or export it again"),
    ("survey.csv", ".sav", "file.sav: the file is no .sav file; name it .csv if it is text, or export it again"),
    ("survey.xlsx", ".csv", "file.csv: the file is a zip archive, such as a workbook; name it .xlsx if it is one"),
    ("survey.xlsx", ".dta", "file.dta: the file is a zip archive, such as a workbook; name it .xlsx if it is one"),
    ("survey.sav", ".csv", "file.csv: the file is of SPSS; name it .sav"),
    ("survey.dta", ".sav", "file.sav: the file seems to be of Stata; name it .dta"),
    ("survey.csv", ".ods", "file.ods: files .ods are not read; save it as .xlsx or as CSV"),
  ])
  func contentHasToAgreeWithTheName(name: String, ending: String, expected: String) throws {
    #expect(try message(Fixtures.bytes(Self.folder + name), ending) == expected)
  }

  @Test func encryptedFilesAreToldFromOldOnes() {
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    let stream: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0 as UInt8] }
    #expect(message(compound + stream, ".xlsx").contains("encrypted with a password; save it without a password"))
    #expect(message(compound, ".xlsx").contains("of Excel 97-2003 (.xls); save it as .xlsx"))
    #expect(message(compound, ".xls").contains("of Excel 97-2003 (.xls); save it as .xlsx"))
    #expect(message([0x1C, 0, 0, 0, 0, 0, 0, 0] + Array("ENCRYPTEDSAV".utf8), ".sav").contains("encrypted"))
  }

  @Test func emptyFilesSaySo() {
    for ending in [".xlsx", ".sav", ".dta", ".sas7bdat"] { #expect(message([], ending).contains("the file is empty")) }
  }

  @Test func otherArchivesAreNoWorkbooks() throws {
    // An archive without any entry.
    let archive: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)
    #expect(message(archive, ".xlsx").contains("the file is a zip archive, not an Excel workbook"))
  }

  @Test func aNumberSignBelongsToNamesOfFilesWithoutParts() {
    #expect(DataFile("a#b.csv").path == "a#b.csv")
    #expect(DataFile("a#b.xlsx").path == "a#b.xlsx")
    #expect(DataFile("a.xlsx#b").path == "a.xlsx")
    #expect(DataFile("a.sav#labels").path == "a.sav")
    let error = #expect(throws: MicrodataError.self) { try CSVFile(dataFile: Self.folder + "coded.sav#label") }
    #expect(error?.description.contains("the file has no part label; write") == true)
  }
}
