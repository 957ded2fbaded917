import ControlledRounding
import Estimation
import LinkedTables
import Reporting

/// The numbers of a year's tables rounded so that those shown add up, in all tables at once.
struct YearRounding {
  /// A number, and to which power of ten it is rounded, in the base unit. The same number in two tables is one cell.
  private struct Number: Hashable {
    let wanted: TableRequest
    let power: Int
  }
  /// How one number was rounded.
  struct Move {
    let place: CellPlace
    let value: Double
    let rounded: Double
    /// In units of the last digit shown.
    let units: Double
  }

  /// In print order.
  let moves: [Move]
  /// Whether the sum of squared moves is known to be least for every power.
  let isProvenLeastSquares: Bool
  private let shown: [CellPlace: Double]

  /// - Throws: ``StudyError``.
  init(_ study: Study, _ estimates: YearEstimates) throws(StudyError) {
    var system = RoundingSystem()
    for table in study.tables { system.add(table, study, estimates) }
    do {
      let rounded = try system.rounded()
      (moves, isProvenLeastSquares) = (rounded.moves, rounded.isProven)
      shown = Dictionary(uniqueKeysWithValues: moves.map { ($0.place, $0.rounded) })
    } catch { throw StudyError(error) }
  }

  /// nil for a number that is in no sum.
  subscript(place: CellPlace) -> Double? { shown[place] }

  private struct RoundingSystem {
    private var cells: [Number: Int] = [:]
    private var numbers: [(number: Number?, power: Int, value: Double)] = []
    private var relations: [CellRelations.Relation] = []
    private var places: [(place: CellPlace, cell: Int)] = []

    mutating func add(_ table: TableDefinition, _ study: Study, _ estimates: YearEstimates) {
      let requests = TableRequests(definition: table, totals: estimates.totals, level: study.level)
      let rows = table.reportRows(levels: study.levels)
      let (sums, columnSums) = (RowSums(table, rows).all, ColumnSums(table).all)
      let summed = Set(columnSums.flatMap { [$0.total] + $0.parts })
      var all: [CellPlace: Int] = [:]
      for column in table.columns {
        guard let power = column.lastDigit, !sums.isEmpty || summed.contains(column.id) else { continue }
        var found: [String: Int] = [:]
        for row in rows {
          guard let estimate = study.estimate(table, column, row), estimate.measure?.isAdditive == true,
            estimate.scaling == nil, let wanted = requests.request(estimate, row: row),
            let value = estimates.estimate(wanted)?.value
          else { continue }
          found[row.code] = cell(Number(wanted: wanted, power: power), value)
          let place = CellPlace(table: table.id, row: row.code, column: column.id)
          places.append((place, found[row.code]!))
          all[place] = found[row.code]!
        }
        for sum in sums {
          guard let total = found[sum.total.code] else { continue }
          relate(total, sum.parts.compactMap { found[$0.code] }, power)
        }
      }
      for sum in columnSums {
        for row in rows {
          let cell = { all[CellPlace(table: table.id, row: row.code, column: $0)] }
          guard let total = cell(sum.total) else { continue }
          let parts = sum.parts.compactMap(cell).filter { numbers[$0].power == numbers[total].power }
          relate(total, parts, numbers[total].power)
        }
      }
    }

    private mutating func cell(_ number: Number, _ value: Double) -> Int {
      if let known = cells[number] { return known }
      numbers.append((number, number.power, value))
      cells[number] = numbers.count - 1
      return numbers.count - 1
    }

    /// What the parts leave of the total is a part that no table shows.
    private mutating func relate(_ total: Int, _ parts: [Int], _ power: Int) {
      let parts = parts.filter { $0 != total }
      guard !parts.isEmpty, Set(parts).count == parts.count else { return }
      let rest = parts.reduce(numbers[total].value) { $0 - numbers[$1].value }
      var all = parts
      if abs(rest) > 1e-9 * abs(numbers[total].value) {
        numbers.append((nil, power, rest))
        all.append(numbers.count - 1)
      }
      relations.append(.init(total: total, parts: all))
    }

    /// One system a power of ten: numbers of different digits share no sum.
    func rounded() throws(RoundingError) -> (moves: [Move], isProven: Bool) {
      var (moves, isProven) = ([Int: (rounded: Double, units: Double)](), true)
      for power in Set(numbers.map(\.power)).sorted() {
        let members = numbers.indices.filter { numbers[$0].power == power }
        let position = Dictionary(uniqueKeysWithValues: zip(members, members.indices))
        let own = relations.filter { numbers[$0.total].power == power }.map { relation in
          CellRelations.Relation(total: position[relation.total]!, parts: relation.parts.map { position[$0]! })
        }
        let unit = PowerOfTen.value(power)
        let result = try ControlledRounding(
          of: members.map { numbers[$0].value }, in: CellRelations(cellCount: members.count, relations: own), unit: unit
        )
        isProven = isProven && result.isProvenLeastSquares
        for (member, place) in position {
          moves[member] = (PowerOfTen.multiple(result.units[place], power), result.moves[place])
        }
      }
      return (
        places.map { place, cell in
          Move(place: place, value: numbers[cell].value, rounded: moves[cell]!.rounded, units: moves[cell]!.units)
        }, isProven
      )
    }
  }
}

extension ColumnDefinition {
  /// The power of ten of the last digit that the column shows, in the base unit; nil where each row has its own.
  fileprivate var lastDigit: Int? {
    guard let unit, let decimals else { return nil }
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
