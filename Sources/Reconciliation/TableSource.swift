import Documents
import Microdata
import Reporting

/// One entry under `tables`: numbers in the file itself, or in a CSV file beside it.
struct TableSource {
  private enum Numbers {
    case given([(levels: [String], value: Double)])
    case file(path: String, conditions: [(column: String, level: String)], keys: [String], column: String)
  }

  /// How the standard error of a number is found.
  private enum ErrorRule {
    case none
    case constant(Double)
    case relative(Double)
    case column(String)
    /// Half a unit of the last printed digit over the root of 3: a uniform error of rounding.
    case printed
    case given([(levels: [String], value: Double)])
  }

  let name: String
  private let numbers: Numbers
  private let error: ErrorRule
  private let alterability: [(levels: [String], value: Double)]

  init(name: String, decoding node: DocumentNode, folder: String) throws(DocumentError) {
    let table = try KeyedDocument(
      node, known: ["file", "where", "keys", "column", "value", "values", "error", "alterability"])
    self.name = name
    numbers = try Self.numbers(table, folder)
    error = try table.optional("error").map(Self.rule) ?? .none
    alterability = try table.optional("alterability").map { node throws(DocumentError) in try Self.nested(node) } ?? []
    for (_, value) in alterability where value < 0 {
      throw table.optional("alterability")!.invalid(expected: "0 for fixed, or a positive number")
    }
  }

  private static func numbers(_ table: KeyedDocument, _ folder: String) throws(DocumentError) -> Numbers {
    if let value = table.optional("value") { return .given([([], try value.double())]) }
    if let values = table.optional("values") { return .given(try nested(values)) }
    let name = try table.required("file").string()
    let conditions = try table.optional("where")?.mapping() ?? []
    return .file(
      path: RelativePath.resolve(name, in: folder),
      conditions: try conditions.map { key, node throws(DocumentError) in (key, try node.text()) },
      keys: try table.required("keys").strings(orSingle: true),
      column: try table.optional("column")?.string() ?? "value")
  }

  /// Numbers below one or more levels of keys; a bare number has none.
  private static func nested(_ node: DocumentNode) throws(DocumentError) -> [(levels: [String], value: Double)] {
    if case .number = node.value { return [([], try node.double())] }
    var found: [(levels: [String], value: Double)] = []
    for (key, child) in try node.mapping() {
      found += try nested(child).map { ([key] + $0.levels, $0.value) }
    }
    return found
  }

  private static func rule(_ node: DocumentNode) throws(DocumentError) -> ErrorRule {
    switch node.value {
    case .number:
      guard try node.double() >= 0 else { throw node.invalid(expected: "a standard error that is not negative") }
      return .constant(try node.double())
    case .string:
      _ = try node.choice(of: ["printed"])
      return .printed
    default: break
    }
    let pairs = try node.mapping()
    guard pairs.count == 1, let pair = pairs.first, ["column", "relative"].contains(pair.key) else {
      return .given(try nested(node))
    }
    return pair.key == "column" ? .column(try pair.value.string()) : .relative(try pair.value.double())
  }

  // MARK: Cells

  func cells() throws(ReconciliationError) -> [(levels: [String], cell: ReconciliationCell)] {
    switch numbers {
    case .given(let values): values.map { ($0.levels, cell($0.levels, $0.value, text: "\($0.value)", column: nil)) }
    case .file(let path, let conditions, let keys, let column): try cells(path, conditions, keys, column)
    }
  }

  private func cells(
    _ path: String, _ conditions: [(column: String, level: String)], _ keys: [String], _ column: String
  ) throws(ReconciliationError) -> [(levels: [String], cell: ReconciliationCell)] {
    let table: TextTable
    do { table = try TextTable(path: path) } catch let error as MicrodataError { throw .malformed(error) } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
    for name in conditions.map(\.column) + keys + [column] where !table.has(name) {
      throw .malformed(
        MicrodataError(
          .missingColumn(nearest: nearest(to: name, among: table.columnNames), columns: table.columnNames), file: path,
          column: name))
    }
    let rows = (0..<table.rowCount).filter { row in conditions.allSatisfy { table.text($0.column, row) == $0.level } }
    return try rows.map { row throws(ReconciliationError) in
      let levels = keys.map { table.text($0, row) }
      let text = table.text(column, row)
      let error = try standardErrorField(table, row)
      return (levels, cell(levels, try number(table, column, row), text: text, column: error))
    }
  }

  private func number(_ table: TextTable, _ column: String, _ row: Int) throws(ReconciliationError) -> Double {
    guard let number = Double(table.text(column, row)), number.isFinite else {
      throw .notANumber(file: table.path, line: row + 2, column: column, value: table.text(column, row))
    }
    return number
  }

  private func standardErrorField(_ table: TextTable, _ row: Int) throws(ReconciliationError) -> Double? {
    guard case .column(let name) = error else { return nil }
    return try number(table, name, row)
  }

  private func cell(_ levels: [String], _ value: Double, text: String, column error: Double?) -> ReconciliationCell {
    let reference = levels.isEmpty ? name : "\(name)[\(levels.joined(separator: ","))]"
    return ReconciliationCell(
      name: reference, value: value, standardError: standardError(levels, value, text, error),
      alterability: Self.value(alterability, at: levels) ?? 1)
  }

  private func standardError(_ levels: [String], _ value: Double, _ text: String, _ field: Double?) -> Double? {
    switch error {
    case .none: nil
    case .constant(let error): error
    case .relative(let fraction): fraction * abs(value)
    case .column: field
    case .printed: Self.roundingError(text)
    case .given(let errors): Self.value(errors, at: levels)
    }
  }

  private static func roundingError(_ text: String) -> Double {
    let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    return Double("5e-\(decimals + 1)")! / 3.0.squareRoot()
  }

  /// The entry of these levels, or the one for all.
  private static func value(_ entries: [(levels: [String], value: Double)], at levels: [String]) -> Double? {
    (entries.first { $0.levels == levels } ?? entries.first { $0.levels.isEmpty })?.value
  }
}
