import DataFiles
import Microdata

/// What a yuan of exports costs where a measure affects them: ad valorem equivalents by sector and market, with their errors.
///
/// Read from CSV or Excel with the columns `sector, market, added_cost_rate, added_cost_rate_se, loss_rate, loss_rate_se`, fractions of the
/// value of exports. `*` stands for all sectors or markets; see the article.
public struct CostRates: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case addedCost = "added_cost"
    case loss
  }

  struct Rate: Sendable {
    /// Fraction of exports; nil: not given.
    let value: Double?
    /// nil: not known.
    let standardError: Double?
  }

  public let path: String
  let columns: ColumnNames.Match
  public let isSynthetic: Bool
  /// Kind to rates by line.
  private let rates: [Kind: [Rate]]
  /// Line of the file's table by sector and market.
  private let lines: [Key: Int]

  private struct Key: Hashable {
    /// Place of the sector; nil: all.
    let sector: Int?
    let market: Market
  }
  private enum Market: Hashable {
    case member(Int)
    /// A category of the classification `market`.
    case group(String)
    case all
  }

  /// - Throws: ``ScreeningError`` with file, line, column and value.
  public init(path reference: String, _ sectors: SectorMap = SectorMap(), format: CSVFormat = CSVFormat())
    throws(ScreeningError)
  {
    let file = try CSVFile.screening { try CSVFile(dataFile: reference, format: format) }
    let match = try ColumnNames(.rates).match(file)
    let table = try RateTable(file, match)
    (path, columns, isSynthetic) = (file.path, match, table.isSynthetic)
    rates = Dictionary(
      uniqueKeysWithValues: try Kind.allCases.map { kind throws(ScreeningError) in (kind, try table.rates(kind)) })
    var lines: [Key: Int] = [:]
    for row in 0..<table.rowCount {
      let key = Key(sector: try table.sector(row, sectors), market: try Self.market(table, row))
      if let earlier = lines.updateValue(row, forKey: key) { throw try table.repeated(row, earlier) }
    }
    self.lines = lines
  }

  private static func market(_ table: RateTable, _ row: Int) throws(ScreeningError) -> Market {
    let name = table.market[row]
    if name == "*" { return .all }
    if let group = table.group(name) { return .group(group) }
    guard let member = Members.bundled.place(of: name) else { throw try table.unknownMarket(row) }
    return .member(member)
  }

  /// The line of the file for exports of a sector to a member, the most particular one: sector and member, sector and the market of the
  /// survey that the member belongs to, sector and all markets; then the same for all sectors.
  func line(sector: Int?, member: Int, _ kind: Kind) -> Int? {
    let markets = [Market.member(member), .group(Members.bundled.all[member].surveyMarket), .all]
    for sector in sector == nil ? [nil] : [sector, nil] {
      for market in markets {
        if let line = lines[Key(sector: sector, market: market)], rates[kind]![line].value != nil { return line }
      }
    }
    return nil
  }

  func rate(_ line: Int, _ kind: Kind) -> Rate { rates[kind]![line] }
}

/// A cost to expect, with the error of the rates that it is made of.
public struct ExpectedCost: Sendable, Hashable {
  /// Yuan.
  public let value: Double
  /// Yuan; nil where the error of a rate is not known.
  public let standardError: Double?
}

extension CostRates {
  /// ```
  /// C = Σ_j X_j r_j        se² = Σ_r (se_r Σ_{j with rate r} X_j)²
  /// ```
  /// The error of a rate is one for all exports that it is applied to, and errors of different rates are independent.
  /// - Returns: nil where exports are unknown or a part of them has no rate.
  func cost(_ kind: Kind, of exposure: Exposure) -> ExpectedCost? {
    guard exposure.exports != nil, exposure.linesWithoutExports == 0 else { return nil }
    var exports: [(line: Int, sum: Double)] = []
    for part in exposure.parts where part.exports > 0 {
      guard let line = line(sector: part.sector, member: part.market, kind) else { return nil }
      if let place = exports.firstIndex(where: { $0.line == line }) {
        exports[place].sum += part.exports
      } else {
        exports.append((line, part.exports))
      }
    }
    exports.sort { $0.line < $1.line }
    let errors = exports.map { entry in rate(entry.line, kind).standardError.map { $0 * entry.sum } }
    return ExpectedCost(
      value: exports.reduce(0) { $0 + $1.sum * rate($1.line, kind).value! },
      standardError: errors.contains(nil) ? nil : errors.reduce(0) { $0 + $1! * $1! }.squareRoot())
  }
}

/// The columns of the file.
private struct RateTable {
  private let file: CSVFile
  private let match: ColumnNames.Match
  let sector: FieldTexts
  let market: FieldTexts
  private let numbers: [String: [Double]]
  let isSynthetic: Bool
  var rowCount: Int { sector.codes.count }

  init(_ file: CSVFile, _ match: ColumnNames.Match) throws(ScreeningError) {
    (self.file, self.match) = (file, match)
    let fields = ["sector", "market", "source"] + CostRates.Kind.allCases.flatMap { [$0.rateField, $0.errorField] }
    let given = fields.filter { match.columns[$0] != nil }
    let specs = given.map { field in
      ColumnSpec(name: match.columns[field]!, kind: field.contains("rate") ? .number(thousands: nil) : .factor)
    }
    let read = try CSVFile.screening { try file.readAll(columns: specs) }
    var (texts, numbers) = ([String: FieldTexts](), [String: [Double]]())
    for ((field, spec), column) in zip(zip(given, specs), read) {
      if case .number(let values) = column {
        numbers[field] = values
      } else {
        texts[field] = FieldTexts(column: spec.name, column)
      }
    }
    (sector, market, self.numbers) = (texts["sector"]!, texts["market"]!, numbers)
    isSynthetic = texts["source"]?.levels.contains("synthetic") ?? false
  }

  func rates(_ kind: CostRates.Kind) throws(ScreeningError) -> [CostRates.Rate] {
    let values = numbers[kind.rateField] ?? [Double](repeating: .nan, count: rowCount)
    let errors = numbers[kind.errorField] ?? [Double](repeating: .nan, count: rowCount)
    if let row = values.firstIndex(where: { $0 < 0 || $0 > 1 }) {
      let problem = "a rate is a fraction of the value of exports from 0 to 1; 3.5 % is 0.035"
      try refuse(row, match.columns[kind.rateField]!, "\(values[row])", problem)
    }
    if let row = errors.firstIndex(where: { $0 < 0 }) {
      try refuse(
        row, match.columns[kind.errorField]!, "\(errors[row])",
        "a standard error is zero or more, or empty where unknown")
    }
    return zip(values, errors).map {
      CostRates.Rate(value: $0.isNaN ? nil : $0, standardError: $1.isNaN ? nil : $1)
    }
  }

  func sector(_ row: Int, _ map: SectorMap) throws(ScreeningError) -> Int? {
    let name = sector[row]
    if name == "*" { return nil }
    let categories = map.classification.codes.map { map.classification[$0]! }
    if let place = categories.firstIndex(where: { [$0.code, $0.label.zh, $0.label.en].contains(name) }) {
      return place
    }
    let allowed = (map.classification.codes + ["*"]).joined(separator: ", ")
    try refuse(row, sector.column, name, "a sector is one of \(allowed)")
    return nil
  }

  func group(_ name: String) -> String? {
    Members.bundled.all.lazy.map(\.surveyMarket).first { $0 == name }
  }

  func unknownMarket(_ row: Int) throws(ScreeningError) -> ScreeningError {
    let groups = Set(Members.bundled.all.map(\.surveyMarket)).sorted().joined(separator: ", ")
    try refuse(row, market.column, market[row], "a market is a member's name or code, one of \(groups), or * for all")
    preconditionFailure("a fault is refused")
  }

  func repeated(_ row: Int, _ earlier: Int) throws(ScreeningError) -> ScreeningError {
    let line = try file.line(ofRow: earlier)
    try refuse(
      row, sector.column, sector[row],
      "the rates of this sector and market stand in line \(line) already; keep one of them")
    preconditionFailure("a fault is refused")
  }

  private func refuse(_ row: Int, _ column: String, _ value: String, _ problem: String) throws(ScreeningError) {
    try file.refuse([RowFault(row: row, column: column, value: value, error: problem)])
  }
}

extension CostRates.Kind {
  var rateField: String { "\(rawValue)_rate" }
  fileprivate var errorField: String { "\(rawValue)_rate_se" }
}
