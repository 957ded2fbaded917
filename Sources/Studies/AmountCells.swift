import Estimation
import Reporting
import TradeImpact

/// The place of a number in the tables.
package struct CellPlace: Hashable {
  package let table: String
  package let row: String
  package let column: String
}

/// The amounts that the tables tell, in whatever form: an amount, its share of a total, its mean, its part of exports.
///
/// Who knows the share of a sector and the total knows the sector's amount, so what is withheld is withheld in every form.
package struct AmountCells {
  /// An amount that is the sum of others.
  package struct Sum: Hashable {
    package let total: TableRequest
    package let parts: [TableRequest]
  }

  /// Each once, in print order.
  package private(set) var amounts: [TableRequest] = []
  package private(set) var sums: [Sum] = []
  private var amountOfPlace: [CellPlace: TableRequest] = [:]

  package init(_ study: Study, totals: ExportTotals?) {
    var (seen, known) = (Set<TableRequest>(), Set<Sum>())
    for table in study.tables {
      let requests = TableRequests(definition: table, totals: totals, level: study.level)
      let rows = table.reportRows(levels: study.levels)
      let places = PlaceSums(table, rows)
      for column in table.columns {
        for row in rows {
          guard let amount = study.amount(table, column, row, requests) else { continue }
          amountOfPlace[places.place(row, column)] = amount
          if seen.insert(amount).inserted { amounts.append(amount) }
        }
        for sum in places.down(column) { add(sum, &known) }
      }
      for sum in places.across(anyMeasure: true) { add(sum, &known) }
    }
  }

  private mutating func add(_ sum: PlaceSums.Sum, _ known: inout Set<Sum>) {
    guard let total = amountOfPlace[sum.total] else { return }
    let one = Sum(total: total, parts: sum.parts.compactMap { amountOfPlace[$0] }.filter { $0 != total })
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
