import TableAudit
import TestSupport

/// The bundled published tables, as printed and corrected.
enum Report2020 {
  static let path = Fixtures.package + "/datasets/report-2020"

  static let folder: AuditFolder = {
    do { return try AuditFolder(path: path) } catch { preconditionFailure("\(error)") }
  }()
  static let audit = folder.audit()

  /// The numbers that an audit by hand of the whole report recommends, from the column `reading` that the program never reads.
  static let corrected: PublishedTables = {
    var readings: [String: String] = [:]
    for file in folder.files {
      let table = try! CSVRows(Fixtures.bytes("\(path)/\(file).csv"))  // bundled, or no test means anything
      for row in table.rows { readings[row["id"] ?? ""] = row["reading"] }
    }
    return folder.tables.replacing(
      folder.tables.cells.map { cell in
        cell.numeral.map { printed in readings[cell.id].flatMap { PrintedNumeral($0) } ?? printed }
      })
  }()
  static let auditOfCorrected = PublishedAudit(corrected, folder.relations, claims: folder.claims)

  static func position(_ id: String) -> Int { folder.tables.cells.firstIndex { $0.id == id }! }
}

/// A small CSV file with quoted fields.
struct CSVRows {
  let rows: [[String: String]]

  init(_ bytes: [UInt8]) {
    var records: [[String]] = [[""]]
    var isQuoted = false
    for character in String(decoding: bytes, as: UTF8.self) {
      switch (character, isQuoted) {
      case ("\"", _): isQuoted.toggle()
      case (",", false): records[records.count - 1].append("")
      case ("\n", false): records.append([""])
      default: records[records.count - 1][records[records.count - 1].count - 1].append(character)
      }
    }
    let names = records[0]
    rows = records.dropFirst().filter { $0.count == names.count }
      .map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }
}
