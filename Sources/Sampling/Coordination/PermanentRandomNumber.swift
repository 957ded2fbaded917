import RandomStreams

/// A random number that belongs to a unit for as long as it exists, and to nothing else.
///
/// It is a function of a seed, the unit's identifier and a purpose. So births get new numbers, survivors keep theirs, and neither the
/// order of a file nor the other units in it matter. Numbers of different purposes are independent.
/// > Source: Ohlsson (1995), Coordination of samples using permanent random numbers, in Business Survey Methods, ch. 9; Salmon, Moraes,
/// > Dror and Shaw (2011), SC '11, for the function.
public struct PermanentRandomNumbers: Sendable {
  private let seed: UInt64
  private let purpose: UInt32

  /// - Parameter purpose: Tells apart uses of the same unit, such as the years of a survey.
  public init(seed: UInt64, purpose: UInt32 = 0) {
    self.seed = seed
    self.purpose = purpose
  }

  /// 64 uniform bits of the unit with this identifier.
  ///
  /// The identifier is absorbed eight bytes at a time, each time the block function mixing it with what came before. Two units with the
  /// same bits are one in 10^7 among a million; they are then ordered by identifier.
  public func bits(of identifier: String) -> UInt64 {
    var identifier = identifier
    return identifier.withUTF8(bits)
  }

  private func bits(of identifier: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var (state, word, filled, length) = (UInt64(0), UInt64(0), 0, 0)
    for byte in identifier {
      word |= UInt64(byte) << (8 * UInt64(filled))
      (filled, length) = (filled + 1, length + 1)
      if filled == 8 {
        state = mixed(state, word, 0)
        (word, filled) = (0, 0)
      }
    }
    return mixed(state, word, UInt32(truncatingIfNeeded: length) | 0x8000_0000)
  }

  /// The number as one in [0, 1), a multiple of 2^-53.
  public func uniform(of identifier: String) -> Double {
    Double(bits(of: identifier) >> 11) * 0x1p-53
  }

  private func mixed(_ state: UInt64, _ word: UInt64, _ end: UInt32) -> UInt64 {
    let key = seed ^ state
    let words = Philox4x32.block(
      counter: SIMD4(UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32), purpose, end),
      key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
    return UInt64(words.x) | UInt64(words.y) << 32
  }
}
