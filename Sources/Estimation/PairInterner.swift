/// Numbers the distinct pairs of codes it meets: 0, 1, 2 ... by first appearance.
///
/// A chain of interners turns any tuple of codes into one dense number, which is how strata, units and table cells are
/// found without tuples, strings or a product of level counts.
struct PairInterner: Sendable {
  /// The pairs by their number, first code in the upper half.
  private(set) var keys: [UInt64] = []
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

  /// Replaces `ids[i]` by the number of the pair (`ids[i]`, `codes[i]`). Runs of one pair cost one look-up.
  mutating func refine(_ ids: inout [Int32], with codes: [Int32]) {
    precondition(ids.count == codes.count)
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
