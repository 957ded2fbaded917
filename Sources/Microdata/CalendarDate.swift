/// A day or a moment as text, `2019-12-31` or `2019-12-31T08:30:00`.
public enum CalendarDate {
  /// Days from 1 January 1970 to the first days of other ways of counting.
  public enum Epoch: Int, Sendable {
    /// Stata and SAS: 1 January 1960.
    case stata = -3653
    /// SPSS: 14 October 1582.
    case spss = -141_428
    /// Excel: 30 December 1899, from March 1900 on.
    case excel = -25_569
    /// Excel for the Macintosh: 1 January 1904.
    case excel1904 = -24_107
  }

  /// - Parameter days: Since the epoch; a part of a day is its time, to the second.
  /// - Returns: nil for what no calendar has.
  public static func text(days: Double, since epoch: Epoch) -> String? {
    guard days.isFinite, days.magnitude < 4e6 else { return nil }
    let whole = days.rounded(.down)
    let seconds = Int(((days - whole) * 86_400).rounded())
    let day = Int(whole) + epoch.rawValue + seconds / 86_400
    let date = text(day: day)
    return seconds % 86_400 == 0 ? date : date + "T" + time(seconds: seconds % 86_400)
  }

  /// `08:30:00`.
  public static func time(seconds: Int) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
  }

  /// The proleptic Gregorian calendar, years counted from March so that the leap day comes last (Hinnant 2013,
  /// "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
  private static func text(day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return [padded(year, 4), padded(month, 2), padded(dayOfYear - (153 * march + 2) / 5 + 1, 2)].joined(separator: "-")
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
