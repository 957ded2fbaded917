/// Eight bytes at a time: a word is eight bytes of text, the first in the lowest.
///
/// The tests set the upper bit of every byte that passes. They may set it for bytes behind the first that passes as well,
/// because subtraction borrows; the first is always right (Warren 2013, Hacker's Delight, 6-1).
enum WordScan {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let upperBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & upperBits }

  /// Bytes that may end a plain field: the delimiter, and bytes up to the quote, 22: line ends, NUL and quotes, with blanks
  /// and `!` thrown in for the price of one test.
  /// - Parameter delimiters: The delimiter, below 80, eight times.
  @inline(__always)
  static func fieldEnds(_ word: UInt64, _ delimiters: UInt64) -> UInt64 {
    ((word &- ones &* 0x23) | ((word ^ delimiters) &- ones)) & ~word & upperBits
  }

  /// The lowest `count` bytes of a word, the others zero; `count` from 0, and more than 8 means 8.
  @inline(__always)
  static func lowest(_ count: Int, of word: UInt64) -> UInt64 { word & (UInt64.max >> UInt64(max(0, 64 - 8 * count))) }

  /// The position of the lowest byte whose upper bit is set.
  @inline(__always)
  static func first(_ hits: UInt64) -> Int { hits.trailingZeroBitCount >> 3 }
}

extension UnsafeRawBufferPointer {
  /// How often a byte occurs.
  func count(of byte: UInt8) -> Int {
    guard let base = baseAddress else { return 0 }
    let wanted = WordScan.ones &* UInt64(byte)
    var (total, position) = (0, 0)
    while count &- position >= 8 {
      // 127 words at most, so that the counts by place in the word stay below 128.
      let end = position &+ Swift.min(127 &* 8, (count &- position) & ~7)
      var counts: UInt64 = 0
      while position < end {
        let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ wanted
        // Without borrow, so that each byte is told apart: the upper bit where the byte is not zero.
        let others = ((word & ~WordScan.upperBits) &+ ~WordScan.upperBits) | word
        counts &+= (~others & WordScan.upperBits) &>> 7
        position &+= 8
      }
      // Sums of four places each in 16 bits, then all of them in the upper 16.
      let pairs = (counts & 0x00FF_00FF_00FF_00FF) &+ (counts &>> 8 & 0x00FF_00FF_00FF_00FF)
      total &+= Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }
    return self[position...].reduce(total) { $0 + ($1 == byte ? 1 : 0) }
  }

  /// Whether every byte is below 80.
  var isASCII: Bool {
    guard let base = baseAddress else { return true }
    var (bits, position): (UInt64, Int) = (0, 0)
    while count &- position >= 8 {
      bits |= base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      position &+= 8
    }
    while position < count {
      bits |= UInt64(base.load(fromByteOffset: position, as: UInt8.self))
      position &+= 1
    }
    return bits & WordScan.upperBits == 0
  }
}
