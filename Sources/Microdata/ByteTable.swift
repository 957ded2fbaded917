import Glibc

/// A hash table from byte strings to numbers.
///
/// Keys of up to 16 bytes, which most levels are, are two words and compared as such; of longer ones the table keeps a hash
/// in the entry and the bytes in one array.
struct ByteTable: Sendable {
  struct Key {
    /// The first 16 bytes, zeros behind them; of a longer key, its hash and nothing.
    fileprivate let words: (UInt64, UInt64)
    fileprivate let length: Int32
    fileprivate let bytes: UnsafeRawBufferPointer

    /// - Precondition: 16 bytes may be loaded from `bytes` on, whatever their number.
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
      words = (
        WordScan.lowest(bytes.count, of: start.loadUnaligned(as: UInt64.self)),
        WordScan.lowest(bytes.count - 8, of: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }

    /// A key from bytes behind which nothing may be read.
    init(careful bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
      length = Int32(truncatingIfNeeded: bytes.count)
      guard bytes.count <= 16 else {
        words = (Self.hash(bytes), 0)
        return
      }
      words = (Self.word(bytes.prefix(8)), Self.word(bytes.dropFirst(8)))
    }

    private static func word(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    @inline(never)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
      var (hash, position) = (UInt64(truncatingIfNeeded: bytes.count), 0)
      while position + 8 <= bytes.count {
        hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position += 8
      }
      return mix(hash ^ word(bytes[position...]))
    }

    @inline(__always)
    fileprivate var hash: UInt64 { Self.mix(words.0 ^ Self.mix(words.1 &+ UInt64(UInt32(bitPattern: length)))) }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
      let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      return product.high ^ product.low
    }
  }

  private struct Entry {
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

  @inline(__always)
  func value(for key: Key) -> Int32? {
    slots.withUnsafeBufferPointer { slots in
      var slot = Int(truncatingIfNeeded: key.hash) & (slots.count &- 1)
      while true {
        let entry = slots[slot]
        if entry.words == key.words, entry.length == key.length, key.length <= 16 || hasBytes(entry, key) {
          return entry.value
        }
        if entry.length < 0 { return nil }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
    }
  }

  @inline(never)
  private func hasBytes(_ entry: Entry, _ key: Key) -> Bool {
    bytesOfLongKeys.withUnsafeBytes {
      memcmp($0.baseAddress! + entry.start, key.bytes.baseAddress!, key.bytes.count) == 0
    }
  }

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
    for entry in old where entry.length >= 0 { place(entry, hash: Key(entry.words, entry.length).hash) }
  }
}

extension ByteTable.Key {
  /// The key of an entry, for its hash alone.
  fileprivate init(_ words: (UInt64, UInt64), _ length: Int32) {
    (self.words, self.length, bytes) = (words, length, UnsafeRawBufferPointer(start: nil, count: 0))
  }
}
