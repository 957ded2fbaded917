/// Whole columns in the order of the file, collected block by block; for statistics that need every row at once.
///
/// The result does not depend on threads or chunks: rows stand in file order, and levels are sorted by code point.
public struct CollectedRows: Sendable {
  private struct Part: Sendable {
    let block: RowBlock
    var columns: [BlockColumn]
  }
  private var parts: [Part] = []
  private var dictionaries: [LevelDictionary] = []

  public init() {}

  public var rowCount: Int { parts.reduce(0) { $0 + $1.block.rowCount } }

  /// Adds a block; all blocks have the same columns.
  public mutating func append(_ block: RowBlock) {
    if dictionaries.isEmpty { dictionaries = Array(repeating: LevelDictionary(), count: block.columns.count) }
    parts.append(Part(block: block, columns: recoded(block.columns)))
  }

  /// Adds the blocks that another worker has collected.
  public mutating func merge(_ other: CollectedRows) {
    if dictionaries.isEmpty { dictionaries = Array(repeating: LevelDictionary(), count: other.dictionaries.count) }
    for part in other.parts {
      let columns = part.columns.indices.map { place in
        part.columns[place].withLevels(other.dictionaries[place].levels)
      }
      parts.append(Part(block: part.block, columns: recoded(columns)))
    }
  }

  /// Codes of the collector's own dictionaries.
  private mutating func recoded(_ columns: [BlockColumn]) -> [BlockColumn] {
    columns.enumerated().map { place, column in
      guard case .factor(let codes, let levels) = column else { return column }
      let translation = levels.map { dictionaries[place].code(for: $0) }
      return .factor(codes: codes.map { $0 < 0 ? -1 : translation[Int($0)] }, levels: [])
    }
  }

  /// All rows as one block.
  public var block: RowBlock {
    let ordered = parts.sorted { $0.block.ordinal < $1.block.ordinal }
    let columns = dictionaries.indices.map { place in
      Self.joined(ordered.map { $0.columns[place] }, dictionaries[place])
    }
    let blocks = ordered.map(\.block)
    return RowBlock(rowCount: rowCount, columns: columns) { row in
      var row = row
      for block in blocks {
        if row < block.rowCount { return block.position(ofRow: row) }
        row -= block.rowCount
      }
      preconditionFailure("the row is in the sample")
    }
  }

  private static func joined(_ columns: [BlockColumn], _ dictionary: LevelDictionary) -> BlockColumn {
    var (numbers, codes, isNumber) = ([Double](), [Int32](), false)
    for column in columns {
      switch column {
      case .number(let values):
        isNumber = true
        numbers.append(contentsOf: values)
      case .factor(let values, _): codes.append(contentsOf: values)
      }
    }
    guard !isNumber else { return .number(numbers) }
    let factor = Factor(unsortedLevels: dictionary.levels, codes: codes)
    return .factor(codes: factor.codes, levels: factor.levels)
  }
}

extension BlockColumn {
  fileprivate func withLevels(_ levels: [String]) -> BlockColumn {
    guard case .factor(let codes, _) = self else { return self }
    return .factor(codes: codes, levels: levels)
  }
}
