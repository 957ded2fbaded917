import Microdata
import TradeImpact

/// A column of text: distinct fields, and for each row the number of its field.
struct FieldTexts: Sendable {
  let column: String
  /// Distinct, without blanks at their ends only where the file has none.
  let levels: [String]
  /// -1: empty.
  let codes: [Int32]

  init(column: String, _ read: Column) {
    guard case .factor(let factor) = read else { preconditionFailure("asked for as a factor") }
    (self.column, levels, codes) = (column, factor.levels, factor.codes)
  }

  /// Empty where the field is.
  subscript(row: Int) -> String { codes[row] < 0 ? "" : levels[Int(codes[row])] }

  /// The first row with a level.
  func row(of level: Int) -> Int { codes.firstIndex(of: Int32(level))! }
}

extension CSVFile {
  /// Opens or reads with the errors of this module.
  static func screening<Result>(_ body: () throws -> Result) throws(ScreeningError) -> Result {
    do { return try body() } catch let error as MicrodataError { throw .file(error) } catch {
      preconditionFailure("reading throws its own errors: \(error)")
    }
  }

  /// Where rows stand, counted from 0: one pass for all of them.
  func lines(ofRows rows: [Int]) throws(ScreeningError) -> [Int: Int] {
    guard !rows.isEmpty else { return [:] }
    let sorted = rows.sorted()
    return try Self.screening {
      try reduce(
        columns: [ColumnSpec(name: columnNames[0], kind: .factor)], into: { (start: 0, lines: [Int: Int]()) },
        { state, block in
          for row in sorted where state.start..<state.start + block.rowCount ~= row {
            state.lines[row] = block.position(ofRow: row - state.start).line
          }
          state.start += block.rowCount
        }, merge: { _, _ in })
    }.lines
  }

  func line(ofRow row: Int) throws(ScreeningError) -> Int { try lines(ofRows: [row])[row]! }
}

/// A field at fault before its line is known.
struct RowFault {
  let row: Int
  let column: String
  let value: String
  let problem: LocalizedText

  init(row: Int, column: String, value: String, problem: LocalizedText) {
    (self.row, self.column, self.value, self.problem) = (row, column, value, problem)
  }

  /// Of a file whose faults are errors and never findings.
  init(row: Int, column: String, value: String, error: String) {
    self.init(row: row, column: column, value: value, problem: words(error, error))
  }
}

extension CSVFile {
  /// Lines are looked up for this many; a file of another kind would fill the screen.
  private static let shownFaults = 20

  func faults(_ faults: [RowFault], limit: Int = CSVFile.shownFaults) throws(ScreeningError) -> [CellFault] {
    let shown = faults.sorted { ($0.row, $0.column) < ($1.row, $1.column) }.prefix(limit)
    let lines = try lines(ofRows: shown.map(\.row))
    return shown.map { fault in
      CellFault(
        place: CellPlace(line: lines[fault.row]!, column: fault.column, value: fault.value), problem: fault.problem)
    }
  }

  /// - Throws: ``ScreeningError/cells(file:_:more:)`` unless the list is empty.
  func refuse(_ faults: [RowFault]) throws(ScreeningError) {
    guard !faults.isEmpty else { return }
    throw .cells(file: path, try self.faults(faults), more: max(0, faults.count - Self.shownFaults))
  }
}
