import Documents
import TradeImpact

/// A day of the Gregorian calendar, as `2013-01-11`.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// nil for a day that the calendar does not have.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(month, of: year) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  private static func days(_ month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

extension CalendarDate {
  /// Reads `2013-01-11`.
  init(decoding node: DocumentNode) throws(DocumentError) {
    let text = try node.text()
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      let date = CalendarDate(year: year, month: month, day: day)
    else { throw node.invalid(expected: "a day of the calendar as 2013-01-11") }
    self = date
  }
}

extension DocumentNode {
  /// Who says a number: one text for all languages, or `{zh: ..., en: ...}`.
  func source() throws(DocumentError) -> LocalizedText {
    guard case .mapping = value else {
      let text = try nonEmptyText()
      return LocalizedText(zh: text, en: text)
    }
    return try LocalizedText(decoding: self)
  }

  /// A text that says something: sources and names must not be blank.
  func nonEmptyText() throws(DocumentError) -> String {
    let text = try text()
    guard text.contains(where: { !$0.isWhitespace }) else { throw invalid(expected: "a text that is not blank") }
    return text
  }
}
