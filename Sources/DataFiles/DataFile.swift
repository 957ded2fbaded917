import Microdata
import Spreadsheets
import StatisticalFiles

/// A table of a survey, whichever kind of file holds it: `survey.csv`, `survey.xlsx#Sheet1`, `survey.sav`, `survey.dta#labels`.
///
/// The ending of the name says the kind, and the content has to agree. What stands behind `#` chooses the sheet of a
/// workbook, by default the first; `#labels` takes the labels of values in place of the codes.
public struct DataFile: Sendable, Hashable {
  /// As a study or a request names it.
  public let reference: String
  /// The file.
  public let path: String
  public let kind: DataFileKind
  /// What stands behind `#`.
  private let part: String?

  public init(_ reference: String) {
    self.reference = reference
    (path, part) = Self.divided(reference)
    kind = DataFileKind(path: path)
  }

  /// The path of the file that a reference names, without sheet.
  public static func path(of reference: String) -> String { divided(reference).path }

  /// A `#` in the name of a file that has no parts belongs to the name.
  private static func divided(_ reference: String) -> (path: String, part: String?) {
    guard let mark = reference.lastIndex(of: "#") else { return (reference, nil) }
    let path = String(reference[..<mark])
    guard DataFileKind(path: path).hasParts else { return (reference, nil) }
    return (path, String(reference[reference.index(after: mark)...]))
  }

  /// Variables with their labels; empty for kinds of files that have none.
  public func variables(encoding: TextEncoding = .utf8) throws(MicrodataError) -> [StatisticalVariable] {
    guard case .statistical(let kind) = kind else { return [] }
    try requireContent()
    return try statistical(kind, encoding).variables
  }

  /// The names of the sheets of a workbook; empty for other kinds of files.
  public func sheetNames() throws(MicrodataError) -> [String] {
    guard kind == .workbook else { return [] }
    try requireContent()
    return try Workbook(path: path).sheetNames
  }

  /// Opens the table; that of a workbook or a statistical file is read whole.
  /// - Parameter format: Delimiter and encoding are those of text files; a statistical file that does not say its own encoding
  ///   has that of the format.
  /// - Throws: `MicrodataError` where the file is not what its ending says, is encrypted, damaged or cut short.
  public func open(_ format: CSVFormat = CSVFormat()) throws(MicrodataError) -> CSVFile {
    try requireContent()
    switch kind {
    case .text: return try CSVFile(path: path, format: format)
    case .workbook: return try CSVFile(Workbook(path: path).table(sheet: part), missingCodes: format.missingCodes)
    case .statistical(let kind):
      let values = try values
      return try CSVFile(
        statistical(kind, format.encoding).table(values), missingCodes: format.missingCodes)
    case .other(let ending):
      throw MicrodataError(
        .unusable(problem: "files .\(ending) are not read", remedy: "save it as .xlsx or as CSV"), file: path)
    }
  }

  private func statistical(
    _ kind: StatisticalFile.Kind, _ encoding: TextEncoding
  ) throws(MicrodataError) -> StatisticalFile {
    try StatisticalFile(path: path, kind: kind, encoding: encoding == .utf8 ? nil : encoding.rawValue)
  }

  private var values: StatisticalFile.Values {
    get throws(MicrodataError) {
      guard let part else { return .codes }
      guard part == "labels" else {
        throw MicrodataError(
          .unusable(problem: "the file has no part \(part)", remedy: "write \(path) or \(path)#labels"), file: path)
      }
      return .labels
    }
  }

  private func requireContent() throws(MicrodataError) {
    let content = try FileContent(path: path)
    if let error = content.disagreement(with: kind) {
      throw MicrodataError(.unusable(problem: error.problem, remedy: error.remedy), file: path)
    }
  }
}

extension CSVFile {
  /// Opens a table of any kind of file; see ``DataFile``.
  public init(dataFile reference: String, format: CSVFormat = CSVFormat()) throws(MicrodataError) {
    self = try DataFile(reference).open(format)
  }
}
