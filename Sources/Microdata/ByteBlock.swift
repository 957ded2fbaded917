/// 64 bytes of text, looked at all at once: the compiler makes the vectors that the processor has.
struct ByteBlock {
  static let size = 64
  /// One truth for each byte.
  typealias Hits = SIMDMask<SIMD64<UInt8>.MaskStorage>

  private let bytes: SIMD64<UInt8>

  @inline(__always)
  init(_ start: UnsafeRawPointer) { bytes = start.loadUnaligned(as: SIMD64<UInt8>.self) }

  /// Where a byte stands.
  @inline(__always)
  func hits(_ byte: UInt8) -> Hits { bytes .== SIMD64(repeating: byte) }

  /// Where bytes of 80 and more stand.
  @inline(__always)
  var beyondASCII: Hits { unsafeBitCast(bytes, to: SIMD64<Int8>.self) .< SIMD64(repeating: 0) }
}

extension ByteBlock.Hits {
  /// One bit for each of the eight bytes of a word, another for each of the eight words.
  ///
  /// Processors differ in how they gather bits from vectors, and Swift has no word for it. And-ing the words with different
  /// bits and or-ing them together needs none: bit w of byte b is the truth of byte b of word w.
  @inline(__always)
  private var bitsByByte: UInt64 {
    Self.union(words & (SIMD8(1, 2, 4, 8, 16, 32, 64, 128) &* SIMD8(repeating: WordScan.ones)))
  }

  /// The truth of byte n as bit n.
  @inline(__always)
  var bits: UInt64 { Self.transposed(bitsByByte) }

  @inline(__always)
  var isEmpty: Bool { Self.union(words) == 0 }

  @inline(__always)
  var count: Int { bitsByByte.nonzeroBitCount }

  /// FF for each truth.
  @inline(__always)
  private var words: SIMD8<UInt64> { unsafeBitCast(self, to: SIMD8<UInt64>.self) }

  @inline(__always)
  private static func union(_ words: SIMD8<UInt64>) -> UInt64 {
    let four = words.lowHalf | words.highHalf
    let two = four.lowHalf | four.highHalf
    return two[0] | two[1]
  }

  /// Exchanges rows and columns of 8 × 8 bits, by exchanging those of 2 × 2 squares of 1, 2 and 4 bits (Warren 2013,
  /// Hacker's Delight, 7-3).
  @inline(__always)
  private static func transposed(_ bits: UInt64) -> UInt64 {
    var bits = bits
    let ones = (bits ^ bits &>> 7) & 0x00AA_00AA_00AA_00AA
    bits ^= ones ^ ones &<< 7
    let twos = (bits ^ bits &>> 14) & 0x0000_CCCC_0000_CCCC
    bits ^= twos ^ twos &<< 14
    let fours = (bits ^ bits &>> 28) & 0x0000_0000_F0F0_F0F0
    return bits ^ fours ^ fours &<< 28
  }
}
