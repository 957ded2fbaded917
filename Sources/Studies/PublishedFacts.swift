import Microdata
import Reporting
import TradeImpact

/// Published figures as fact files hold them: one row a figure, with its printed text, its reading and its flags.
struct PublishedFacts {
  private let folder: String
  private var files: [String: FactFile] = [:]

  init(folder: String) { self.folder = folder }

  /// The files that were read.
  var paths: [String] { files.keys.sorted().map { files[$0]!.path } }

  /// The cell of the first place that has the row and the year, and the footnotes that it refers to.
  mutating func cell(
    _ places: [PublishedPlace], row: ReportTable.Row, year: String, unit: DisplayUnit
  ) throws -> (cell: Cell, footnotes: [Footnote]) {
    for place in places {
      let file = try self.file(place.source)
      if let fact = file.row(meeting: place.conditions(for: row, year: year)) {
        return try file.cell(fact, unit: unit)
      }
    }
    return (.absent(.notPublished, method: "published"), [])
  }

  /// The lines of a file as rows of a table.
  mutating func rows(_ listed: FactRows) throws -> [ReportTable.Row] {
    try file(listed.source).rows(listed)
  }

  private mutating func file(_ source: String) throws -> FactFile {
    if let file = files[source] { return file }
    let file = try FactFile(path: "\(folder)/\(source).csv")
    files[source] = file
    return file
  }
}

/// One file of facts, all columns as text.
struct FactFile {
  private let table: TextTable

  init(path: String) throws { table = try TextTable(path: path) }

  var path: String { table.path }

  /// The first row that meets all conditions; conditions on columns that the file lacks are not met.
  func row(meeting conditions: [PublishedPlace.Condition]) -> Int? {
    (0..<table.rowCount).first { meets(conditions, $0) }
  }

  /// - Throws: ``StudyError`` for a column that is missing and a key that comes twice.
  func rows(_ listed: FactRows) throws(StudyError) -> [ReportTable.Row] {
    for column in [listed.key, "label_zh", "label_en"] + listed.conditions.map(\.column) where !table.has(column) {
      throw StudyError(message: "\(path):1: the file has no column \(column), which rows from facts need")
    }
    var seen = Set<String>()
    return try (0..<table.rowCount).filter { meets(listed.conditions, $0) }.map { row throws(StudyError) in
      let code = text(listed.key, row)
      guard !code.isEmpty, seen.insert(code).inserted else {
        throw StudyError(
          message:
            "\(path):\(row + 2): \(listed.key) \(code.isEmpty ? "is blank" : "\(code) comes twice"); rows need keys of their own"
        )
      }
      let label = LocalizedText(zh: text("label_zh", row), en: text("label_en", row))
      return ReportTable.Row(
        code: code, label: label, kind: code == TableDefinition.totalCode ? .total : .category)
    }
  }

  private func meets(_ conditions: [PublishedPlace.Condition], _ row: Int) -> Bool {
    conditions.allSatisfy { table.has($0.column) && table.text($0.column, row) == $0.value }
  }

  private func text(_ column: String, _ row: Int) -> String { table.text(column, row) }

  /// The reading in the base unit beside the printed text, a footnote for every flag of the audit.
  func cell(_ row: Int, unit: DisplayUnit) throws -> (cell: Cell, footnotes: [Footnote]) {
    let printed = text("printed", row)
    let notes = footnotes(row)
    let codes = notes.map(\.code)
    guard text("qualifier", row) != "missing", !printed.isEmpty else {
      return (.absent(.notPublished, method: "published", footnotes: codes), notes)
    }
    let exponent = try exponent(row)
    // Moving the decimal point in the text rounds once; multiplying would round twice.
    func number(_ column: String) -> Double? { Double("\(text(column, row))e\(exponent)") }
    let value = number("reading") ?? number("value")
    let isRange = value == nil
    return (
      .published(
        value, printed: printed, lower: isRange ? number("value_low") : nil,
        upper: isRange ? number("value_high") : nil,
        footnotes: codes), notes
    )
  }

  /// The power of ten that turns the file's unit into the base unit: yuan, or a fraction.
  private func exponent(_ row: Int) throws -> Int {
    let unit = text("unit", row)
    switch unit {
    case "CNY_1e12": return 12
    case "CNY_1e8": return 8
    case "CNY_1e4": return 4
    case "share_of_firms", "share_of_notifications", "firm_surveys", "specific_trade_concerns", "notifications",
      "members",
      "comments":
      return 0
    case _ where unit.hasPrefix("percent"): return -2
    default:
      throw StudyError(
        message:
          "\(path): the unit \(unit) of row \(text("id", row)) is not known; use CNY_1e4, CNY_1e8, CNY_1e12 or percent")
    }
  }

  private func footnotes(_ row: Int) -> [Footnote] {
    let flags = text("flag", row).split(separator: ";").map(String.init)
    let (printed, reading, note) = (text("printed", row), text("reading", row), text("note", row))
    return flags.map { flag in
      let differs = Double(text("value", row)) != Double(reading)
      return Footnote(
        code: "\(text("id", row)).\(flag)",
        text: LocalizedText(
          zh: "审核发现 \(flag)" + (differs ? "：报告印为 \(printed)，此处采用 \(reading)" : "：该数与报告其他处不一致"),
          en: "Audit finding \(flag)" + (differs ? ": printed \(printed), read as \(reading)" : "")
            + (note.isEmpty ? "" : (differs ? "; " : ": ") + note)))
    }
  }
}
