/// Numbers distinct texts by first appearance, comparing bytes.
///
/// `Dictionary<String, _>` would merge texts that are canonically equivalent but written with different code points.
public struct LevelDictionary: Sendable {
  /// The texts by number.
  public private(set) var levels: [String] = []
  private var table = ByteTable()

  public init() {}

  /// - Precondition: the levels are distinct.
  public init(_ levels: [String]) {
    for level in levels { _ = code(for: level) }
    precondition(self.levels.count == levels.count, "a level occurs twice")
  }

  /// The number of a text, a new one where it is met for the first time.
  public mutating func code(for level: String) -> Int32 {
    var level = level
    let (code, isNew) = level.withUTF8 { bytes in
      table.value(for: UnsafeRawBufferPointer(bytes), orInsert: Int32(levels.count))
    }
    if isNew { levels.append(level) }
    return code
  }

  /// The number of a text; nil where it is unknown.
  public func existingCode(for level: String) -> Int32? {
    var level = level
    return level.withUTF8 { table.value(for: UnsafeRawBufferPointer($0)) }
  }
}

/// A hash table from byte strings to numbers, its keys in one array.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]  // key k is bytes[starts[k] ..< starts[k + 1]]
  private var hashes: [UInt64] = []
  private var values: [Int32] = []
  private var slots = [Int32](repeating: -1, count: 64)  // open addressing, at most half full

  var count: Int { values.count }

  func value(for key: UnsafeRawBufferPointer) -> Int32? {
    let entry = slots[slot(of: key, hash: Self.hash(key))]
    return entry < 0 ? nil : values[Int(entry)]
  }

  /// The value of a key; a new key gets `newValue`.
  mutating func value(for key: UnsafeRawBufferPointer, orInsert newValue: Int32) -> (value: Int32, isNew: Bool) {
    let hash = Self.hash(key)
    let slot = slot(of: key, hash: hash)
    if slots[slot] >= 0 { return (values[Int(slots[slot])], false) }
    slots[slot] = Int32(values.count)
    bytes.append(contentsOf: key)
    starts.append(bytes.count)
    hashes.append(hash)
    values.append(newValue)
    if values.count * 2 > slots.count { enlarge() }
    return (newValue, true)
  }

  /// The slot that holds the key, or the free one where it belongs.
  private func slot(of key: UnsafeRawBufferPointer, hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if hashes[entry] == hash, isEqual(entry, key) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isEqual(_ entry: Int, _ key: UnsafeRawBufferPointer) -> Bool {
    guard starts[entry + 1] - starts[entry] == key.count else { return false }
    return bytes.withUnsafeBytes {
      UnsafeRawBufferPointer(rebasing: $0[starts[entry]..<starts[entry + 1]]).elementsEqual(key)
    }
  }

  private mutating func enlarge() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (entry, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(entry)
    }
  }

  /// Eight bytes at a time, multiplied and folded; fields of a survey file are short.
  private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: key.count) &* 0x9E37_79B9_7F4A_7C15
    var position = 0
    while position + 8 <= key.count {
      hash = mix(hash ^ key.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var rest: UInt64 = 0
    while position < key.count {
      rest = rest << 8 | UInt64(key[position])
      position += 1
    }
    return mix(hash ^ rest)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
