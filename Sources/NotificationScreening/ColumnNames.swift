import Documents
import Microdata

/// The names under which the columns of a kind of file are known: the bundled table `columns.csv`.
struct ColumnNames {
  enum Kind: String { case notifications, trade, rates }

  struct Field {
    let name: String
    let isNeeded: Bool
    /// As errors list them, the preferred first.
    let accepted: [String]
  }
  let fields: [Field]
  private let fieldOfKey: [String: Int]
  /// Place of a name among those of its field: the lowest is preferred.
  private let preference: [String: Int]

  init(_ kind: Kind) {
    let table = BundledTable.columns
    let rows = (0..<table.rowCount).filter { table.text("file", $0) == kind.rawValue }
    var (fields, places, preference) = ([Field](), [String: Int](), [String: Int]())
    for row in rows {
      let (field, name) = (table.text("field", row), table.text("name", row))
      if fields.last?.name != field {
        let own = rows.filter { table.text("field", $0) == field }.map { table.text("name", $0) }
        fields.append(Field(name: field, isNeeded: table.text("needed", row) == "yes", accepted: [field] + own))
        places[Folding.key(field), default: fields.count - 1] = fields.count - 1
      }
      let key = Folding.key(name)
      if places[key] == nil { places[key] = fields.count - 1 }
      if preference[key] == nil { preference[key] = row }
    }
    (self.fields, fieldOfKey, self.preference) = (fields, places, preference)
  }

  /// Which column of a file holds which field.
  struct Match {
    /// Field to column.
    fileprivate(set) var columns: [String: String] = [:]
    /// Columns of no field, with the nearest accepted name.
    fileprivate(set) var unknown: [(column: String, nearest: String)] = []
    /// Columns whose field another column holds.
    fileprivate(set) var doubled: [(column: String, used: String)] = []
  }

  /// - Throws: ``ScreeningError/missingColumn(file:field:accepted:found:)``.
  func match(_ file: CSVFile) throws(ScreeningError) -> Match {
    var match = Match()
    for (place, field) in fields.enumerated() {
      let all = file.columnNames.filter { fieldOfKey[Folding.key($0)] == place }
      let ordered = all.enumerated().sorted { rank($0.element, $0.offset) < rank($1.element, $1.offset) }.map(\.element)
      guard let used = ordered.first else {
        guard !field.isNeeded else {
          throw .missingColumn(file: file.path, field: field.name, accepted: field.accepted, found: file.columnNames)
        }
        continue
      }
      match.columns[field.name] = used
      match.doubled += ordered.dropFirst().map { ($0, used) }
    }
    let accepted = fields.flatMap(\.accepted)
    for column in file.columnNames where fieldOfKey[Folding.key(column)] == nil {
      match.unknown.append((column, nearest(to: column, among: accepted) ?? ""))
    }
    return match
  }

  private func rank(_ column: String, _ offset: Int) -> (Int, Int) { (preference[Folding.key(column)] ?? -1, offset) }
}

/// The tables that are part of the program, each read when first asked for.
package enum BundledTable {
  package static let columns = read(PackageResources.columns_csv, "columns.csv")
  package static let members = read(PackageResources.members_csv, "members.csv")
  package static let keywords = read(PackageResources.keywords_csv, "keywords.csv")

  /// A bundled file that cannot be read is a defect of the program, which the tests exclude.
  private static func read(_ bytes: [UInt8], _ name: String) -> TextTable {
    do { return try TextTable(bundled: name, bytes: bytes) } catch { preconditionFailure("\(error)") }
  }
}
