/// A stream of random numbers named by a seed, a replicate, a stratum and a purpose.
///
/// Two streams with different names share no counter of ``Philox4x32``. So the weights of a replicate are the same whether
/// it is made first or last, alone or among thousands, on one thread or on many.
@frozen
public struct CounterRandom: RandomNumberGenerator, Sendable {
  @usableFromInline let seed: UInt64
  /// Block, replicate, stratum, purpose.
  @usableFromInline var counter: Philox4x32.Words
  /// The words of the last block that are left, the next one lowest.
  @usableFromInline var low: UInt64 = 0
  @usableFromInline var high: UInt64 = 0
  @usableFromInline var unused = 0
  @usableFromInline var spareNormal: Double?

  /// - Parameters:
  ///   - seed: What the user chooses.
  ///   - replicate: From 0.
  ///   - stratum: From 0; or any unit of work whose draws belong together.
  ///   - purpose: Tells streams of one stratum apart, such as stages.
  /// - Precondition: all three lie in `0..<2^32`.
  @inlinable
  public init(seed: UInt64, replicate: Int, stratum: Int, purpose: Int = 0) {
    self.seed = seed
    counter = Philox4x32.Words(0, UInt32(replicate), UInt32(stratum), UInt32(purpose))
  }

  /// Four words that no other call has seen.
  @inlinable @inline(__always)
  public mutating func nextBlock() -> Philox4x32.Words {
    let words = counter.mixed(key: UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    counter.a &+= 1
    return words
  }

  @inlinable @inline(__always)
  mutating func refill() {
    let words = nextBlock()
    low = UInt64(words.a) | UInt64(words.b) << 32
    high = UInt64(words.c) | UInt64(words.d) << 32
    unused = 4
  }

  /// The next 32 bits.
  @inlinable @inline(__always)
  public mutating func nextWord() -> UInt32 {
    if unused == 0 { refill() }
    let word = UInt32(truncatingIfNeeded: low)
    (low, high, unused) = (low >> 32 | high << 32, high >> 32, unused - 1)
    return word
  }

  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    let first = UInt64(nextWord())
    return UInt64(nextWord()) << 32 | first
  }

  /// A uniform number in [0, 1), a multiple of 2^-53.
  @inlinable @inline(__always)
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform integer in `0..<bound`, every one exactly as likely as the others.
  /// - Precondition: `0 < bound < 2^32`.
  /// > Source: Lemire (2019), ACM Transactions on Modeling and Computer Simulation 29:3, algorithm 5.
  @inlinable @inline(__always)
  public mutating func integer(below bound: UInt32) -> Int {
    var product = UInt64(nextWord()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(nextWord()) &* UInt64(bound) }
    }
    return Int(product >> 32)
  }

  /// A standard normal number, by the polar method.
  /// > Source: Marsaglia and Bray (1964), SIAM Review 6, 260-264.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let length = (-2 * logarithm(square) / square).squareRoot()
      spareNormal = y * length
      return x * length
    }
  }

  /// Moves m positions drawn without replacement to the front of a list.
  @inlinable
  public mutating func choose(_ m: Int, amongFirstOf list: inout [Int]) {
    for i in 0..<m { list.swapAt(i, i + integer(below: UInt32(list.count - i))) }
  }
}
