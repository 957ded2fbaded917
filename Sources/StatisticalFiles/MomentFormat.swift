import Microdata

/// How a variable counts days or moments, by the name of its format.
enum MomentFormat: Sendable {
  /// Seconds since the first day of the Gregorian calendar.
  case spssSeconds
  /// Days since 1960.
  case days
  /// Milliseconds since 1960.
  case stataMilliseconds
  /// Seconds since 1960.
  case sasSeconds
  /// Seconds of a day.
  case time

  /// nil where the format is none of days or moments.
  init?(_ format: String, of kind: StatisticalFile.Kind) {
    let name = String(format.prefix { !$0.isNumber && $0 != "." })
    let found: MomentFormat? =
      switch kind {
      case .sav, .zsav: Self.spss[name]
      case .sas7bdat: Self.sas[name]
      case .dta: Self.stata(format)
      }
    guard let found else { return nil }
    self = found
  }

  private static let spss: [String: MomentFormat] = [
    "DATE": .spssSeconds, "ADATE": .spssSeconds, "EDATE": .spssSeconds, "SDATE": .spssSeconds, "JDATE": .spssSeconds,
    "DATETIME": .spssSeconds, "YMDHMS": .spssSeconds, "TIME": .time,
  ]
  private static let sas: [String: MomentFormat] = [
    "DATE": .days, "YYMMDD": .days, "YYMMDDN": .days, "DDMMYY": .days, "MMDDYY": .days, "E8601DA": .days,
    "DATETIME": .sasSeconds, "TIME": .time,
  ]

  private static func stata(_ format: String) -> MomentFormat? {
    if format.hasPrefix("%tc") || format.hasPrefix("%tC") { return .stataMilliseconds }
    return format.hasPrefix("%td") || format.hasPrefix("%d") ? .days : nil
  }

  /// nil for what no calendar has.
  func text(_ number: Double) -> String? {
    switch self {
    case .spssSeconds: CalendarDate.text(days: number / 86_400, since: .spss)
    case .days: CalendarDate.text(days: number, since: .stata)
    case .stataMilliseconds: CalendarDate.text(days: number / 86_400_000, since: .stata)
    case .sasSeconds: CalendarDate.text(days: number / 86_400, since: .stata)
    case .time: number >= 0 && number < 86_400 ? CalendarDate.time(seconds: Int(number.rounded())) : nil
    }
  }
}
