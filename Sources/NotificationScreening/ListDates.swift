import Microdata
import TradeImpact

/// The dates of a list, in one order of day and month for the whole file.
struct ListDates {
  private let columns: [String: Readings]
  private let order: DateOrder
  let faults: [RowFault]

  private struct Readings {
    let column: FieldTexts
    /// By level.
    let values: [DateReading]
    /// Whether words may stand in place of a day.
    let allowsWords: Bool

    init(_ column: FieldTexts, allowsWords: Bool) {
      (self.column, self.allowsWords) = (column, allowsWords)
      values = column.levels.map { DateReading($0) }
    }

    subscript(row: Int) -> DateReading { column.codes[row] < 0 ? .absent : values[Int(column.codes[row])] }

    func place(ofLevel level: Int, _ file: CSVFile) throws(ScreeningError) -> CellPlace {
      CellPlace(line: try file.line(ofRow: column.row(of: level)), column: column.column, value: column.levels[level])
    }
  }

  /// Comments close and documents are distributed on a day; a measure may come into force at a time that is not set.
  private static let fields: KeyValuePairs<String, Bool> = [
    "distribution_date": false, "comment_deadline": false, "adoption": true, "entry_into_force": true,
  ]

  /// - Throws: ``ScreeningError`` where the order of day and month cannot be told.
  init(_ list: ListColumns, _ asked: DateOrder?) throws(ScreeningError) {
    let all = Self.fields.compactMap { field, allowsWords in
      list[field].map { (field, Readings($0, allowsWords: allowsWords)) }
    }
    let order = if let asked { asked } else { try Self.order(all.map(\.1), list.file) }
    columns = Dictionary(uniqueKeysWithValues: all)
    self.order = order
    faults = all.flatMap { Self.faults($0.1, order) }
  }

  // MARK: Order of day and month

  /// That of the dates of which only one order is a day; where there are none, the file must have no date of two meanings.
  private static func order(_ columns: [Readings], _ file: CSVFile) throws(ScreeningError) -> DateOrder {
    typealias Found = (readings: Readings, level: Int)
    var (dayFirst, monthFirst, either): (Found?, Found?, Found?)
    for readings in columns {
      for (level, value) in readings.values.enumerated() {
        switch value {
        case .ordered(_?, nil) where dayFirst == nil: dayFirst = (readings, level)
        case .ordered(nil, _?) where monthFirst == nil: monthFirst = (readings, level)
        case .ordered(_?, _?) where either == nil: either = (readings, level)
        default: break
        }
      }
    }
    switch (dayFirst, monthFirst) {
    case (let day?, let month?):
      let places = try [day, month].map { found throws(ScreeningError) in
        try found.readings.place(ofLevel: found.level, file)
      }
      throw .mixedDates(file: file.path, dayFirst: places[0], monthFirst: places[1])
    case (nil, .some): return .monthFirst
    case (.some, nil): return .dayFirst
    case (nil, nil):
      guard let either else { return .dayFirst }
      let place = try either.readings.place(ofLevel: either.level, file)
      throw .ambiguousDates(file: file.path, line: place.line, column: place.column, value: place.value)
    }
  }

  // MARK: Faults

  private static let forms = words(
    "日期写作2019-12-31、31/12/2019、31 December 2019或2019年12月31日",
    "write a day as 2019-12-31, 31/12/2019, 31 December 2019 or 2019年12月31日")

  private static func faults(_ readings: Readings, _ order: DateOrder) -> [RowFault] {
    let problems = readings.values.map { problem($0, readings.allowsWords, order) }
    guard problems.contains(where: { $0 != nil }) else { return [] }
    let column = readings.column
    return column.codes.enumerated().compactMap { row, code in
      guard code >= 0, let problem = problems[Int(code)] else { return nil }
      return RowFault(row: row, column: column.column, value: column[row], problem: problem)
    }
  }

  private static func problem(_ value: DateReading, _ allowsWords: Bool, _ order: DateOrder) -> LocalizedText? {
    switch value {
    case .absent, .day, .days: return nil
    case .impossible: return words("没有这一天；\(forms.zh)", "there is no such day; \(forms.en)")
    case .ordered:
      guard day(value, order) == nil else { return nil }
      return words(
        "按\(order.words.zh)在前没有这一天；\(forms.zh)", "there is no such day with the \(order.words.en) first; \(forms.en)")
    case .month, .words:
      guard !allowsWords else { return nil }
      return words("这不是日期；\(forms.zh)，或留空", "this is no day; \(forms.en), or leave the field empty")
    }
  }

  private static func day(_ value: DateReading, _ order: DateOrder) -> CivilDay? {
    switch value {
    case .day(let day): day
    case .ordered(let dayFirst, let monthFirst): order == .dayFirst ? dayFirst : monthFirst
    default: nil
    }
  }

  // MARK: Values

  func day(_ field: String, _ row: Int) -> CivilDay? { columns[field].flatMap { Self.day($0[row], order) } }

  func days(_ field: String, _ row: Int) -> Int? {
    if case .days(let days)? = columns[field]?[row] { days } else { nil }
  }

  func stated(_ field: String, _ row: Int) -> StatedDate? {
    guard let readings = columns[field] else { return nil }
    switch readings[row] {
    case .absent, .impossible: return nil
    case .day, .ordered: return Self.day(readings[row], order).map(StatedDate.day)
    case .month(let year, let month): return .month(String("\(CivilDay(year: year, month: month, day: 1)!)".prefix(7)))
    case .days, .words: return .words(readings.column[row])
    }
  }
}

extension DateOrder {
  fileprivate var words: LocalizedText {
    self == .dayFirst ? LocalizedText(zh: "日", en: "day") : LocalizedText(zh: "月", en: "month")
  }
}
