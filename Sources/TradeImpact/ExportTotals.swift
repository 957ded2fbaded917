import Microdata

/// Known totals of exports by the levels of factors, read from a file of totals.
///
/// ```
/// kind,code,frame_exports,exports
/// all,all,1730199999.91,1730200000.92
/// sector,agri_food,55366266.78,55420286.02
/// ```
/// A column `year` is optional; with it, one year is read.
public struct ExportTotals: Sendable, Hashable {
  /// The kind and the code of the total over everything.
  public static let all = "all"

  public struct Level: Sendable, Hashable {
    /// A factor: `sector`, `size_class`, `region`.
    public let kind: String
    public let code: String

    public init(kind: String, code: String) {
      self.kind = kind
      self.code = code
    }

    public static let everything = Level(kind: ExportTotals.all, code: ExportTotals.all)
  }

  /// The exports of one level.
  public struct Entry: Sendable, Hashable {
    public let level: Level
    public let yuan: Double

    public init(level: Level, yuan: Double) {
      self.level = level
      self.yuan = yuan
    }
  }

  /// The column of the survey whose totals these are: `frame_exports` or `exports`.
  public let auxiliary: String
  /// In the order of the file.
  public let entries: [Entry]
  private let positions: [Level: Int]

  /// - Throws: ``ExportTotalsError`` for a repeated level.
  public init(auxiliary: String, entries: [Entry]) throws(ExportTotalsError) {
    self.auxiliary = auxiliary
    self.entries = entries
    var positions: [Level: Int] = [:]
    for (position, entry) in entries.enumerated() where positions.updateValue(position, forKey: entry.level) != nil {
      throw ExportTotalsError(.repeated(entry.level))
    }
    self.positions = positions
  }

  /// Exports of a level, in yuan.
  public subscript(level: Level) -> Double? { positions[level].map { entries[$0].yuan } }

  /// The levels of a factor, in the order of the file.
  public func levels(of kind: String) -> [(code: String, yuan: Double)] {
    entries.filter { $0.level.kind.hasSameBytes(as: kind) }.map { ($0.level.code, $0.yuan) }
  }
}

// MARK: Reading

extension ExportTotals {
  /// - Parameters:
  ///   - auxiliary: The column to read.
  ///   - unit: Of the amounts in the file.
  ///   - year: Rows of other years are left out; needed where the file has a column `year`.
  /// - Throws: ``ExportTotalsError`` with file and line, and `MicrodataError`.
  public init(reading file: CSVFile, auxiliary: String, unit: AmountUnit, year: Int?) throws {
    let hasYears = file.columnNames.containsBytes(of: "year")
    let columns =
      [ColumnSpec(name: "kind", kind: .factor), ColumnSpec(name: "code", kind: .factor)]
      + [ColumnSpec(name: auxiliary, kind: .number(thousands: nil))]
      + (hasYears ? [ColumnSpec(name: "year", kind: .factor)] : [])
    let year = hasYears ? year.map { String($0) } : nil
    let rows = try file.reduce(
      columns: columns, into: { [TotalsRow]() },
      { rows, block in
        for row in 0..<block.rowCount where year == nil || block.text(3, row) == year {
          rows.append(try TotalsRow(block, row, auxiliary, unit))
        }
      }, merge: { $0 += $1 })
    try Self.refuseRepeated(rows)
    guard !rows.isEmpty else { throw ExportTotalsError(.noRows(year: year), file: file.path, line: 1) }
    try self.init(auxiliary: auxiliary, entries: rows.map(\.entry))
  }

  private static func refuseRepeated(_ rows: [TotalsRow]) throws(ExportTotalsError) {
    var first: [Level: TotalsRow] = [:]
    for row in rows {
      guard let earlier = first.updateValue(row, forKey: row.entry.level) else { continue }
      let position = row.position
      throw ExportTotalsError(
        .repeatedLine(row.entry.level, firstLine: earlier.position.line), file: position.file, line: position.line)
    }
  }
}

/// One row of a file of totals, and where it stands.
private struct TotalsRow: Sendable {
  let entry: ExportTotals.Entry
  private let block: RowBlock
  private let row: Int

  init(_ block: RowBlock, _ row: Int, _ auxiliary: String, _ unit: AmountUnit) throws(ExportTotalsError) {
    self.block = block.replacing(columns: [])
    self.row = row
    let amount = block.numbers(2)[row]
    func fault(_ kind: ExportTotalsError.Kind) -> ExportTotalsError {
      let position = block.position(ofRow: row)
      return ExportTotalsError(kind, file: position.file, line: position.line)
    }
    guard let kind = block.text(0, row) else { throw fault(.missing("kind")) }
    guard let code = block.text(1, row) else { throw fault(.missing("code")) }
    guard !amount.isNaN else { throw fault(.missing(auxiliary)) }
    guard amount >= 0 else { throw fault(.negative(auxiliary, amount)) }
    entry = ExportTotals.Entry(level: ExportTotals.Level(kind: kind, code: code), yuan: amount * unit.factor)
  }

  var position: SourcePosition { block.position(ofRow: row) }
}

/// Totals that cannot be used, with their place where they come from a file.
public struct ExportTotalsError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case missing(String)
    case negative(String, Double)
    case repeated(ExportTotals.Level)
    case repeatedLine(ExportTotals.Level, firstLine: Int)
    /// `year` is that asked for.
    case noRows(year: String?)
    case unknown(ExportTotals.Level, known: [String])
    case noLevels(kind: String)
    case notForDomain(TotalEstimator, ExportTotals.Level)
  }
  public let kind: Kind
  public let file: String?
  public let line: Int?

  init(_ kind: Kind, file: String? = nil, line: Int? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
  }
}

extension ExportTotalsError: CustomStringConvertible {
  public var description: String {
    guard let file, let line else { return sentence }
    return "\(file):\(line): \(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .missing(let column): "\(column) is empty; write the total, or leave the row out"
    case .negative(let column, let value): "\(column) is \(value.shortest); exports are not negative, correct it"
    case .repeated(let level): "the total of \(level.kind) \(level.code) is given twice; keep one"
    case .repeatedLine(let level, let first):
      "\(level.kind) \(level.code) stands on line \(first) too; keep one row a level, or name the year to read"
    case .noRows(let year):
      "the file has no totals" + (year.map { " of the year \($0)" } ?? "") + "; add its rows"
    case .unknown(let level, let known):
      "no total of exports is known for \(level.kind) \(level.code); the totals have \(known.joined(separator: ", "))"
    case .noLevels(let kind): "the totals have no row of kind \(kind); add its levels, or choose another estimator"
    case .notForDomain(let estimator, let level):
      "\(estimator.rawValue) for \(level.kind) \(level.code) needs totals by \(estimator.strata ?? "") within it, which a file of "
        + "totals by one classification does not have; use combined-ratio or expansion"
    }
  }
}
