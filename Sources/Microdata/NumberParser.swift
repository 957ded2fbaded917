import Glibc

/// Reads decimal numbers as the request format defines them, correctly rounded.
///
/// Blanks around are trimmed; an optional sign, ASCII digits with at most one point and a digit on at least one side, an
/// optional exponent. Everything else is no number: no thousands separators unless declared, no `NaN`, no `0x10`.
///
/// Up to 19 digits whose value is at most 2^53, scaled by a power of ten up to 22, need one exact multiplication or
/// division (Clinger 1990, PLDI, section 3); the rest goes to `strtod`, which rounds correctly.
enum NumberParser {
  enum Failure: Error {
    case notANumber
    case outOfRange
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// - Parameter thousands: A separator that must stand between groups of three digits of the whole part.
  static func parse(_ field: UnsafeRawBufferPointer, thousands: UInt8? = nil) throws(Failure) -> Double {
    let field = trimmed(field)
    guard let thousands, field.contains(thousands) else { return try parsePlain(field) }
    return try withoutSeparators(field, thousands)
  }

  static func trimmed(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var (start, end) = (0, field.count)
    while start < end, isBlank(field[start]) { start += 1 }
    while end > start, isBlank(field[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: field[start..<end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func parsePlain(_ field: UnsafeRawBufferPointer) throws(Failure) -> Double {
    let scan = DecimalScan(field)
    guard scan.isNumber else { throw .notANumber }
    let power = scan.exponent
    if scan.isExact, scan.significand <= 1 << 53, power >= -22, power <= 22 {
      let magnitude = Double(scan.significand)
      let value = power < 0 ? magnitude / powersOfTen[-power] : magnitude * powersOfTen[power]
      return scan.isNegative ? -value : value
    }
    return try slow(field)
  }

  /// The syntax is checked, so `strtod` sees only what it is meant to; the process runs in the C locale.
  private static func slow(_ field: UnsafeRawBufferPointer) throws(Failure) -> Double {
    let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { copy in
      for (place, byte) in field.enumerated() { copy[place] = CChar(bitPattern: byte) }
      copy[field.count] = 0
      return strtod(copy.baseAddress!, nil)
    }
    guard value.isFinite else { throw .outOfRange }
    return value
  }

  private static func withoutSeparators(_ field: UnsafeRawBufferPointer, _ separator: UInt8) throws(Failure) -> Double {
    var digits: [UInt8] = []
    var (sinceSeparator, separators) = (0, 0)
    var isWhole = true
    for byte in field {
      if byte == separator {
        // The first group has one to three digits, every other exactly three.
        guard isWhole, sinceSeparator >= 1, separators == 0 ? sinceSeparator <= 3 : sinceSeparator == 3 else {
          throw .notANumber
        }
        separators += 1
        sinceSeparator = 0
        continue
      }
      let isDigit = byte >= 0x30 && byte <= 0x39
      if isWhole, !isDigit, separators > 0, sinceSeparator != 3 { throw .notANumber }
      if isWhole, !isDigit, !digits.isEmpty || (byte != 0x2B && byte != 0x2D) { isWhole = false }
      if isDigit, isWhole { sinceSeparator += 1 }
      digits.append(byte)
    }
    guard !isWhole || sinceSeparator == 3 else { throw .notANumber }
    return try digits.withUnsafeBytes { bytes in Result { () throws(Failure) in try parsePlain(bytes) } }.get()
  }
}

/// One walk over a number: its syntax, and its first 19 digits as an integer.
private struct DecimalScan {
  private(set) var isNumber = false
  private(set) var isNegative = false
  /// The digits as an integer; exact where `isExact`.
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
    let first = position
    takeDigits(field, &position, areFraction: false)
    var digits = position - first
    if position < end, field[position] == UInt8(ascii: ".") {
      position += 1
      let point = position
      takeDigits(field, &position, areFraction: true)
      digits += position - point
    }
    guard digits > 0 else { return }
    if position < end, field[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      guard takeExponent(field, &position) else { return }
    }
    isNumber = position == end
  }

  private mutating func takeDigits(_ field: UnsafeRawBufferPointer, _ position: inout Int, areFraction: Bool) {
    while position < field.count {
      let digit = field[position] &- 0x30
      guard digit <= 9 else { return }
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
      value = min(value * 10 + Int(field[position] &- 0x30), 100_000)
      position += 1
    }
    exponent += sign * value
    return position > start
  }
}

/// The shortest decimal of a number used as a level: `413`, not `413.0`.
func shortestDecimal(_ value: Double) -> String {
  if let whole = Int(exactly: value) { return String(whole) }
  return String(describing: value)
}
