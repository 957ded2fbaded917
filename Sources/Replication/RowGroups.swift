/// Rows grouped by a parent and a code, the groups numbered in the order of both.
///
/// Numbers do not depend on the order of rows, and the groups of one parent stand together.
struct RowGroups {
  /// n: the group of each row.
  let groupOfRow: [Int32]
  /// By group: its parent, and the first of its rows.
  private(set) var parent: [Int] = []
  private(set) var firstRow: [Int] = []

  var count: Int { parent.count }

  /// - Parameters:
  ///   - parents: n numbers from 0.
  ///   - codes: n codes from 0; nil makes every row a group of its own, in row order.
  init(parents: [Int32], parentCount: Int, codes: [Int32]?, levelCount: Int) {
    var order = Array(parents.indices)
    if let codes { order = Self.sorted(order, by: codes, keyCount: levelCount) }
    order = Self.sorted(order, by: parents, keyCount: parentCount)
    var (groups, previous) = ([Int32](repeating: 0, count: parents.count), -1)
    for row in order {
      let isNew = previous < 0 || parents[row] != parents[previous] || codes.map { $0[row] != $0[previous] } ?? true
      if isNew {
        parent.append(Int(parents[row]))
        firstRow.append(row)
      }
      groups[row] = Int32(parent.count - 1)
      previous = row
    }
    groupOfRow = groups
  }

  /// The groups of each parent.
  func members(parentCount: Int) -> [Range<Int>] {
    var ends = [Int](repeating: 0, count: parentCount)
    for parent in parent { ends[parent] += 1 }
    var start = 0
    return ends.map { size in
      defer { start += size }
      return start..<(start + size)
    }
  }

  /// Rows in the order of their keys; rows of equal keys keep theirs. A counting sort.
  private static func sorted(_ rows: [Int], by keys: [Int32], keyCount: Int) -> [Int] {
    var places = [Int](repeating: 0, count: keyCount + 1)
    for key in keys { places[Int(key) + 1] += 1 }
    for key in 0..<keyCount { places[key + 1] += places[key] }
    var result = [Int](repeating: 0, count: rows.count)
    for row in rows {
      result[places[Int(keys[row])]] = row
      places[Int(keys[row])] += 1
    }
    return result
  }
}
