import Glibc

/// Reads decimal numbers as the request format defines them, correctly rounded.
///
/// Blanks around are trimmed; an optional sign, ASCII digits with at most one point and a digit on at least one side, an
/// optional exponent. Everything else is no number: no thousands separators unless declared, no `NaN`, no `0x10`.
package enum NumberParser {
  package enum Failure: Error {
    case notANumber
    case outOfRange
  }

  /// - Parameter thousands: A separator that must stand between groups of three digits of the whole part.
  package static func parse(
    _ field: UnsafeRawBufferPointer, thousands: UInt8? = nil
  ) throws(Failure) -> Double {
    let field = trimmed(field)
    guard let thousands, field.contains(thousands) else { return try parsePlain(field) }
    guard let digits = ThousandsGroups.removed(from: field, separator: thousands) else { throw .notANumber }
    return try digits.withUnsafeBytes { bytes in Result { () throws(Failure) in try parsePlain(bytes) } }.get()
  }

  static func trimmed(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var (start, end) = (0, field.count)
    while start < end, isBlank(field[start]) { start += 1 }
    while end > start, isBlank(field[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: field[start..<end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func parsePlain(_ field: UnsafeRawBufferPointer) throws(Failure) -> Double {
    let decimal = Decimal(field)
    guard decimal.isNumber else { throw .notANumber }
    if let magnitude = decimal.magnitude { return decimal.isNegative ? -magnitude : magnitude }
    return try byLibrary(field)
  }

  /// The syntax is checked, so `strtod` sees only what it is meant to; the process runs in the C locale.
  private static func byLibrary(_ field: UnsafeRawBufferPointer) throws(Failure) -> Double {
    let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { copy in
      for (place, byte) in field.enumerated() { copy[place] = CChar(bitPattern: byte) }
      copy[field.count] = 0
      return strtod(copy.baseAddress!, nil)
    }
    guard value.isFinite else { throw .outOfRange }
    return value
  }
}

/// Numbers such as `1,234,567.5`.
private enum ThousandsGroups {
  /// The number without its separators; nil where they do not stand between groups of exactly three digits, the first of
  /// one to three.
  static func removed(from field: UnsafeRawBufferPointer, separator: UInt8) -> [UInt8]? {
    let signEnd = field.first == UInt8(ascii: "-") || field.first == UInt8(ascii: "+") ? 1 : 0
    let isWhole = { (byte: UInt8) in byte == separator || byte &- 0x30 <= 9 }
    let wholeEnd = field[signEnd...].firstIndex { !isWhole($0) } ?? field.count
    let groups = field[signEnd..<wholeEnd].split(separator: separator, omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    // A separator behind the whole part is left in place, where it is no number.
    return Array(field[..<signEnd]) + groups.joined() + Array(field[wholeEnd...])
  }
}
