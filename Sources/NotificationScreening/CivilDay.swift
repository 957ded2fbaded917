/// A day of the Gregorian calendar.
public struct CivilDay: Sendable, Hashable, Comparable {
  /// Days since 1 January 1970.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// - Returns: nil for a day that no calendar has, such as 31 February, and for years outside 1900 to 2199.
  public init?(year: Int, month: Int, day: Int) {
    guard 1900...2199 ~= year, 1...12 ~= month, 1...Self.days(of: month, in: year) ~= day else { return nil }
    number = Self.number(year, month, day)
  }

  /// - Returns: nil unless the text is a day as `2019-12-31`.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int($0) : nil }
    guard numbers.count == 3 else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  public static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }

  public func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

  public var year: Int { parts.year }
  /// From 1.
  public var month: Int { parts.month }
  public var day: Int { parts.day }

  /// Years counted from March, so that the leap day comes last (Hinnant 2013, `days_from_civil`).
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = marchYear.quotientAndRemainder(dividingBy: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse (`civil_from_days`).
  private var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDay: CustomStringConvertible {
  /// `2019-12-31`; as bytes, since lists have tens of thousands.
  public var description: String {
    let (year, month, day) = parts
    return String(unsafeUninitializedCapacity: 10) { bytes in
      Self.write(year, digits: 4, to: bytes, at: 0)
      bytes[4] = UInt8(ascii: "-")
      Self.write(month, digits: 2, to: bytes, at: 5)
      bytes[7] = UInt8(ascii: "-")
      Self.write(day, digits: 2, to: bytes, at: 8)
      return 10
    }
  }

  private static func write(_ number: Int, digits: Int, to bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
    var rest = number
    for place in (start..<start + digits).reversed() {
      bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
