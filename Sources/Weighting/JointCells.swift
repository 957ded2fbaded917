/// The cells into which several factors cut the rows together, numbered by first appearance.
///
/// Indicators are constant within a cell, so sums over rows by any of the factors, or by any pair, follow from sums by
/// cell. A survey of a million firms has some thousand cells.
package struct JointCells: Sendable {
  /// n cell numbers.
  package private(set) var cellOfRow: [Int32]
  package private(set) var count: Int
  /// For each factor, the level of each cell; -1 where the factor has none there.
  private(set) var levels: [[Int32]] = []

  package init(rowCount: Int) {
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
    var levelOfRow = codes
    for row in codes.indices {
      guard domain?[row] ?? true else {
        levelOfRow[row] = -1
        continue
      }
      let code = Int(codes[row])
      guard code >= 0 else { return row }
      levelOfRow[row] = code < levelOfCode.count ? levelOfCode[code] : -1
    }
    refine(byOptional: levelOfRow, levelCount: levelCount)
    return nil
  }

  /// Adds a factor whose codes are its levels; a missing code is no level.
  package mutating func refine(byOptional levelOfRow: [Int32], levelCount: Int) {
    var numbering = PairNumbering(first: count, second: levelCount + 1, rows: cellOfRow.count)
    numbering.number(&cellOfRow, levelOfRow)
    levels = levels.map { known in numbering.pairs.map { known[Int($0.first)] } }
    levels.append(numbering.pairs.map { $0.second })
    count = numbering.pairs.count
  }
}

/// Numbers pairs of small integers by first appearance; the second may be -1.
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

  /// Replaces the first members of pairs by the numbers of the pairs.
  mutating func number(_ first: inout [Int32], _ second: [Int32]) {
    guard !table.isEmpty else {
      for row in first.indices { first[row] = number(of: first[row], second[row]) }
      return
    }
    let width = width
    var found: [(first: Int32, second: Int32)] = []
    table.withUnsafeMutableBufferPointer { table in
      first.withUnsafeMutableBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          for row in 0..<first.count {
            let key = Int(first[row]) * width + Int(second[row]) + 1
            if table[key] < 0 {
              table[key] = Int32(found.count)
              found.append((first[row], second[row]))
            }
            first[row] = table[key]
          }
        }
      }
    }
    pairs = found
  }

  private mutating func number(of first: Int32, _ second: Int32) -> Int32 {
    let key = Int(first) * width + Int(second) + 1
    if let known = dictionary[key] { return known }
    pairs.append((first, second))
    dictionary[key] = Int32(pairs.count - 1)
    return Int32(pairs.count - 1)
  }
}
