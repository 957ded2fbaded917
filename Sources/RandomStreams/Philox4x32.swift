/// Philox4x32-10: four random words that are a function of a counter and a key, and of nothing else.
///
/// Ten rounds of two 32 × 32 bit multiplications turn a 128-bit counter into 128 random bits. Any block can be made at any
/// time and on any thread, so a draw may be named by what it is for, not by when it is made.
/// > Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11, section 4.3.
public enum Philox4x32 {
  /// The four words at a counter.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let words = Words(counter.x, counter.y, counter.z, counter.w).mixed(key: key.x, key.y)
    return SIMD4(words.a, words.b, words.c, words.d)
  }

  /// Four words in registers of their own, which compiles to a third of what a vector's lanes do.
  @frozen
  public struct Words: Sendable {
    public var a: UInt32
    public var b: UInt32
    public var c: UInt32
    public var d: UInt32

    @inlinable @inline(__always)
    public init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

    @inlinable @inline(__always)
    public func mixed(key first: UInt32, _ second: UInt32) -> Words {
      var (words, first, second) = (self, first, second)
      for _ in 0..<10 {
        words = words.round(first, second)
        // The golden ratio and √3 - 1, as 32-bit fractions.
        (first, second) = (first &+ 0x9E37_79B9, second &+ 0xBB67_AE85)
      }
      return words
    }

    @inlinable @inline(__always)
    func round(_ first: UInt32, _ second: UInt32) -> Words {
      let (left, right) = (UInt64(0xD251_1F53) &* UInt64(a), UInt64(0xCD9E_8D57) &* UInt64(c))
      return Words(
        UInt32(truncatingIfNeeded: right >> 32) ^ b ^ first, UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left >> 32) ^ d ^ second, UInt32(truncatingIfNeeded: left))
    }
  }
}
