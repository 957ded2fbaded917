import DataFiles
import Estimation
import Microdata
import TradeImpact

/// A list of notifications as the WTO's databases export it: CSV or Excel, columns found by name, in any order.
public struct NotificationList: Sendable {
  public let path: String
  /// Rows with a usable symbol; a cell of several symbols is a document each.
  public let documents: [NotificationDocument]
  public let rowCount: Int
  /// What was not used, and why.
  public let findings: [Finding]
  public let isSynthetic: Bool

  public struct Options: Sendable {
    /// What `11/01/2013` means; nil: decided by dates of the file of which only one order is a day.
    public var dateOrder: DateOrder?
    /// Whether wrong codes, dates and symbols are findings instead of an error.
    public var skipsInvalid: Bool
    public var format: CSVFormat
    public var threads: Int

    public init(
      dateOrder: DateOrder? = nil, skipsInvalid: Bool = false, format: CSVFormat = CSVFormat(), threads: Int = 1
    ) {
      (self.dateOrder, self.skipsInvalid, self.format, self.threads) = (dateOrder, skipsInvalid, format, threads)
    }
  }

  /// - Throws: ``ScreeningError`` with file, line, column, value and what is allowed.
  public init(path reference: String, _ options: Options = Options()) throws(ScreeningError) {
    let columns = try ListColumns(reference, options)
    guard columns.rowCount > 0 else { throw .noNotifications(file: columns.file.path) }
    let dates = try ListDates(columns, options.dateOrder)
    let codes = ListCodes(columns)
    let symbols = ListSymbols(columns)
    let faults = symbols.faults + dates.faults + codes.faults
    if !options.skipsInvalid { try columns.file.refuse(faults) }
    path = columns.file.path
    rowCount = columns.rowCount
    isSynthetic = columns["source"]?.levels.contains("synthetic") ?? false
    documents = (0..<columns.rowCount).flatMap { row in
      symbols[row].map { NotificationDocument($0, row, columns, dates, codes) }
    }
    let skipped = try columns.file.faults(faults, limit: faults.count)
    findings = ScreeningFindings.columns(columns.match, path) + skipped.map(ScreeningFindings.skipped)
  }
}

/// The columns of a list as text.
struct ListColumns {
  let file: CSVFile
  let match: ColumnNames.Match
  let rowCount: Int
  private let texts: [String: FieldTexts]

  init(_ reference: String, _ options: NotificationList.Options) throws(ScreeningError) {
    let file = try CSVFile.screening { try CSVFile(dataFile: reference, format: options.format) }
    let names = ColumnNames(.notifications)
    let match = try names.match(file)
    (self.file, self.match) = (file, match)
    let fields = names.fields.map(\.name).filter { match.columns[$0] != nil }
    let specs = fields.map { ColumnSpec(name: match.columns[$0]!, kind: .factor) }
    let read = try CSVFile.screening { try file.readAll(columns: specs, threads: options.threads) }
    texts = Dictionary(
      uniqueKeysWithValues: zip(fields, zip(specs, read)).map { ($0, FieldTexts(column: $1.0.name, $1.1)) })
    rowCount = texts["symbol"]!.codes.count
  }

  subscript(field: String) -> FieldTexts? { texts[field] }

  func text(_ field: String, _ row: Int) -> String { texts[field]?[row] ?? "" }
}

// MARK: Symbols

private struct ListSymbols {
  private let column: FieldTexts
  private let byLevel: [[NotificationSymbol]]
  let faults: [RowFault]

  private static let expected = words(
    "文件编号写作G/TBT/N/USA/867、G/SPS/N/EU/12，后面可有/Add.1、/Corr.1、/Rev.1、/Suppl.1",
    "a symbol is written G/TBT/N/USA/867, G/SPS/N/EU/12 or with /Add.1, /Corr.1, /Rev.1, /Suppl.1 behind it")

  init(_ columns: ListColumns) {
    column = columns["symbol"]!
    byLevel = column.levels.map(Self.symbols)
    let (column, byLevel) = (column, byLevel)
    faults = column.codes.enumerated().compactMap { row, code in
      guard code < 0 || byLevel[Int(code)].isEmpty else { return nil }
      return RowFault(row: row, column: column.column, value: column[row], problem: Self.expected)
    }
  }

  subscript(row: Int) -> [NotificationSymbol] { column.codes[row] < 0 ? [] : byLevel[Int(column.codes[row])] }

  /// One symbol, or those of a notification of several members; none where a part is no symbol.
  private static func symbols(_ text: String) -> [NotificationSymbol] {
    if let symbol = NotificationSymbol(text) { return [symbol] }
    let pieces = text.split { ",;、，；".contains($0) || $0.isNewline }.map { String($0.trimmed) }.filter { !$0.isEmpty }
    let symbols = pieces.map { NotificationSymbol($0) }
    return symbols.contains(nil) ? [] : symbols.compactMap(\.self)
  }
}

// MARK: Codes

private struct ListCodes {
  private let column: FieldTexts?
  private let products: FieldTexts?
  private let title: FieldTexts?
  private let byColumn: [HSList]
  private let byProducts: [HSList]
  private let byTitle: [HSList]
  let faults: [RowFault]

  init(_ columns: ListColumns) {
    (column, products, title) = (columns["hs_codes"], columns["products"], columns["title"])
    byColumn = (column?.levels ?? []).map { HSList(column: $0) }
    byProducts = (products?.levels ?? []).map { HSList(text: $0) }
    byTitle = (title?.levels ?? []).map { HSList(text: $0) }
    faults = [(column, byColumn), (products, byProducts), (title, byTitle)].flatMap { Self.faults($0, $1) }
  }

  private static func faults(_ column: FieldTexts?, _ lists: [HSList]) -> [RowFault] {
    guard let column, lists.contains(where: { !$0.faults.isEmpty }) else { return [] }
    return column.codes.enumerated().flatMap { row, code -> [RowFault] in
      guard code >= 0 else { return [] }
      return lists[Int(code)].faults.map {
        RowFault(row: row, column: column.column, value: $0.text, problem: $0.problem.text)
      }
    }
  }

  /// Those of the column, else those of the words.
  subscript(row: Int) -> (codes: HSList, isOfColumn: Bool) {
    if let column, column.codes[row] >= 0 {
      let codes = byColumn[Int(column.codes[row])]
      if !codes.codes.isEmpty { return (codes, true) }
    }
    for (column, lists) in [(products, byProducts), (title, byTitle)] {
      guard let column, column.codes[row] >= 0 else { continue }
      let codes = lists[Int(column.codes[row])]
      if !codes.codes.isEmpty { return (codes, false) }
    }
    return (HSList(text: ""), false)
  }
}

extension NotificationDocument {
  fileprivate init(
    _ symbol: NotificationSymbol, _ row: Int, _ columns: ListColumns, _ dates: ListDates, _ codes: ListCodes
  ) {
    (self.symbol, self.row) = (symbol, row)
    (memberName, title) = (columns.text("member", row), columns.text("title", row))
    (products, objectives) = (columns.text("products", row), columns.text("objectives", row))
    link = columns.text("links", row)
    (self.codes, hasCodesInColumn) = codes[row]
    distribution = dates.day("distribution_date", row)
    (commentDeadline, commentDays) = (dates.day("comment_deadline", row), dates.days("comment_deadline", row))
    (adoption, entryIntoForce) = (dates.stated("adoption", row), dates.stated("entry_into_force", row))
    let words = [columns.text("kind", row), title, columns.text("description", row)].joined(separator: "\n")
    withdraws = symbol.kind != .new && WithdrawalWords.occur(in: words)
  }
}
