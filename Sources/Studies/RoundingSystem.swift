import ControlledRounding
import Estimation
import LinkedTables
import Reporting

/// The numbers of tables as cells and sums.
struct RoundingSystem {
  /// A number, and to which power of ten it is rounded, in the base unit. The same number in two tables is one cell.
  private struct Number: Hashable {
    let wanted: TableRequest
    let power: Int
  }

  private var cells: [Number: Int] = [:]
  /// Power and value by cell.
  private var numbers: [(power: Int, value: Double)] = []
  private var relations: [CellRelations.Relation] = []
  private var places: [(place: CellPlace, cell: Int)] = []
  private var cellOfPlace: [CellPlace: Int] = [:]

  mutating func add(_ table: TableDefinition, _ study: Study, _ estimates: YearEstimates) {
    let requests = TableRequests(definition: table, totals: estimates.totals, level: study.level)
    let rows = table.reportRows(levels: study.levels)
    let sums = PlaceSums(table, rows)
    for column in table.columns {
      for row in rows {
        guard let estimate = study.estimate(table, column, row), estimate.measure?.isAdditive == true,
          estimate.scaling == nil, let wanted = requests.request(estimate, row: row),
          let value = estimates.estimate(wanted)?.value, let power = column.lastDigit(in: row)
        else { continue }
        let place = sums.place(row, column)
        cellOfPlace[place] = cell(Number(wanted: wanted, power: power), value)
        places.append((place, cellOfPlace[place]!))
      }
      for sum in sums.down(column) { relate(sum) }
    }
    for sum in sums.across() { relate(sum) }
  }

  private mutating func relate(_ sum: PlaceSums.Sum) {
    if let total = cellOfPlace[sum.total] { relate(total, sum.parts.compactMap { cellOfPlace[$0] }) }
  }

  private mutating func cell(_ number: Number, _ value: Double) -> Int {
    if let known = cells[number] { return known }
    numbers.append((number.power, value))
    cells[number] = numbers.count - 1
    return numbers.count - 1
  }

  /// What the parts leave of the total is a part that no table shows.
  private mutating func relate(_ total: Int, _ parts: [Int]) {
    let parts = parts.filter { $0 != total && numbers[$0].power == numbers[total].power }
    guard !parts.isEmpty, Set(parts).count == parts.count else { return }
    let rest = parts.reduce(numbers[total].value) { $0 - numbers[$1].value }
    var all = parts
    if abs(rest) > 1e-9 * abs(numbers[total].value) {
      numbers.append((numbers[total].power, rest))
      all.append(numbers.count - 1)
    }
    relations.append(.init(total: total, parts: all))
  }

  // MARK: Rounding

  /// One system a power of ten: numbers of different digits share no sum.
  func rounded() throws(RoundingError) -> (moves: [YearRounding.Move], isProvenLeastSquares: Bool) {
    var (shown, moves, isProven) = (numbers.map(\.value), numbers.map { _ in 0.0 }, true)
    for power in Set(numbers.map(\.power)).sorted() {
      let members = numbers.indices.filter { numbers[$0].power == power }
      let result = try ControlledRounding(
        of: members.map { numbers[$0].value }, in: relations(among: members), unit: PowerOfTen.value(power))
      isProven = isProven && result.isProvenLeastSquares
      for (place, member) in members.enumerated() {
        (shown[member], moves[member]) = (PowerOfTen.multiple(result.units[place], power), result.moves[place])
      }
    }
    return (
      places.map { .init(place: $0, value: numbers[$1].value, rounded: shown[$1], units: moves[$1]) }, isProven
    )
  }

  private func relations(among members: [Int]) -> CellRelations {
    let position = Dictionary(uniqueKeysWithValues: zip(members, members.indices))
    let own = relations.compactMap { relation -> CellRelations.Relation? in
      guard let total = position[relation.total] else { return nil }
      return .init(total: total, parts: relation.parts.map { position[$0]! })
    }
    return CellRelations(cellCount: members.count, relations: own)
  }
}

extension ColumnDefinition {
  /// The power of ten of the last digit that is shown, in the base unit.
  fileprivate func lastDigit(in row: ReportTable.Row) -> Int? {
    guard let unit = unit ?? row.unit, let decimals = decimals ?? row.decimals else { return nil }
    return unit.exponent - decimals
  }
}

extension TableMeasure {
  /// Whether a total is the sum of its parts.
  fileprivate var isAdditive: Bool { [.amount, .share, .count, .affectedCount].contains(self) }
}

/// Powers of ten, correctly rounded.
private enum PowerOfTen {
  static func value(_ power: Int) -> Double { Double("1e\(power)")! }

  /// The double nearest to `units` × 10^power: reading the numeral rounds once, where multiplying would round twice.
  static func multiple(_ units: Int, _ power: Int) -> Double { Double("\(units)e\(power)")! }
}
