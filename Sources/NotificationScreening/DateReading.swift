import Microdata

/// The order of day and month where a file writes `11/01/2013`.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}

/// What a field of a date says.
package enum DateReading: Hashable, Sendable {
  /// Empty, or one of the words for it: `not applicable`.
  case absent
  case day(CivilDay)
  /// `11/01/2013`: the day where the first number is one and where the second is; nil where that is no day.
  case ordered(dayFirst: CivilDay?, monthFirst: CivilDay?)
  /// `October 2013`
  case month(year: Int, month: Int)
  /// `60 days from notification`
  case days(Int)
  /// Anything else: `six months after publication`.
  case words(String)
  /// Written as a date, and none: `2013-02-31`.
  case impossible
}

extension DateReading {
  package init(_ text: String) {
    let tokens = DateTokens(Self.withoutTime(text))
    if tokens.isEmpty || Self.emptyWords.contains(Folding.key(text)) {
      self = .absent
    } else {
      self = tokens.reading ?? .words(text)
    }
  }

  /// `2013-01-11T00:00:00` and `11/01/2013 12:00:00 AM` without what stands behind the day.
  private static func withoutTime(_ text: String) -> Substring {
    guard let colon = text.firstIndex(of: ":") else { return text[...] }
    let before = text[..<colon]
    guard let end = before.lastIndex(where: { $0 == " " || $0 == "T" }), before[..<end].contains(where: \.isNumber)
    else { return text[...] }
    return text[..<end]
  }

  private static let emptyWords: Set<String> = [
    "", "na", "none", "nil", "notapplicable", "notstated", "notgiven", "notavailable", "notspecified", "unknown",
    "null",
    "tobedetermined", "tobedecided", "tobedefined", "tobeannounced", "tobeconfirmed", "tbd", "tba", "sansobjet", "so",
    "adeterminer", "nonprecise", "nonapplicable", "noaplicable", "nosespecifica", "pordeterminar", "noespecificada",
    "无",
    "不适用", "未定", "待定", "未说明", "未提供",
  ]
}

/// Numbers and words of a date field, in their order.
private struct DateTokens {
  fileprivate enum Token: Hashable {
    case number(Int, digits: Int)
    case month(Int)
    case dayUnit
    /// `the`, `de`, `st`: says nothing.
    case filler
    /// 年, 月, 日
    case unit(Unicode.Scalar)
    case word
  }
  private var tokens: [Token] = []

  init(_ text: Substring) {
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      if let digit = Self.digit(first) {
        tokens.append(Self.number(&rest, first: digit))
      } else if Folding.isIdeograph(first) {
        rest.removeFirst()
        tokens.append(Self.ideograph(first))
      } else if first.properties.isAlphabetic {
        let word = rest.prefix { $0.properties.isAlphabetic && !Folding.isIdeograph($0) }
        rest = rest[word.endIndex...]
        tokens.append(Self.word(Folding.key(String(word))))
      } else {
        rest.removeFirst()
      }
    }
  }

  var isEmpty: Bool { tokens.isEmpty }

  // MARK: Tokens

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value - 0x30)
    case 0xFF10...0xFF19: Int(scalar.value - 0xFF10)
    default: nil
    }
  }

  private static func number(_ rest: inout Substring.UnicodeScalarView, first: Int) -> Token {
    var (value, digits) = (0, 0)
    while let next = rest.first.flatMap(digit) {
      (value, digits) = (min(value, 1_000_000_000) * 10 + next, digits + 1)
      rest.removeFirst()
    }
    return .number(value, digits: digits)
  }

  private static func ideograph(_ scalar: Unicode.Scalar) -> Token {
    switch scalar {
    case "天": .dayUnit
    case "年", "月", "日": .unit(scalar)
    default: .word
    }
  }

  private static func word(_ key: String) -> Token {
    if let month = months[key] { return .month(month) }
    if ["day", "days", "jour", "jours", "dia", "dias"].contains(key) { return .dayUnit }
    return ["st", "nd", "rd", "th", "er", "de", "del", "the", "of", "le", "el"].contains(key) ? .filler : .word
  }

  /// Names and their abbreviations in English, French and Spanish.
  private static let months: [String: Int] = {
    let names = [
      "january jan janvier janv enero ene", "february feb fevrier fevr febrero", "march mar mars marzo",
      "april apr avril avr abril abr", "may mai mayo", "june jun juin junio", "july jul juillet juil julio",
      "august aug aout agosto ago", "september sep sept septembre septiembre setiembre", "october oct octobre octubre",
      "november nov novembre noviembre", "december dec decembre diciembre dic",
    ]
    return Dictionary(
      uniqueKeysWithValues: names.enumerated().flatMap { place, list in
        list.split(separator: " ").map { (String($0), place + 1) }
      })
  }()

  // MARK: Meanings

  /// nil where the field is words.
  var reading: DateReading? {
    let plain = tokens.filter { token in
      if case .unit = token { return false }
      return token != .filler
    }
    return date(plain) ?? period
  }

  private func date(_ plain: [Token]) -> DateReading? {
    switch (plain.count, plain.first, plain.dropFirst().first, plain.dropFirst(2).first) {
    // A year alone is no day, and may be all that is known.
    case (1, .number(1900...2199, digits: 4), _, _): nil as DateReading?
    case (1, .number(let value, let digits), _, _): Self.single(value, digits)
    case (2, .number(let value, digits: 5), .number(0, digits: _), _): Self.single(value, 5)  // `41285.0`
    case (2, .number(let year, digits: 4), .number(let month, digits: ...2), _): Self.month(year, month)
    case (2, .month(let month), .number(let year, digits: 4), _): Self.month(year, month)
    case (3, .number(let year, digits: 4), .number(let month, digits: ...2), .number(let day, digits: ...2)):
      Self.day(year, month, day)
    case (3, .number(let first, digits: ...2), .number(let second, digits: ...2), .number(let year, digits: 4)):
      Self.ordered(first, second, year)
    case (3, .number(let day, digits: ...2), .month(let month), .number(let year, digits: 4)),
      (3, .month(let month), .number(let day, digits: ...2), .number(let year, digits: 4)):
      Self.day(year, month, day)
    case _ where plain.allSatisfy(\.isNumber): .impossible
    default: nil
    }
  }

  private static func single(_ value: Int, _ digits: Int) -> DateReading {
    switch digits {
    case 8: day(value / 10_000, value / 100 % 100, value % 100)
    // What Excel stores for the days from October 1954 to January 2119.
    case 5 where 20_000...80_000 ~= value: .day(CivilDay(number: value + CalendarDate.Epoch.excel.rawValue))
    default: .impossible
    }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> DateReading {
    CivilDay(year: year, month: month, day: day).map(DateReading.day) ?? .impossible
  }

  private static func month(_ year: Int, _ month: Int) -> DateReading {
    CivilDay(year: year, month: month, day: 1) == nil ? .impossible : .month(year: year, month: month)
  }

  private static func ordered(_ first: Int, _ second: Int, _ year: Int) -> DateReading {
    let dayFirst = CivilDay(year: year, month: second, day: first)
    let monthFirst = CivilDay(year: year, month: first, day: second)
    if dayFirst == nil, monthFirst == nil { return .impossible }
    if let dayFirst, dayFirst == monthFirst { return .day(dayFirst) }
    return .ordered(dayFirst: dayFirst, monthFirst: monthFirst)
  }

  /// `60 days from notification`, `通报后60日`: one number, and a unit of days behind it.
  private var period: DateReading? {
    let numbers = tokens.indices.filter { tokens[$0].isNumber }
    guard numbers.count == 1, let place = numbers.first, case .number(let count, digits: ...3) = tokens[place] else {
      return nil
    }
    let following = tokens[(place + 1)...].first { $0 != .filler }
    guard following == .dayUnit || following == .unit("日") else { return nil }
    return .days(count)
  }
}

extension DateTokens.Token {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
