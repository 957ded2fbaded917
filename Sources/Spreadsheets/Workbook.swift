import Microdata

/// An Excel workbook (ECMA-376 SpreadsheetML, `.xlsx` or `.xlsm`) of which one sheet is read as a table.
public struct Workbook {
  /// The names of the sheets, in the order of the workbook.
  public var sheetNames: [String] { sheets.map(\.name) }

  private let archive: Archive
  private let sheets: [Sheet]
  private let relations: Relations
  private let uses1904: Bool

  struct Sheet {
    let name: String
    let relation: String
  }

  /// - Throws: `MicrodataError` where the file is no workbook, is encrypted, or was cut short.
  public init(path: String) throws(MicrodataError) {
    archive = try Archive(path)
    let package = try Relations(of: "", in: archive)
    guard let part = package.target(ofType: "officeDocument"), part.hasSuffix(".xml"), part.hasPrefix("xl/") else {
      throw Self.notAWorkbook(archive, package)
    }
    let reading = WorkbookHandler()
    try XMLReading(archive: archive, part: part).run(reading)
    (sheets, uses1904) = (reading.sheets, reading.uses1904)
    relations = try Relations(of: part, in: archive)
  }

  private static func notAWorkbook(_ archive: Archive, _ package: Relations) -> MicrodataError {
    let kind =
      archive.has("xl/workbook.bin")
      ? "a binary workbook (.xlsb)"
      : archive.has("mimetype")
        ? "an OpenDocument file" : archive.has("word/document.xml") ? "a Word document" : "a zip archive"
    return MicrodataError(
      .unusable(problem: "the file is \(kind), not an Excel workbook", remedy: "save it as .xlsx or as CSV"),
      file: archive.path)
  }

  /// The table of a sheet: its first row that is not empty has the names, every row below is a record.
  ///
  /// Numbers and text are taken as they are stored, whatever their format shows; dates are `2019-12-31`, true is 1 and false
  /// 0, results of formulas are those that were stored last. Rows must have no gap.
  /// - Parameter name: Of the sheet; nil: the first.
  /// - Returns: Records whose lines are the rows of the sheet, under the name `survey.xlsx#Sheet1`.
  /// - Throws: `MicrodataError` with sheet, row and cell.
  public func table(sheet name: String? = nil) throws(MicrodataError) -> Transcript {
    let sheet = try sheet(name)
    guard let part = relations.target(sheet.relation) else {
      throw MicrodataError(
        .unusable(problem: "the sheet \(sheet.name) is missing", remedy: "export the workbook again"),
        file: archive.path)
    }
    let styles = try relations.target(ofType: "styles").map { part throws(MicrodataError) in
      let styles = StylesHandler()
      try XMLReading(archive: archive, part: part).run(styles)
      return styles.dateStyles
    }
    let texts = SharedTextHandler()
    if let part = relations.target(ofType: "sharedStrings") { try XMLReading(archive: archive, part: part).run(texts) }
    let shown = "\(archive.path)#\(sheet.name)"
    let rows = SheetHandler(
      texts: texts.texts, dateStyles: styles ?? [], epoch: uses1904 ? .excel1904 : .excel, name: shown)
    try XMLReading(archive: archive, part: part).run(rows)
    return rows.transcript()
  }

  private func sheet(_ name: String?) throws(MicrodataError) -> Sheet {
    guard let name else {
      guard let first = sheets.first else { throw MicrodataError(.emptyFile, file: archive.path) }
      return first
    }
    guard let sheet = sheets.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw MicrodataError(
        .unusable(
          problem: "the workbook has no sheet \(name)", remedy: "its sheets are \(sheetNames.joined(separator: ", "))"),
        file: archive.path)
    }
    return sheet
  }
}

private final class WorkbookHandler: ElementHandler {
  var sheets: [Workbook.Sheet] = []
  var uses1904 = false

  override func start(_ name: ElementName, _ attributes: ElementAttributes) {
    if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
      sheets.append(.init(name: title, relation: relation))
    } else if name == "workbookPr" {
      uses1904 = ["1", "true"].contains(attributes["date1904"])
    }
  }
}
