import Microdata
import StatisticalFiles

/// What a file is by its first bytes.
struct FileContent {
  private enum Mark {
    case empty, zip, encryptedWorkbook, oldExcel, encryptedSPSS, spss, stata, sas, other
  }
  private let mark: Mark

  init(path: String) throws(MicrodataError) {
    mark = Self.mark(try FileStart.bytes(of: path, count: 1 << 16))
  }

  /// What is wrong with a file of this content under a name of that kind; nil: nothing that its first bytes show.
  func disagreement(with kind: DataFileKind) -> (problem: String, remedy: String)? {
    switch (mark, kind) {
    case (.empty, .text): nil  // the reader of text says so
    case (.empty, _): ("the file is empty", "export it again")
    case (.encryptedWorkbook, _), (.encryptedSPSS, _):
      ("the file is encrypted with a password", "save it without a password")
    case (.oldExcel, _): ("the file is of Excel 97-2003 (.xls)", "save it as .xlsx")
    case (.zip, .workbook), (.spss, .statistical(.sav)), (.spss, .statistical(.zsav)), (.stata, .statistical(.dta)),
      (.sas, .statistical(.sas7bdat)), (.other, .text), (_, .other):
      nil
    case (.zip, _): ("the file is a zip archive, such as a workbook", "name it .xlsx if it is one")
    case (.spss, _): ("the file is of SPSS", "name it .sav")
    case (.sas, _): ("the file is of SAS", "name it .sas7bdat")
    case (.stata, .text): nil  // two bytes that text may begin with too
    case (.stata, _): ("the file seems to be of Stata", "name it .dta")
    case (.other, .workbook): ("the file is no workbook", Self.textRemedy)
    case (.other, .statistical(let kind)): ("the file is no .\(kind.rawValue) file", Self.textRemedy)
    }
  }

  private static let textRemedy = "name it .csv if it is text, or export it again"

  private static func mark(_ bytes: [UInt8]) -> Mark {
    if bytes.isEmpty { return .empty }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      // An encrypted workbook is a compound file with a stream of this name, in UTF-16.
      return bytes.holds("EncryptedPackage".utf8.flatMap { [$0, 0] }) ? .encryptedWorkbook : .oldExcel
    }
    if bytes.prefix(64).holds(Array("ENCRYPTEDSAV".utf8)) { return .encryptedSPSS }
    if bytes.starts(with: "$FL2".utf8) || bytes.starts(with: "$FL3".utf8) { return .spss }
    if isStata(bytes) { return .stata }
    return bytes.dropFirst(12).starts(with: [0xC2, 0xEA, 0x81, 0x60]) ? .sas : .other
  }

  /// Releases 117 and later begin with a tag; those before with their number, 104 to 115, and the order of bytes.
  private static func isStata(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: "<stata_dta>".utf8) { return true }
    return bytes.count > 4 && (104...115).contains(bytes[0]) && (1...2).contains(bytes[1]) && bytes[2] == 1
  }
}

extension Collection where Element == UInt8 {
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    var rest = self[...]
    while let start = rest.firstIndex(of: wanted[0]) {
      rest = rest[start...]
      if rest.starts(with: wanted) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
