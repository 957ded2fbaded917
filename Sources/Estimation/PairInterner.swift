/// Numbers the distinct pairs of codes it meets: 0, 1, 2 ... by first appearance.
///
/// A chain of interners turns any tuple of codes into one dense number, which is how strata, units and table cells are
/// found without tuples, strings or a product of level counts.
struct PairInterner: Sendable {
  /// The pairs by their number, first code in the upper half.
  private(set) var keys: [UInt64] = []
  /// Numbers of pairs of small codes, `tableWidth` for each first code; -1 where one is not known yet.
  private var table: [Int32] = []
  private var tableWidth = 0
  private var slots: [Int32] = Array(repeating: -1, count: 64)  // open addressing, at most half full

  var count: Int { keys.count }

  /// The codes of pair `id`.
  func pair(_ id: Int) -> (first: Int32, second: Int32) {
    (Int32(truncatingIfNeeded: keys[id] >> 32), Int32(truncatingIfNeeded: keys[id]))
  }

  /// The number of a pair, a new one where it is met for the first time.
  mutating func id(_ first: Int32, _ second: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    var slot = start(of: key)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(keys.count)
    keys.append(key)
    if keys.count * 2 > slots.count { enlarge() }
    return Int32(keys.count - 1)
  }

  /// Replaces `ids[i]` by the number of the pair (`ids[i]`, `codes[i]`).
  ///
  /// Where both are small numbers, as those of strata and levels are, a table has the number of every pair; where not, runs
  /// of one pair cost one look-up.
  mutating func refine(_ ids: inout [Int32], with codes: [Int32]) {
    precondition(ids.count == codes.count)
    let (first, second) = (Int(ids.max() ?? 0) + 1, Int(codes.max() ?? 0) + 2)
    guard first * max(second, tableWidth) <= Self.largestTable, (codes.min() ?? 0) >= -1 else {
      return refineByLookUp(&ids, codes)
    }
    widenTable(first: first, second: second)
    for row in ids.indices {
      let place = Int(ids[row]) * tableWidth + Int(codes[row]) + 1
      var id = table[place]
      if id < 0 {
        id = self.id(ids[row], codes[row])
        table[place] = id
      }
      ids[row] = id
    }
  }

  private static let largestTable = 1 << 16

  /// Makes room for pairs below both bounds; a table of other width starts anew.
  private mutating func widenTable(first: Int, second: Int) {
    guard first * tableWidth > table.count || second > tableWidth else { return }
    tableWidth = max(second, tableWidth)
    table = [Int32](repeating: -1, count: max(first * tableWidth, table.count))
  }

  private mutating func refineByLookUp(_ ids: inout [Int32], _ codes: [Int32]) {
    var last: (first: Int32, second: Int32, id: Int32)?
    for row in ids.indices {
      let (first, second) = (ids[row], codes[row])
      if let last, last.first == first, last.second == second {
        ids[row] = last.id
      } else {
        let id = id(first, second)
        ids[row] = id
        last = (first, second, id)
      }
    }
  }

  private func start(of key: UInt64) -> Int {
    // Fibonacci hashing (Knuth, TAOCP 3, section 6.4): the upper bits of the product depend on all bits of the key.
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
  }

  private mutating func enlarge() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (id, key) in keys.enumerated() {
      var slot = start(of: key)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(id)
    }
  }
}
