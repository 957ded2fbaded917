import DataFiles
import Microdata
import TradeImpact

/// Exports of a region by market and code, sorted so that the lines of a market within a code stand together.
///
/// Read from CSV or Excel with the columns `market, hs, exports, unit` and, where known, `firms, year, source`; see the article.
public struct ExportLines: Sendable {
  /// A line of the file.
  struct Line: Sendable {
    /// Place in ``codes``.
    let rank: Int32
    /// Yuan; NaN where the field is empty.
    let exports: Double
    /// NaN where the field is empty or the file has no such column.
    let firms: Double
  }

  public let path: String
  /// Codes of all lines, each once; a code stands before those within it.
  let codes: [HSRange]
  /// By market, then by rank.
  let lines: [Line]
  /// Member to the places of its lines.
  let places: [Int: Range<Int>]
  /// Markets of the file that no name of `members.csv` is, with their number of lines.
  public let unknownMarkets: [(name: String, lines: Int)]
  public let hasFirms: Bool
  /// The year of the lines; nil where the file does not say.
  public let year: String?
  public let isSynthetic: Bool
  let columns: ColumnNames.Match

  public struct Options: Sendable {
    /// Which of several years.
    public var year: Int?
    /// Yuan for a US dollar.
    public var dollarRate: Double?
    public var format: CSVFormat
    public var threads: Int

    public init(year: Int? = nil, dollarRate: Double? = nil, format: CSVFormat = CSVFormat(), threads: Int = 1) {
      (self.year, self.dollarRate, self.format, self.threads) = (year, dollarRate, format, threads)
    }
  }

  /// - Throws: ``ScreeningError`` with file, line, column and value.
  public init(path reference: String, _ options: Options = Options()) throws(ScreeningError) {
    let table = try ExportTable(reference, options)
    let selected = try table.rowsOfYear(options.year)
    let members = try table.members()
    let (codes, ranks) = try table.codes()
    let factors = try table.factors(dollarRate: options.dollarRate)
    try table.checkAmounts(selected)
    let order = table.order(rows: selected, members: members.places, ranks: ranks, codeCount: codes.count)
    lines = order.rows.map { row in
      Line(
        rank: ranks[Int(table.hs.codes[row])], exports: table.exports[row] * factors[Int(table.unit.codes[row])],
        firms: table.firms?[row] ?? .nan)
    }
    try table.checkOverlaps(order, lines, codes)
    (path, self.codes, places) = (table.file.path, codes, order.places)
    unknownMarkets = members.unknown(in: selected)
    (hasFirms, isSynthetic, columns) = (table.firms != nil, table.isSynthetic, table.match)
    year = table.year.flatMap { column in selected.first.map { column[Int($0)] } }
  }
}

/// The columns of the file.
private struct ExportTable {
  let file: CSVFile
  let match: ColumnNames.Match
  let market: FieldTexts
  let hs: FieldTexts
  let unit: FieldTexts
  let year: FieldTexts?
  let exports: [Double]
  let firms: [Double]?
  let isSynthetic: Bool

  init(_ reference: String, _ options: ExportLines.Options) throws(ScreeningError) {
    let file = try CSVFile.screening { try CSVFile(dataFile: reference, format: options.format) }
    let match = try ColumnNames(.trade).match(file)
    (self.file, self.match) = (file, match)
    let fields = ["market", "hs", "unit", "year", "source", "exports", "firms"].filter { match.columns[$0] != nil }
    let specs = fields.map { field in
      ColumnSpec(
        name: match.columns[field]!, kind: ["exports", "firms"].contains(field) ? .number(thousands: nil) : .factor)
    }
    let read = try CSVFile.screening { try file.readAll(columns: specs, threads: options.threads) }
    var (texts, numbers) = ([String: FieldTexts](), [String: [Double]]())
    for ((field, spec), column) in zip(zip(fields, specs), read) {
      if case .number(let values) = column {
        numbers[field] = values
      } else {
        texts[field] = FieldTexts(column: spec.name, column)
      }
    }
    (market, hs, unit, year) = (texts["market"]!, texts["hs"]!, texts["unit"]!, texts["year"])
    (exports, firms) = (numbers["exports"]!, numbers["firms"])
    isSynthetic = texts["source"]?.levels.contains("synthetic") ?? false
    try requireFields()
  }

  private func requireFields() throws(ScreeningError) {
    for (column, expected) in [(market, "a market"), (hs, "an HS code"), (unit, Self.units)] {
      if let row = column.codes.firstIndex(of: -1) {
        try file.refuse([RowFault(row: row, column: column.column, value: "", error: "every line needs \(expected)")])
      }
    }
  }

  private static let units = "one of 元, 万元, 亿元, USD"

  // MARK: Years

  /// Rows of the year that is asked for, or of the only one.
  func rowsOfYear(_ wanted: Int?) throws(ScreeningError) -> [Int32] {
    let all = Array(0..<Int32(exports.count))
    guard let year else {
      if let wanted { throw .noYearColumn(file: file.path, year: wanted) }
      return all
    }
    guard let wanted else {
      if year.levels.count > 1 { throw .severalYears(file: file.path, years: year.levels) }
      return all
    }
    guard let level = year.levels.firstIndex(of: "\(wanted)") else {
      throw .unknownYear(file: file.path, year: wanted, years: year.levels)
    }
    return all.filter { year.codes[Int($0)] == Int32(level) }
  }

  // MARK: Markets

  struct Markets {
    let column: FieldTexts
    /// By level of the column.
    let places: [Int?]

    func unknown(in rows: [Int32]) -> [(name: String, lines: Int)] {
      guard places.contains(nil) else { return [] }
      var counts = [Int](repeating: 0, count: places.count)
      for row in rows { counts[Int(column.codes[Int(row)])] += 1 }
      return places.indices.filter { places[$0] == nil && counts[$0] > 0 }.map { (column.levels[$0], counts[$0]) }
    }
  }

  func members() throws(ScreeningError) -> Markets {
    Markets(column: market, places: market.levels.map { Members.bundled.place(of: $0) })
  }

  // MARK: Codes

  /// All codes in order, and the rank of every level of the column.
  func codes() throws(ScreeningError) -> ([HSRange], ranks: [Int32]) {
    var (faults, ranges) = ([RowFault](), [HSRange]())
    for (level, text) in hs.levels.enumerated() {
      let list = HSList(column: text)
      if list.faults.isEmpty, list.codes.count == 1, list.codes[0].utf8.allSatisfy({ $0 != UInt8(ascii: "-") }) {
        ranges.append(list.ranges[0])
      } else {
        let problem = list.faults.first?.problem.description ?? "a line needs one HS code of 2, 4, 6, 8 or 10 digits"
        faults.append(RowFault(row: hs.row(of: level), column: hs.column, value: text, error: problem))
        ranges.append(HSRange(low: 0, high: 0))
      }
    }
    try file.refuse(faults)
    let codes = Set(ranges).sorted { ($0.low, -$0.high) < ($1.low, -$1.high) }
    let ranks = Dictionary(uniqueKeysWithValues: zip(codes, 0...))
    return (codes, ranges.map { Int32(ranks[$0]!) })
  }

  // MARK: Amounts

  /// Yuan in one of every level of the column of units.
  func factors(dollarRate: Double?) throws(ScreeningError) -> [Double] {
    try unit.levels.enumerated().map { level, text throws(ScreeningError) in
      if let known = [AmountUnit.yuan, .tenThousandYuan, .hundredMillionYuan].first(where: { $0.label.zh == text }) {
        return known.factor
      }
      let row = unit.row(of: level)
      guard text == "USD" else {
        try file.refuse([RowFault(row: row, column: unit.column, value: text, error: "the unit is \(Self.units)")])
        return 0
      }
      guard let dollarRate else { throw .noDollarRate(file: file.path, line: try file.line(ofRow: row)) }
      return AmountUnit.usDollar(rate: dollarRate).factor
    }
  }

  func checkAmounts(_ rows: [Int32]) throws(ScreeningError) {
    for (values, field) in [(exports, "exports"), (firms ?? [], "firms")] where !values.isEmpty {
      guard let row = rows.first(where: { values[Int($0)] < 0 }) else { continue }
      let column = match.columns[field]!
      try file.refuse([
        RowFault(
          row: Int(row), column: column, value: "\(values[Int(row)])",
          error: "it is zero or more, or empty where unknown")
      ])
    }
  }

  // MARK: Order

  struct Order {
    /// Rows of the file by market, then by code.
    let rows: [Int]
    /// Member to its places among them.
    let places: [Int: Range<Int>]
  }

  /// Sorted by counting, by code and then, keeping that order, by market.
  func order(rows: [Int32], members: [Int?], ranks: [Int32], codeCount: Int) -> Order {
    let known = rows.filter { members[Int(market.codes[Int($0)])] != nil }
    let byCode = Self.sorted(known, keys: codeCount) { Int(ranks[Int(hs.codes[Int($0)])]) }
    let count = Members.bundled.all.count
    let byMarket = Self.sorted(byCode, keys: count) { members[Int(market.codes[Int($0)])]! }
    var (places, start) = ([Int: Range<Int>](), 0)
    while start < byMarket.count {
      let member = members[Int(market.codes[Int(byMarket[start])])]!
      var end = start
      while end < byMarket.count, members[Int(market.codes[Int(byMarket[end])])] == member { end += 1 }
      places[member] = start..<end
      start = end
    }
    return Order(rows: byMarket.map(Int.init), places: places)
  }

  private static func sorted(_ rows: [Int32], keys: Int, _ key: (Int32) -> Int) -> [Int32] {
    var starts = [Int](repeating: 0, count: keys + 1)
    for row in rows { starts[key(row) + 1] += 1 }
    for place in 1..<max(1, keys) { starts[place] += starts[place - 1] }
    var sorted = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let key = key(row)
      sorted[starts[key]] = row
      starts[key] += 1
    }
    return sorted
  }

  /// A code must not stand in a market beside one that holds it: its exports would count twice.
  func checkOverlaps(_ order: Order, _ lines: [ExportLines.Line], _ codes: [HSRange]) throws(ScreeningError) {
    for places in order.places.values.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      var outer = places.lowerBound
      for place in places.dropFirst() {
        guard codes[Int(lines[place].rank)].low <= codes[Int(lines[outer].rank)].high else {
          outer = place
          continue
        }
        throw try overlap(order.rows[outer], order.rows[place])
      }
    }
  }

  private func overlap(_ a: Int, _ b: Int) throws(ScreeningError) -> ScreeningError {
    let (first, second) = (min(a, b), max(a, b))
    let lines = try file.lines(ofRows: [first, second])
    func place(_ row: Int) -> CellPlace { CellPlace(line: lines[row]!, column: hs.column, value: hs[row]) }
    return .overlappingLines(file: file.path, market: market[second], first: place(first), second: place(second))
  }
}
