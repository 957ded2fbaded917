/// One walk over a number: its syntax, and its first 19 significant digits as an integer.
struct Decimal {
  private(set) var isNumber = false
  private(set) var isNegative = false
  /// The first 19 significant digits as an integer; the whole number where `isExact`.
  private(set) var significand: UInt64 = 0
  private(set) var isExact = true
  /// The power of ten that scales the significand.
  private(set) var exponent = 0

  private var significantDigits = 0

  init(_ field: UnsafeRawBufferPointer) {
    var position = 0
    let end = field.count
    if position < end, field[position] == UInt8(ascii: "-") || field[position] == UInt8(ascii: "+") {
      isNegative = field[position] == UInt8(ascii: "-")
      position += 1
    }
    var digits = takeDigits(field, &position, areFraction: false)
    if position < end, field[position] == UInt8(ascii: ".") {
      position += 1
      digits += takeDigits(field, &position, areFraction: true)
    }
    guard digits > 0 else { return }
    if position < end, field[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      guard takeExponent(field, &position) else { return }
    }
    isNumber = position == end
  }

  /// - Returns: The number of digits.
  private mutating func takeDigits(
    _ field: UnsafeRawBufferPointer, _ position: inout Int, areFraction: Bool
  ) -> Int {
    let start = position
    while position < field.count {
      if significand != 0, significantDigits <= 11, let eight = EightDigits.value(field, at: position) {
        significand = significand &* 100_000_000 &+ eight
        significantDigits += 8
        if areFraction { exponent -= 8 }
        position += 8
        continue
      }
      let digit = field[position] &- 0x30
      guard digit <= 9 else { break }
      if significantDigits < 19 {
        significand = significand &* 10 &+ UInt64(digit)
        if significand != 0 { significantDigits += 1 }
        if areFraction { exponent -= 1 }
      } else {
        isExact = isExact && digit == 0
        if !areFraction { exponent += 1 }
      }
      position += 1
    }
    return position - start
  }

  private mutating func takeExponent(_ field: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
    var sign = 1
    if position < field.count, field[position] == UInt8(ascii: "-") || field[position] == UInt8(ascii: "+") {
      sign = field[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    let start = position
    var value = 0
    while position < field.count, field[position] &- 0x30 <= 9 {
      // Beyond any number of digits that a record can hold, so that no run of zeros brings it back into range.
      value = min(value * 10 + Int(field[position] &- 0x30), 1 << 40)
      position += 1
    }
    exponent += sign * value
    return position > start
  }

  // MARK: Value

  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
  private static let wholePowersOfTen: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// The absolute value, correctly rounded; nil where it takes longer arithmetic than this.
  ///
  /// A significand up to 2^53 and a power of ten up to 22 are doubles, and one operation on them rounds once (Clinger
  /// 1990, PLDI, section 3). Other significands of up to 19 digits are multiplied or divided as integers, by a power of
  /// ten below 2^64.
  var magnitude: Double? {
    if significand == 0 { return 0 }
    guard isExact, exponent >= -22, exponent <= 22 else { return nil }
    if significand <= 1 << 53 {
      let power = Self.powersOfTen[abs(exponent)]
      return exponent < 0 ? Double(significand) / power : Double(significand) * power
    }
    guard abs(exponent) <= 19 else { return nil }
    let power = Self.wholePowersOfTen[abs(exponent)]
    return exponent < 0 ? Self.rounded(significand, dividedBy: power) : Self.rounded(significand, times: power)
  }

  /// 63 or 64 bits of the quotient and whether anything is left of it: enough to round to 53 bits once.
  private static func rounded(_ numerator: UInt64, dividedBy divisor: UInt64) -> Double {
    let (n, d) = (numerator.leadingZeroBitCount, divisor.leadingZeroBitCount)
    // Both have their upper bit set; the numerator goes in times 2^63, less than the divisor times 2^64.
    let (high, low) = ((numerator << UInt64(n)) >> 1, (numerator << UInt64(n)) << 63)
    let (quotient, remainder) = (divisor << UInt64(d)).dividingFullWidth((high, low))
    return Double(sign: .plus, exponent: d - n - 63, significand: Double(quotient | (remainder == 0 ? 0 : 1)))
  }

  private static func rounded(_ a: UInt64, times b: UInt64) -> Double {
    let (high, low) = a.multipliedFullWidth(by: b)
    guard high != 0 else { return Double(low) }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << UInt64(shift) | low >> UInt64(64 - shift)
    return Double(sign: .plus, exponent: 64 - shift, significand: Double(top | (low << UInt64(shift) == 0 ? 0 : 1)))
  }
}
