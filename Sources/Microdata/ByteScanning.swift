/// Eight bytes at a time: a word is eight bytes of text, the first in the lowest.
enum WordScan {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let upperBits: UInt64 = 0x8080_8080_8080_8080

  /// Sets the upper bit of every byte that is zero. It may set it for bytes behind the first that is zero as well, because
  /// subtraction borrows; the first is always right (Warren 2013, Hacker's Delight, 6-1).
  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & upperBits }

  /// The position of the lowest byte whose upper bit is set.
  @inline(__always)
  static func first(_ hits: UInt64) -> Int { hits.trailingZeroBitCount >> 3 }
}

extension UnsafeRawBufferPointer {
  /// How often a byte occurs.
  func count(of byte: UInt8) -> Int {
    var total = 0
    let rest = forEachBlock { total += $0.hits(byte).count }
    return rest.reduce(total) { $0 + ($1 == byte ? 1 : 0) }
  }

  /// Whether a byte occurs an odd number of times; several times as fast as counting.
  func hasOddNumber(of byte: UInt8) -> Bool {
    var odd = ByteBlock.Hits(repeating: false)
    let rest = forEachBlock { odd .^= $0.hits(byte) }
    return rest.reduce(odd.count % 2 == 1) { $0 != ($1 == byte) }
  }

  /// Whether every byte is below 80.
  var isASCII: Bool {
    var others = ByteBlock.Hits(repeating: false)
    let rest = forEachBlock { others .|= $0.beyondASCII }
    return others.isEmpty && rest.allSatisfy { $0 < 0x80 }
  }

  /// - Returns: What is left behind the last whole block.
  @inline(__always)
  private func forEachBlock(_ body: (ByteBlock) -> Void) -> Slice<UnsafeRawBufferPointer> {
    guard let base = baseAddress else { return self[...] }
    let end = count & ~(ByteBlock.size &- 1)
    var position = 0
    while position < end {
      body(ByteBlock(base + position))
      position &+= ByteBlock.size
    }
    return self[end...]
  }
}
