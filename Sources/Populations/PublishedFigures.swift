/// The published figures that populations reproduce, as files of facts hold them; column `reading` is the audit's.
public struct PublishedFigures: Sendable {
  private let shares: [String: FactTable]
  private let lossShares: FactTable
  private let sectorLosses: FactTable
  private let national: FactTable
  private let markets: FactTable
  private let regions: FactTable
  private let sizes: FactTable
  private let ranges: FactTable
  private let series: FactTable

  /// Columns that name the level of a row, by table.
  private static let levelColumns = [
    "table-2-2": "sector_id", "table-2-3": "ownership_id", "table-2-4": "size_class", "table-2-5": "business_type_id",
  ]

  /// - Parameters:
  ///   - report: Folder of tables 2-1 to 2-5 and the totals of the report.
  ///   - series: Folder of the press notices.
  public init(report: String, series: String) throws(PopulationError) {
    var shares: [String: FactTable] = [:]
    for table in Self.levelColumns.keys.sorted() { shares[table] = try FactTable(path: "\(report)/\(table).csv") }
    self.shares = shares
    lossShares = try FactTable(path: "\(report)/table-2-1.csv")
    sectorLosses = try FactTable(path: "\(report)/sector-losses-2019.csv")
    national = try FactTable(path: "\(report)/national-totals.csv")
    markets = try FactTable(path: "\(report)/market-shares.csv")
    regions = try FactTable(path: "\(report)/guangdong-shenzhen-2019.csv")
    sizes = try FactTable(path: "\(report)/size-classes.csv")
    ranges = try FactTable(path: "\(report)/hs-ranges.csv")
    self.series = try FactTable(path: "\(series)/press-series.csv")
  }

  // MARK: Affected shares

  /// Names one cell of tables 2-2 to 2-5; `group` tells the two subtotals of table 2-4 apart.
  struct ShareCell: Hashable {
    let table: String
    let year: Int
    let level: String
    var group: String?

    /// The same cell of another year.
    func `in`(_ year: Int) -> ShareCell { ShareCell(table: table, year: year, level: level, group: group) }
  }

  /// Percent of firms affected, as the audit reads it; `nil` where the report prints none.
  func share(_ cell: ShareCell, column: String = "reading") -> Double? {
    guard let table = shares[cell.table], let levels = Self.levelColumns[cell.table] else { return nil }
    var conditions = [levels: cell.level, "year": String(cell.year)]
    if let group = cell.group { conditions["product_group"] = group }
    return table.rows(where: conditions).first.flatMap { Double(table.text(column, $0)) }
  }

  /// Digits after the point in a table's column of a year: the most that any cell has.
  func decimals(_ table: String, year: Int) -> Int? {
    guard let table = shares[table] else { return nil }
    return table.rows(where: ["year": String(year)]).map { decimals(table.text("reading", $0)) }.max()
  }

  private func decimals(_ text: String) -> Int {
    text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
  }

  // MARK: Amounts

  /// Direct loss, 亿元; the year before that of the printed amount follows from the printed change.
  func directLoss(_ year: Int) -> Double? { level(of: "direct_loss", before: "direct_loss_change", year) }

  /// Direct loss in percent of exports.
  func lossRate(_ year: Int) -> Double? { level(of: "direct_loss_rate", before: "direct_loss_rate_change", year) }

  private func level(of measure: String, before change: String, _ year: Int) -> Double? {
    func number(_ measure: String, _ year: Int) -> Double? {
      let rows = national.rows(where: ["measure": measure, "year": String(year)])
      return rows.first.flatMap { Double(national.text("reading", $0)) }
    }
    if let printed = number(measure, year) { return printed }
    guard let next = number(measure, year + 1), let fall = number(change, year + 1) else { return nil }
    return next + fall
  }

  /// Text of a sector's part of direct loss in a year, percent.
  func lossShare(sector: String, _ year: Int) throws(PopulationError) -> PrintedAmount {
    try amount(lossShares, ["sector_id": sector, "year": String(year)])
  }

  /// Text of a sector's direct loss, 亿元, where the amount itself is printed.
  func sectorLoss(_ sector: String, _ year: Int) -> PrintedAmount? {
    try? amount(sectorLosses, ["sector_id": sector, "year": String(year), "measure": "direct_loss"])
  }

  private func amount(_ table: FactTable, _ conditions: [String: String]) throws(PopulationError) -> PrintedAmount {
    let value = try table.number("reading", where: conditions)
    return PrintedAmount(value: value, decimals: decimals(table.text("reading", table.rows(where: conditions)[0])))
  }

  /// Percent of direct loss by market, five years pooled.
  func marketShare(_ market: String) throws(PopulationError) -> Double {
    try markets.number("reading", where: ["market_id": market, "table": "图2-10"])
  }

  /// Added cost of several years together, 亿元, and which years these are.
  func pooledAddedCost() throws(PopulationError) -> (amount: PrintedAmount, years: ClosedRange<Int>) {
    let conditions = ["measure": "added_cost", "sector_id": "all"]
    let amount = try amount(national, conditions)
    let years = national.text("year", national.rows(where: conditions)[0]).split(separator: "-").compactMap { Int($0) }
    guard years.count == 2, years[0] <= years[1] else {
      throw .missingFigure(file: national.path, conditions: "the years of added_cost")
    }
    return (amount, years[0]...years[1])
  }

  /// Added cost of one year from the press notices, 亿元.
  func addedCost(_ year: Int) -> Double? {
    let conditions = ["ref_year": String(year), "measure": "added_cost", "row_kind": "all", "unit": "CNY_1e8"]
    return series.rows(where: conditions).first.flatMap { Double(series.text("value", $0)) }
  }

  /// An amount of Guangdong or Shenzhen, 亿元; `nil` in years without.
  func regional(_ region: String, _ measure: String, _ year: Int) -> Double? {
    let rows = regions.rows(where: ["region": region, "measure": measure, "year": String(year)])
    guard let row = rows.first, let value = Double(regions.text("reading", row)) else { return nil }
    return regions.text("unit", row) == "CNY_1e12" ? value * 10_000 : value
  }

  /// The year of the regional amounts.
  var regionalYear: Int? { regions.texts("year").compactMap { Int($0) }.first }

  // MARK: Classifications

  /// Upper bounds of the first three size classes of both groups, 万元.
  func sizeBounds() throws(PopulationError) -> [[Double]] {
    var bounds: [[Double]] = [[], []]
    for (index, code) in Classes.sizes.enumerated() where index % 4 < 3 {
      bounds[index / 4].append(try sizes.number("value_high", where: ["size_class": code]))
    }
    return bounds
  }

  /// HS chapters of a sector.
  func chapters(ofSector sector: String) -> [Int] {
    ranges.rows(where: ["sector_id": sector]).flatMap { row -> [Int] in
      guard let first = Int(ranges.text("chapter_first", row)), let last = Int(ranges.text("chapter_last", row)) else {
        return []
      }
      return Array(first...last)
    }
  }
}

/// A number with as many digits after the point as it is printed with.
struct PrintedAmount: Hashable, Sendable {
  let value: Double
  let decimals: Int

  /// Half of the last printed digit.
  var half: Double { (0..<decimals).reduce(0.5) { half, _ in half / 10 } }
}
