import Estimation
import Reporting
import TradeImpact

/// The place of a number in the tables.
struct CellPlace: Hashable {
  let table: String
  let row: String
  let column: String
}

/// The amounts that the tables tell, in whatever form: an amount, its share of a total, its mean, its part of exports.
///
/// Who knows the share of a sector and the total knows the sector's amount, so what is withheld is withheld in every form.
struct AmountCells {
  /// An amount that is the sum of others.
  struct Sum: Hashable {
    let total: TableRequest
    let parts: [TableRequest]
  }

  /// Each once, in print order.
  private(set) var amounts: [TableRequest] = []
  private(set) var sums: [Sum] = []
  private var amountOfPlace: [CellPlace: TableRequest] = [:]

  init(_ study: Study, totals: ExportTotals?) {
    var (seen, known) = (Set<TableRequest>(), Set<Sum>())
    for table in study.tables {
      let requests = TableRequests(definition: table, totals: totals, level: study.level)
      let rows = table.reportRows(levels: study.levels)
      let rowSums = RowSums(table, rows).all
      for column in table.columns {
        var found: [String: TableRequest] = [:]
        for row in rows {
          guard let amount = study.amount(table, column, row, requests) else { continue }
          found[row.code] = amount
          amountOfPlace[CellPlace(table: table.id, row: row.code, column: column.id)] = amount
          if seen.insert(amount).inserted { amounts.append(amount) }
        }
        for sum in rowSums {
          add(found[sum.total.code], sum.parts.compactMap { found[$0.code] }, &known)
        }
      }
      let placed = amountOfPlace
      for sum in ColumnSums(table, anyMeasure: true).all {
        for row in rows {
          let amount = { placed[CellPlace(table: table.id, row: row.code, column: $0)] }
          add(amount(sum.total), sum.parts.compactMap(amount), &known)
        }
      }
    }
  }

  private mutating func add(_ total: TableRequest?, _ parts: [TableRequest], _ known: inout Set<Sum>) {
    guard let total else { return }
    let one = Sum(total: total, parts: parts.filter { $0 != total })
    if !one.parts.isEmpty, known.insert(one).inserted { sums.append(one) }
  }

  subscript(place: CellPlace) -> TableRequest? { amountOfPlace[place] }
}

extension Study {
  /// The amount that an estimate column tells in a row; nil for numbers of firms.
  fileprivate func amount(
    _ table: TableDefinition, _ column: ColumnDefinition, _ row: ReportTable.Row, _ requests: TableRequests
  ) -> TableRequest? {
    guard let estimate = estimate(table, column, row),
      [.amount, .share, .mean, .lossRate].contains(estimate.measure)
    else { return nil }
    let amount = EstimateDefinition(
      measure: .amount, variable: estimate.variable, domain: estimate.domain, crossing: estimate.crossing)
    return requests.request(amount, row: row)
  }
}
