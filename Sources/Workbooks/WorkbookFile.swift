import CXlsxWriter
import Glibc
import Reporting

/// An Excel file while it is made: sheets, and the formats that their cells share.
final class WorkbookFile {
  /// What the file says of itself; no clock time, so that equal contents give equal bytes.
  struct Properties {
    let title: String
    let subject: String
    /// 2020-01-01, in seconds since 1970.
    static let created: time_t = 1_577_836_800
  }

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let font: String
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  /// Of the first call that was refused.
  private var refusal: WorkbookError?

  private init(path: String, font: String) throws(WorkbookError) {
    guard let workbook = xlsx.new_workbook(path) else {
      throw .notWritten(what: path, reason: "the library gives no workbook")
    }
    (self.workbook, self.font) = (workbook, font)
  }

  /// Makes a file and gives its bytes.
  /// - Throws: ``WorkbookError`` where the library is missing, refuses a value, or has no room for its temporary file.
  static func bytes(
    _ properties: Properties, font: String, _ fill: (WorkbookFile) throws(WorkbookError) -> Void
  ) throws(WorkbookError) -> [UInt8] {
    guard XlsxWriterLibrary.isAvailable else { throw .missingLibrary }
    let folder = try system { () throws(FileSystem.Failure) in try FileSystem.makeTemporaryFolder() }
    defer { FileSystem.remove(folder) }
    // The library writes to a path and to no memory.
    let path = folder + "/report.xlsx"
    let file = try WorkbookFile(path: path, font: font)
    file.set(properties)
    try file.closing(after: fill)
    return try system { () throws(FileSystem.Failure) in try FileSystem.read(path) }
  }

  private static func system<Value>(_ body: () throws(FileSystem.Failure) -> Value) throws(WorkbookError) -> Value {
    do throws(FileSystem.Failure) { return try body() } catch {
      throw .notWritten(what: error.path, reason: error.reason)
    }
  }

  private func set(_ properties: Properties) {
    withTexts([properties.title, properties.subject, "trade-impact"]) { texts in
      var all = lxw_doc_properties()
      (all.title, all.subject, all.author, all.created) = (texts[0], texts[1], texts[2], Properties.created)
      check("properties", xlsx.set_properties(workbook, &all))
    }
  }

  /// The file is closed, and its memory given back, whatever happens before.
  private func closing(after fill: (WorkbookFile) throws(WorkbookError) -> Void) throws(WorkbookError) {
    do throws(WorkbookError) { try fill(self) } catch { refusal = refusal ?? error }
    check("the file", xlsx.close(workbook))
    if let refusal { throw refusal }
  }

  // MARK: Parts

  /// - Parameter name: As ``SheetNames`` makes them.
  func sheet(_ name: String) throws(WorkbookError) -> Worksheet {
    guard let sheet = xlsx.add_worksheet(workbook, name) else {
      throw .notWritten(what: "the sheet \(name)", reason: "its name is taken or too long")
    }
    return Worksheet(file: self, pointer: sheet, name: name)
  }

  func chart(_ type: lxw_chart_type) -> UnsafeMutablePointer<lxw_chart> {
    xlsx.add_chart(workbook, UInt8(type.rawValue))!
  }

  /// Formats are made in the order in which cells first need them, which the content decides.
  func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format> {
    if let known = formats[style] { return known }
    let format = xlsx.add_format(workbook)!
    style.apply(to: format, font: font)
    formats[style] = format
    return format
  }

  /// Remembers the first refusal; the library goes on after it.
  func check(_ what: @autoclosure () -> String, _ code: lxw_error) {
    guard code != LXW_NO_ERROR, refusal == nil else { return }
    refusal = .notWritten(what: what(), reason: String(cString: xlsx.reason(code)!))
  }
}

/// Calls the closure with C strings that live while it runs.
func withTexts<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>]) -> Result) -> Result {
  let copies = texts.map { strdup($0)! }
  defer { for copy in copies { free(copy) } }
  return body(copies)
}
