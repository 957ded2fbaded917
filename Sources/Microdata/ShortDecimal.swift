/// Eight digits at once.
enum EightDigits {
  /// The number that eight digits from a position on make; nil where fewer are left or others are among them.
  @inline(__always)
  static func value(_ field: UnsafeRawBufferPointer, at position: Int) -> UInt64? {
    guard field.count &- position >= 8 else { return nil }
    let digits = field.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ WordScan.ones &* 0x30
    return areDigits(digits) ? value(digits) : nil
  }

  /// Whether every byte is from 0 to 9.
  @inline(__always)
  static func areDigits(_ bytes: UInt64) -> Bool {
    (bytes &+ 0x7676_7676_7676_7676 | bytes) & WordScan.upperBits == 0
  }

  /// The number of eight bytes from 0 to 9, the first the most significant: pairs, then fours, then all eight (Lemire 2021,
  /// Software: Practice and Experience 51:8, section 5).
  @inline(__always)
  static func value(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 2561) &>> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* 42_949_672_960_001) &>> 32
  }
}

/// Decimals of up to sixteen characters without exponent, which most fields of a survey are, without a loop.
enum ShortDecimal {
  @inline(__always)
  static func withPowersOfTen<R>(_ body: (UnsafePointer<Double>) -> R) -> R {
    Decimal.powersOfTen.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }

  /// The first four bytes of a field that is `0.0`, as most are in many columns, with the separator behind it.
  static func zero(before separator: UInt8) -> UInt32 { 0x30_2E30 | UInt32(separator) << 24 }

  /// - Parameter field: Bytes of which eight may be read, and one more, whatever their number.
  /// - Returns: NaN where the field is empty; nil where it is no such decimal, though it may be another number.
  @inline(__always)
  static func value(_ field: UnsafeRawBufferPointer, _ powersOfTen: UnsafePointer<Double>) -> Double? {
    let word = field.baseAddress.unsafelyUnwrapped.loadUnaligned(as: UInt64.self)
    switch field.count {
    case 0: return .nan
    case 1: return digit(UInt8(truncatingIfNeeded: word))  // the answer to a question, most often
    case _ where UInt8(truncatingIfNeeded: word) == UInt8(ascii: "-"): return negative(field, powersOfTen)
    case 2...8: return value(word, length: field.count, powersOfTen)
    case 9...16: return longValue(field, powersOfTen)
    default: return nil
    }
  }

  @inline(never)
  private static func negative(_ field: UnsafeRawBufferPointer, _ powersOfTen: UnsafePointer<Double>) -> Double? {
    let rest = UnsafeRawBufferPointer(rebasing: field.dropFirst())
    return rest.first == UInt8(ascii: "-") ? nil : value(rest, powersOfTen).map { -$0 }
  }

  @inline(__always)
  private static func digit(_ character: UInt8) -> Double? {
    character &- 0x30 <= 9 ? Double(character &- 0x30) : nil
  }

  /// - Parameters:
  ///   - word: The characters, the first in the lowest byte; bytes behind them are ignored.
  ///   - length: From 2 to 8, so that a point has a digit beside it.
  @inline(__always)
  private static func value(_ word: UInt64, length: Int, _ powersOfTen: UnsafePointer<Double>) -> Double? {
    // Digits become 0...9, the point 1E; shifting to the end puts zeros in front.
    let digits = (word ^ WordScan.ones &* 0x30) &<< UInt64(8 &* (8 &- length))
    let points = points(digits)
    guard points != 0 else { return whole(digits) }
    let decimals = 7 &- WordScan.first(points)
    return whole(withoutPoint(digits, points)).map { $0 / powersOfTen[decimals] }
  }

  @inline(__always)
  private static func points(_ digits: UInt64) -> UInt64 { WordScan.zeroBytes(digits ^ WordScan.ones &* 0x1E) }

  @inline(__always)
  private static func whole(_ digits: UInt64) -> Double? {
    EightDigits.areDigits(digits) ? Double(Int64(truncatingIfNeeded: EightDigits.value(digits))) : nil
  }

  /// What stands before the point moves up by one byte, over it. From the point's upper bit, 80, come the mask of the bytes
  /// before it and the point itself, 1E = 20 - 02, without shifts by a variable distance.
  @inline(__always)
  private static func withoutPoint(_ digits: UInt64, _ points: UInt64) -> UInt64 {
    let point = points & (0 &- points)
    let before = digits & ((point &>> 7) &- 1)
    return digits &- ((point &>> 2) &- (point &>> 6)) &+ (before &<< 8) &- before
  }

  /// Two words for 9 to 16 characters: the last eight, and those before.
  /// - Returns: nil also where the digits are no double, so that dividing would round twice.
  @inline(never)
  private static func longValue(_ field: UnsafeRawBufferPointer, _ powersOfTen: UnsafePointer<Double>) -> Double? {
    let zeros = WordScan.ones &* 0x30
    var low = field.loadUnaligned(fromByteOffset: field.count &- 8, as: UInt64.self) ^ zeros
    var high = (field.loadUnaligned(as: UInt64.self) ^ zeros) &<< UInt64(8 &* (16 &- field.count))
    var decimals = 0
    let (lowPoints, highPoints) = (points(low), points(high))
    if lowPoints != 0 {
      decimals = 7 &- WordScan.first(lowPoints)
      low = withoutPoint(low, lowPoints) | high &>> 56
      high = high &<< 8
    } else if highPoints != 0 {
      decimals = 15 &- WordScan.first(highPoints)
      high = withoutPoint(high, highPoints)
    }
    guard EightDigits.areDigits(high), EightDigits.areDigits(low) else { return nil }
    let digits = EightDigits.value(high) &* 100_000_000 &+ EightDigits.value(low)
    return digits <= 1 << 53 ? Double(Int64(truncatingIfNeeded: digits)) / powersOfTen[decimals] : nil
  }
}
