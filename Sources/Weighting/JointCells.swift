/// The cells into which several factors cut the rows together, numbered by first appearance.
///
/// Indicators are constant within a cell, so sums over rows by any of the factors, or by any pair, follow from sums by
/// cell. A survey of a million firms has some thousand cells.
struct JointCells: Sendable {
  /// n cell numbers.
  private(set) var cellOfRow: [Int32]
  private(set) var count: Int
  /// For each factor, the level of each cell; -1 where the factor has none there.
  private(set) var levels: [[Int32]] = []

  init(rowCount: Int) {
    cellOfRow = [Int32](repeating: 0, count: rowCount)
    count = rowCount > 0 ? 1 : 0
  }

  /// Adds a factor that has the same level in every row.
  mutating func addConstant() {
    levels.append([Int32](repeating: 0, count: count))
  }

  /// Cuts the cells by a further factor.
  ///
  /// - Parameters:
  ///   - codes: n codes.
  ///   - domain: Rows outside have no level.
  ///   - levelOfCode: The level of each code from 0; -1, or a code beyond the end, is no level.
  ///   - levelCount: Number of levels.
  /// - Returns: the first row inside the domain whose code is missing, if any; the cells are then of no use.
  mutating func refine(by codes: [Int32], domain: [Bool]?, levelOfCode: [Int32], levelCount: Int) -> Int? {
    var numbering = PairNumbering(first: count, second: levelCount + 1, rows: cellOfRow.count)
    for row in codes.indices {
      var level: Int32 = -1
      if domain?[row] ?? true {
        let code = Int(codes[row])
        guard code >= 0 else { return row }
        if code < levelOfCode.count { level = levelOfCode[code] }
      }
      cellOfRow[row] = numbering.number(of: cellOfRow[row], level + 1)
    }
    levels = levels.map { known in numbering.pairs.map { known[Int($0.first)] } }
    levels.append(numbering.pairs.map { $0.second - 1 })
    count = numbering.pairs.count
    return nil
  }

  /// Adds a factor whose codes are its levels; a missing code is no level.
  mutating func refine(byOptional codes: [Int32], levelCount: Int) {
    _ = refine(
      by: codes.map { $0 + 1 }, domain: nil, levelOfCode: [-1] + (0..<Int32(levelCount)), levelCount: levelCount)
  }
}

/// Numbers pairs of small integers by first appearance.
private struct PairNumbering {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  private let width: Int
  /// Numbers by key where a table of all keys is affordable.
  private var table: [Int32]
  private var dictionary: [Int: Int32] = [:]

  init(first: Int, second: Int, rows: Int) {
    width = second
    let isSmall = first * second <= 8 * rows + 65_536
    table = isSmall ? [Int32](repeating: -1, count: first * second) : []
  }

  mutating func number(of first: Int32, _ second: Int32) -> Int32 {
    let key = Int(first) * width + Int(second)
    guard table.isEmpty else {
      if table[key] < 0 { table[key] = append(first, second) }
      return table[key]
    }
    if let known = dictionary[key] { return known }
    let new = append(first, second)
    dictionary[key] = new
    return new
  }

  private mutating func append(_ first: Int32, _ second: Int32) -> Int32 {
    pairs.append((first, second))
    return Int32(pairs.count - 1)
  }
}
