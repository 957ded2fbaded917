import Glibc

/// A hash table from byte strings to numbers.
///
/// Keys of up to 16 bytes, which most levels are, are two words and compared as such; of longer ones the table keeps a hash
/// in the entry and the bytes in one array.
struct ByteTable: Sendable {
  struct Key {
    /// The first and the last eight bytes, which overlap or are the same ones, zeros behind them; of a key of more than 16,
    /// its hash and nothing.
    fileprivate let words: (UInt64, UInt64)
    fileprivate let length: Int32
    fileprivate let bytes: UnsafeRawBufferPointer

    /// - Precondition: 8 bytes may be loaded from `bytes` on, whatever their number.
    @inline(__always)
    init(padded bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
      length = Int32(truncatingIfNeeded: bytes.count)
      guard bytes.count <= 16 else {
        words = (Self.hash(bytes), 0)
        return
      }
      // Read beyond the bounds of `bytes`, as the precondition allows.
      let start = bytes.baseAddress.unsafelyUnwrapped
      let mask: UInt64 = (bytes.count < 8 ? 1 &<< UInt64(8 &* bytes.count) : 0) &- 1
      words = (
        start.loadUnaligned(as: UInt64.self) & mask,
        start.loadUnaligned(fromByteOffset: max(0, bytes.count &- 8), as: UInt64.self) & mask
      )
    }

    /// A key from bytes behind which nothing may be read.
    init(careful bytes: UnsafeRawBufferPointer) {
      guard bytes.count < 8 else {
        self.init(padded: bytes)
        return
      }
      let word = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      self.init(words: (word, word), length: Int32(bytes.count), bytes: bytes)
    }

    fileprivate init(words: (UInt64, UInt64), length: Int32, bytes: UnsafeRawBufferPointer) {
      (self.words, self.length, self.bytes) = (words, length, bytes)
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
      var (hash, position) = (UInt64(truncatingIfNeeded: bytes.count), 0)
      while position < bytes.count &- 8 {
        hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position &+= 8
      }
      return mix(hash ^ bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self))
    }

    @inline(__always)
    fileprivate var hash: UInt64 { Self.mix(words.0 ^ (words.1 &+ UInt64(UInt32(bitPattern: length))) &* Self.odd) }

    private static let odd: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
      let product = (value ^ odd).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      return product.high ^ product.low
    }
  }

  fileprivate struct Entry {
    var words: (UInt64, UInt64) = (0, 0)
    /// Negative where the slot is free.
    var length: Int32 = -1
    var value: Int32 = 0
    /// Of a long key, where its bytes are.
    var start = 0
  }
  private var slots = [Entry](repeating: Entry(), count: 64)  // open addressing, at most half full
  private var count = 0
  private var bytesOfLongKeys: [UInt8] = []

  /// The table for many look-ups in a row.
  struct Entries {
    fileprivate let slots: UnsafeBufferPointer<Entry>
    fileprivate let bytesOfLongKeys: UnsafeRawBufferPointer

    @inline(__always)
    func value(for key: Key) -> Int32? {
      let last = slots.count &- 1
      var slot = Int(truncatingIfNeeded: key.hash) & last
      while true {
        let entry = slots.baseAddress.unsafelyUnwrapped + slot
        if entry.pointee.words == key.words, entry.pointee.length == key.length,
          key.length <= 16 || hasBytes(entry.pointee.start, key.bytes)
        {
          return entry.pointee.value
        }
        if entry.pointee.length < 0 { return nil }
        slot = (slot &+ 1) & last
      }
    }

    private func hasBytes(_ start: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
      memcmp(bytesOfLongKeys.baseAddress! + start, bytes.baseAddress!, bytes.count) == 0
    }
  }

  @inline(__always)
  func withEntries<R>(_ body: (Entries) -> R) -> R {
    slots.withUnsafeBufferPointer { slots in
      bytesOfLongKeys.withUnsafeBytes { body(Entries(slots: slots, bytesOfLongKeys: $0)) }
    }
  }

  func value(for key: Key) -> Int32? { withEntries { $0.value(for: key) } }

  /// - Precondition: the key is not in the table.
  mutating func insert(_ key: Key, value: Int32) {
    if (count + 1) * 2 > slots.count { enlarge() }
    place(Entry(words: key.words, length: key.length, value: value, start: bytesOfLongKeys.count), hash: key.hash)
    if key.length > 16 { bytesOfLongKeys.append(contentsOf: key.bytes) }
    count += 1
  }

  private mutating func place(_ entry: Entry, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].length >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  private mutating func enlarge() {
    let old = slots
    slots = [Entry](repeating: Entry(), count: old.count * 4)
    for entry in old where entry.length >= 0 {
      let key = Key(words: entry.words, length: entry.length, bytes: UnsafeRawBufferPointer(start: nil, count: 0))
      place(entry, hash: key.hash)
    }
  }
}
