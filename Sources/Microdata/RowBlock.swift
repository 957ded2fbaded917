/// Where something stands in a file.
public struct SourcePosition: Sendable, Hashable {
  public let file: String
  /// The physical line on which the record starts; the header is line 1.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// The values of one column in a block of rows.
public enum BlockColumn: Sendable {
  /// NaN is missing.
  case number([Double])
  /// Codes into `levels`; -1 is missing. Levels are numbered by first appearance to one worker and only ever added to, so
  /// that a code means the same in all blocks of that worker.
  case factor(codes: [Int32], levels: [String])
}

/// A run of consecutive rows, by column.
public struct RowBlock: Sendable {
  public let rowCount: Int
  /// In the order in which they were asked for.
  public let columns: [BlockColumn]
  /// The number of the block in the order of its file, from 0.
  public let ordinal: Int
  private let locator: (@Sendable (Int) -> SourcePosition)?

  /// - Parameter locator: Says where a row of the block stands; rows of data in memory stand nowhere.
  public init(
    rowCount: Int, columns: [BlockColumn], ordinal: Int = 0, locator: (@Sendable (Int) -> SourcePosition)? = nil
  ) {
    self.rowCount = rowCount
    self.columns = columns
    self.ordinal = ordinal
    self.locator = locator
  }

  /// The place of a row in its file. Found by reading the file again up to there, so only for errors and findings.
  public func position(ofRow row: Int) -> SourcePosition {
    locator?(row) ?? SourcePosition(file: "memory", line: row + 2)
  }

  /// The same rows with other columns, such as derived ones.
  public func replacing(columns: [BlockColumn]) -> RowBlock {
    RowBlock(rowCount: rowCount, columns: columns, ordinal: ordinal, locator: locator)
  }

  /// One row as a block.
  public func row(_ row: Int) -> RowBlock { rows(row..<row + 1) }

  /// Some rows as a block, in the order given.
  public func rows(at places: [Int]) -> RowBlock {
    let columns = columns.map { column in
      switch column {
      case .number(let values): BlockColumn.number(places.map { values[$0] })
      case .factor(let codes, let levels): BlockColumn.factor(codes: places.map { codes[$0] }, levels: levels)
      }
    }
    let whole = self
    return RowBlock(rowCount: places.count, columns: columns, ordinal: ordinal) { whole.position(ofRow: places[$0]) }
  }

  /// A run of rows as a block.
  public func rows(_ run: Range<Int>) -> RowBlock {
    let columns = columns.map { column in
      switch column {
      case .number(let values): BlockColumn.number(Array(values[run]))
      case .factor(let codes, let levels): BlockColumn.factor(codes: Array(codes[run]), levels: levels)
      }
    }
    let whole = self
    return RowBlock(rowCount: run.count, columns: columns, ordinal: ordinal) { row in
      whole.position(ofRow: run.lowerBound + row)
    }
  }
}
