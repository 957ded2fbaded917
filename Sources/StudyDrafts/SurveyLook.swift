import DataFiles
import Microdata
import StatisticalFiles
import TradeImpact

/// A survey file as it was found: its encoding, and each column with what it seems to be.
struct SurveyLook {
  struct Column {
    let profile: ColumnProfile
    /// nil: not recognised by its name.
    let standardName: String?
    /// As the header says it.
    let unit: String?
    /// How a statistical file describes the column.
    let description: StatisticalVariable?
  }
  let reference: String
  let encoding: TextEncoding
  let columns: [Column]
  let rowCount: Int

  /// - Throws: ``MicrodataError`` where the file cannot be read in any known encoding.
  init(_ reference: String) throws {
    let (encoding, file, columns) = try Self.read(reference)
    let described = try DataFile(reference).variables(encoding: encoding)
    let aliases = ColumnAliases()
    var taken = Set<String>()
    var found: [Column] = []
    for (place, factor) in columns.enumerated() {
      let header = file.columnNames[place]
      let description = described.isEmpty ? nil : described[place]
      // A label may say in Chinese what a name abbreviates.
      let names = [header] + [description?.label].compactMap(\.self)
      let standard = names.lazy.compactMap { aliases.standardName(of: $0) }.first { !taken.contains($0) }
      if let standard { taken.insert(standard) }
      found.append(
        Column(
          profile: ColumnProfile(name: header, factor), standardName: standard,
          unit: names.lazy.compactMap { HeaderUnit($0).unit }.first, description: description))
    }
    (self.reference, self.encoding, self.columns) = (reference, encoding, found)
    rowCount = columns.first?.codes.count ?? 0
  }

  /// UTF-8 where all bytes are; else GB 18030.
  private static func read(_ reference: String) throws -> (TextEncoding, CSVFile, [Factor]) {
    do {
      let (file, columns) = try read(reference, .utf8)
      return (.utf8, file, columns)
    } catch let error as MicrodataError {
      guard case .invalidBytes(_, likely: TextEncoding.gb18030.rawValue) = error.kind else { throw error }
      let (file, columns) = try read(reference, .gb18030)
      return (.gb18030, file, columns)
    }
  }

  private static func read(_ reference: String, _ encoding: TextEncoding) throws -> (CSVFile, [Factor]) {
    let file = try CSVFile(dataFile: reference, format: CSVFormat(encoding: encoding))
    let columns = try file.readAll(columns: file.columnNames.map { ColumnSpec(name: $0, kind: .factor) })
    return (
      file,
      columns.map { column in
        guard case .factor(let factor) = column else { preconditionFailure("asked for as factors") }
        return factor
      }
    )
  }

  subscript(standardName: String) -> Column? { columns.first { $0.standardName == standardName } }

  func has(_ standardName: String) -> Bool { self[standardName] != nil }

  /// Names that the file has under another name.
  var mapped: [Column] {
    columns.filter { column in column.standardName.map { !$0.utf8.elementsEqual(column.profile.name.utf8) } ?? false }
  }

  var unknown: [Column] { columns.filter { $0.standardName == nil } }

  /// What a column that no name tells may be by its values.
  func candidates(_ column: Column) -> [String] {
    let (profile, all) = (column.profile, Classifications.bundled)
    var names: [String] = []
    if profile.isUnique { names.append("firm_id") }
    if profile.isYear { names.append("year") }
    if profile.isChapter { names.append("hs_chapter") }
    for (name, classification) in [
      ("region", all.region), ("ownership", all.ownership), ("business_type", all.businessType), ("sector", all.sector),
      ("primary_cause", all.cause),
    ] where !profile.levels.isEmpty && profile.levels.allSatisfy({ classification.position(of: $0) != nil }) {
      names.append(name)
    }
    if profile.isResponse { names.append("response") }
    if profile.isFlag { names.append("affected") }
    if profile.isNumeric, !profile.isFlag, !profile.isYear, !profile.isUnique {
      names += ["exports", "frame_exports", "weight", "population"]
    }
    return names.filter { !has($0) }
  }
}
